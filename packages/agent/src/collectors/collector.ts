import type { Reading } from '@amud/protocol/reading.ts';

/** Where the host's trees are mounted: AMUD_PROC, AMUD_SYS, AMUD_ROOT. */
export type HostPaths = { proc: string; sys: string; root: string };

/** A moment: `at` by the wall clock, `monotonicMs` for differences. */
export type Look = { at: number; monotonicMs: number };

/** What a source has to say: its part of the reading, or, as a sentence, why it has none. */
export type Finding = Partial<Reading> | string;

/**
 * One source of readings. Without `everyMs` it reads small kernel files at every look and must never block. With it, it
 * runs by itself in the background at that pace, and looks take its last finding.
 */
export type Collector = {
  name: string;
  everyMs?: number;
  collect(look: Look): Finding | Promise<Finding>;
};

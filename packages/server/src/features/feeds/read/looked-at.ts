import { limits } from '@amud/protocol/limits.ts';

const EACH_END = limits.feed.entriesRead * 2;

/**
 * Of a very long list both ends: most feeds begin with the newest entry, some end with it. What is in the middle is never
 * read, since reading it would take most of the time.
 */
export const lookedAt = <T>(list: readonly T[]): readonly T[] =>
  list.length <= 2 * EACH_END ? list : [...list.slice(0, EACH_END), ...list.slice(-EACH_END)];

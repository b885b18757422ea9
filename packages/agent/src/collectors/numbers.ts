/** Counters of the kernel have 64 bits. */
const MOST = 2 ** 64;

/** Two digits after the point: more is noise, and bytes on the wire. */
export const round2 = (value: number): number => Math.round(value * 100) / 100;

/** A share of 0 to 100, whatever the counters did. */
export const toPercent = (part: number, whole: number): number =>
  whole > 0 && Number.isFinite(part) ? round2(Math.min(100, Math.max(0, (100 * part) / whole))) : 0;

/**
 * The rise of a counter per second. Undefined when it went back (reset, wrap, hot-plug), no time has passed, or it is no
 * number that a counter can have: no value is invented.
 */
export const perSecond = (now: number, before: number, elapsedMs: number): number | undefined =>
  now >= before && elapsedMs > 0 && now <= MOST ? ((now - before) * 1000) / elapsedMs : undefined;

export const clampText = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;

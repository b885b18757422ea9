import { chosen } from '../state/chosen.ts';
import { latency } from './check-format.ts';
import { type Amount, byteRate, bytes, celsius, load, networkRate, percent } from './format.ts';

/** How the height of a chart is chosen and its numbers written. */
export type Scale = {
  format: (value: number) => Amount;
  /** Lower and upper edge for what is drawn. Steps are coarse, so that the axis rests while the numbers move. */
  edges: (lowest: number, highest: number) => [number, number];
};

const upTo = (steps: readonly number[], value: number): number =>
  steps.find((step) => step >= value) ?? steps.at(-1) ?? value;

const powerOfTwo = (value: number, least: number): number => 2 ** Math.ceil(Math.log2(Math.max(value, least)));

const oneTwoFive = (value: number, least: number): number => {
  const wanted = Math.max(value, least);
  const decade = 10 ** Math.floor(Math.log10(wanted));
  return upTo([1, 2, 5, 10], wanted / decade) * decade;
};

/** The lower half has at least a quarter of the height of the upper, so that its line and label can be seen. */
const mirrored = (lowest: number, highest: number, top: (value: number) => number): [number, number] => {
  const up = top(Math.max(0, highest));
  if (lowest >= 0) return [0, up];
  const down = top(-lowest);
  return [-Math.max(down, up / 4), Math.max(up, down / 4)];
};

export const percentScale: Scale = {
  format: percent,
  edges: (_, highest) => [0, upTo([4, 10, 20, 50, 100], highest)],
};

/** A share of something that has an end: always all of it. */
export const wholePercentScale: Scale = { format: percent, edges: () => [0, 100] };

/** Up to a known whole, such as the memory of the host. */
export const bytesUpTo = (totalBytes: number): Scale => ({ format: bytes, edges: () => [0, totalBytes] });

const roundSize = (value: number): number =>
  chosen('sizes') === 'binary' ? powerOfTwo(value, 16 * 1024) : oneTwoFive(value, 10_000);

export const byteRateScale: Scale = {
  format: byteRate,
  edges: (lowest, highest) => mirrored(lowest, highest, roundSize),
};

export const networkRateScale: Scale = {
  format: networkRate,
  // The series are bytes, the round numbers are those of the unit.
  edges: (lowest, highest) =>
    mirrored(lowest, highest, (value) =>
      chosen('rates') === 'bits' ? oneTwoFive(value * 8, 10_000) / 8 : roundSize(value),
    ),
};

export const loadScale: Scale = { format: load, edges: (_, highest) => [0, oneTwoFive(highest, 1)] };

/** How long an answer took. */
export const latencyScale: Scale = { format: latency, edges: (_, highest) => [0, oneTwoFive(highest, 10)] };

export const celsiusScale: Scale = {
  format: celsius,
  edges: (lowest, highest) => [Math.floor((lowest - 3) / 10) * 10, Math.ceil((highest + 3) / 10) * 10],
};

/** Where the grid lines are: the edges, zero, and the middle of the longer part. Four at most. */
export const gridLines = (lower: number, upper: number): number[] => {
  if (lower >= 0) return [lower, (lower + upper) / 2, upper];
  return upper >= -lower ? [lower, 0, upper / 2, upper] : [lower, lower / 2, 0, upper];
};

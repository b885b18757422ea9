/** The box that the path is drawn in; the picture stretches it. */
export const SPARK_WIDTH = 240;
export const SPARK_HEIGHT = 40;
/** More points than this are not told apart at the size of a card. */
const BUCKETS = 80;

export type SparkInput = {
  at: readonly number[];
  values: readonly (number | null)[];
  endAt: number;
  spanMs: number;
  /** The value of the upper edge. */
  top: number;
};

/** Paths of a small line and of the area below it. The mean of each step; a step without a value breaks the line. */
export const sparkPaths = (input: SparkInput): { line: string; area: string } => {
  const means = bucketMeans(input);
  let line = '';
  let area = '';
  let from: number | undefined;
  const close = (to: number) => {
    if (from !== undefined) area += `V${SPARK_HEIGHT}H${x(from)}Z`;
    // A lone step would be invisible as a line of no length.
    if (from === to) line += 'h2';
    from = undefined;
  };
  for (const [index, mean] of means.entries()) {
    if (mean === undefined) {
      close(index - 1);
      continue;
    }
    const point = `${x(index)} ${y(mean, input.top)}`;
    line += from === undefined ? `M${point}` : `L${point}`;
    area += from === undefined ? `M${x(index)} ${SPARK_HEIGHT}L${point}` : `L${point}`;
    from ??= index;
  }
  close(means.length - 1);
  return { line, area };
};

const x = (bucket: number): number => round((bucket / (BUCKETS - 1)) * SPARK_WIDTH);
// One unit of air above and below, for the width of the line.
const y = (value: number, top: number): number =>
  round(SPARK_HEIGHT - 1 - Math.min(1, Math.max(0, value / top)) * (SPARK_HEIGHT - 2));
const round = (value: number): number => Math.round(value * 10) / 10;

const bucketMeans = ({ at, values, endAt, spanMs }: SparkInput): (number | undefined)[] => {
  const sums = new Float64Array(BUCKETS);
  const counts = new Uint16Array(BUCKETS);
  const gaps = new Uint8Array(BUCKETS);
  const startAt = endAt - spanMs;
  at.forEach((pointAt, index) => {
    if (pointAt <= startAt) return;
    const bucket = Math.min(BUCKETS - 1, Math.floor(((pointAt - startAt) / spanMs) * BUCKETS));
    const value = values[index];
    if (value === null || value === undefined) {
      gaps[bucket] = 1;
      return;
    }
    sums[bucket] = (sums[bucket] ?? 0) + value;
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  });
  const means = Array.from(counts, (found, index) => (found === 0 ? undefined : (sums[index] ?? 0) / found));
  return bridge(means, gaps);
};

/** Carries the last mean on to the next: hosts look slower while nobody watches. Only a point without a value is a gap. */
const bridge = (means: readonly (number | undefined)[], gaps: Uint8Array): (number | undefined)[] => {
  let carried: number | undefined;
  return means.map((mean, index) => {
    const isGap = gaps[index] === 1;
    const shown = mean ?? (isGap ? undefined : carried);
    carried = isGap ? undefined : shown;
    return shown;
  });
};

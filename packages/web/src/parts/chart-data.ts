export type Points = (number | null)[];

export type ChartSource = {
  recent: { readonly at: readonly number[]; values(name: string): readonly (number | null)[] | undefined };
  tick: () => number;
};

export type ChartLine = {
  label: string;
  series: string;
  /** The name of a colour token. */
  color: string;
  /** Drawn downwards from zero: what leaves, beside what comes. */
  below?: boolean;
};

/** `band`: a line, and how far it reached, which is the second. */
export type ChartShape = 'lines' | 'stacked' | 'band';

/** A chart is at least this wide in time, however little there is to show. */
const LEAST_SPAN_MS = 120_000;

/** Where a chart begins: a whole span back, or where the numbers begin when that is later, so that a young one is not empty. */
export const startOf = (at: readonly number[], endAt: number, spanMs: number): number =>
  Math.max(endAt - spanMs, Math.min(at[0] ?? 0, endAt - LEAST_SPAN_MS));

type Range = { source: ChartSource['recent']; lines: readonly ChartLine[]; startAt: number };

/** The values of each line from `startAt` on, as they were measured. */
export const measured = ({ source, lines, startAt }: Range): { at: number[]; values: Points[] } => {
  const first = source.at.findIndex((pointAt) => pointAt >= startAt);
  // One point before the edge, so that a line comes in from it.
  const from = first < 0 ? source.at.length : Math.max(0, first - 1);
  const at = source.at.slice(from);
  const values = lines.map((line) => source.values(line.series)?.slice(from) ?? at.map(() => null));
  return { at, values };
};

/** The same as heights: stacked on each other, or turned below zero. */
export const drawn = (values: readonly Points[], lines: readonly ChartLine[], shape: ChartShape): Points[] => {
  if (shape === 'stacked') return stacked(values);
  return values.map((points, index) => (lines[index]?.below ? points.map(negative) : points));
};

const negative = (value: number | null): number | null => (value === null ? null : -value);

/** A part smaller than this of the highest sum is thinner than its own line. */
const VISIBLE_SHARE = 0.004;

const stacked = (values: readonly Points[]): Points[] => {
  const length = values[0]?.length ?? 0;
  const sums: Points = new Array<number | null>(length).fill(null);
  const heights = values.map((points) => {
    points.forEach((value, index) => {
      if (value !== null) sums[index] = (sums[index] ?? 0) + value;
    });
    return [...sums];
  });
  const least = VISIBLE_SHARE * sums.reduce<number>((most, sum) => Math.max(most, sum ?? 0), 0);
  for (let index = 0; index < length; index += 1) uncover(heights, values, index, least);
  return heights;
};

/** Parts on top that can't be seen would draw their line over the edge of the one below: they have no line there. */
const uncover = (heights: Points[], values: readonly Points[], index: number, least: number): void => {
  for (let place = values.length - 1; place > 0; place -= 1) {
    if ((values[place]?.[index] ?? 0) > least) return;
    const points = heights[place];
    if (points) points[index] = null;
  }
};

export type Summary = { now: number; lowest: number; highest: number };

/** `undefined` where nothing was measured. */
export const summary = (points: Points): Summary | undefined => {
  const known = points.filter((value) => value !== null);
  const now = known.at(-1);
  if (now === undefined) return undefined;
  return {
    now,
    lowest: known.reduce((least, value) => Math.min(least, value)),
    highest: known.reduce((most, value) => Math.max(most, value)),
  };
};

const MINUTE_MS = 60_000;

export type MinuteRow = { at: number; means: (number | undefined)[] };

/** One row a minute with the mean of each line, newest first: the chart for who reads or hears it. */
export const minuteRows = (at: readonly number[], values: readonly Points[]): MinuteRow[] => {
  const minutes = Map.groupBy(at.keys(), (index) => Math.floor((at[index] ?? 0) / MINUTE_MS));
  const rows = [...minutes].map(([minute, indices]) => ({
    at: minute * MINUTE_MS,
    means: values.map((points) => mean(indices.map((index) => points[index] ?? null))),
  }));
  return rows.reverse();
};

const mean = (points: Points): number | undefined => {
  const known = points.filter((value) => value !== null);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
};

import type { CheckHistory } from '@amud/protocol/checks.ts';
import { type Columns, createSum } from './columns.ts';
import type { History } from './history.ts';
import type { StatusStore } from './status-store.ts';
import { ceilTo, floorTo, tierAt, tierFor } from './tiers.ts';

export type HistoryQuestion = {
  history: Pick<History, 'read'>;
  statuses: Pick<StatusStore, 'events'>;
  appId: string;
  range: { from: number; to: number; points: number };
  now: number;
};

/** What a chart of this width shows: steps of equal length, as fine as what is kept of that time. */
export const historyOf = async (question: HistoryQuestion): Promise<CheckHistory> => {
  const { history, statuses, appId, range, now } = question;
  const { from, stepMs, steps, tier } = stepsOf(range, now);
  const columns = history.read(appId, tier, from, from + steps * stepMs);
  const each = stepMs / tierAt(tier).stepMs;
  const sums = Array.from({ length: steps }, (_, step) => sumOf(columns, step * each, each));
  const [known, down] = [total(sums, 'known'), total(sums, 'down')];
  return {
    from,
    stepMs,
    latencyMs: sums.map(({ latencyMs }) => rounded(latencyMs())),
    latencyMaxMs: sums.map(({ latencyMostMs }) => rounded(latencyMostMs())),
    up: sums.map((sum) => share(sum.known(), sum.down())),
    events: await statuses.events(appId, range.from, range.to),
    uptime: share(known, down),
  };
};

/** The tier to read, and its slots to a step: at most as many steps as there are points. */
const stepsOf = ({ from, to, points }: HistoryQuestion['range'], now: number) => {
  const wanted = Math.max(1, (to - from) / points);
  const tier = tierFor(now - from, wanted);
  const slotMs = tierAt(tier).stepMs;
  let stepMs = ceilTo(wanted, slotMs);
  const count = () => Math.max(1, (ceilTo(to, stepMs) - floorTo(from, stepMs)) / stepMs);
  // The first and the last step may be half outside, and so be one too many.
  while (count() > points && count() > 1) stepMs += slotMs;
  return { from: floorTo(from, stepMs), stepMs, steps: count(), tier };
};

type Sum = ReturnType<typeof createSum>;
const sumOf = (columns: Columns, start: number, length: number): Sum => {
  const sum = createSum();
  for (let index = start; index < start + length; index += 1) sum.add(columns, index);
  return sum;
};

const total = (sums: readonly Sum[], name: 'known' | 'down'): number => sums.reduce((all, sum) => all + sum[name](), 0);
const share = (known: number, down: number): number | null => (known === 0 ? null : 1 - down / known);
const rounded = (ms: number | null): number | null => (ms === null ? null : Number(ms.toPrecision(4)));

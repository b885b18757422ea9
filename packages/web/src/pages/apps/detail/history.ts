import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import { DAY_MS } from '../../../parts/time-axis.ts';
import type { Refusal } from '../../../state/admin.ts';
import type { AppsState, CheckHistory } from '../../../state/apps.ts';

export const rangeNames = ['day', 'week', 'month', 'year'] as const;
export type RangeName = (typeof rangeNames)[number];

/** Points are as many as can be told apart in the width of the chart; slots as many as in a bar. */
export const historyRanges: Record<RangeName, { spanMs: number; points: number; slots: number }> = {
  day: { spanMs: DAY_MS, points: 288, slots: 48 },
  week: { spanMs: 7 * DAY_MS, points: 336, slots: 56 },
  month: { spanMs: 30 * DAY_MS, points: 360, slots: 30 },
  year: { spanMs: 400 * DAY_MS, points: 400, slots: 50 },
};

/** While it is looked at, it follows what happens: with each change of the state, and now and then. */
const RENEW_MS = 60_000;

type HistoryParts = {
  apps: Pick<AppsState, 'history'>;
  appId: string;
  range: Accessor<RangeName>;
  /** Changes when there is something new. */
  change: Accessor<unknown>;
  now: Accessor<number>;
};

export const createHistory = ({ apps, appId, range, change, now }: HistoryParts) => {
  const [found, setFound] = createSignal<{ range: RangeName; to: number; history: CheckHistory }>();
  const [fault, setFault] = createSignal<Refusal>();
  let asked = 0;
  const load = async () => {
    asked += 1;
    const mine = asked;
    const name = range();
    const { spanMs, points } = historyRanges[name];
    const to = Math.round(now());
    const answer = await apps.history(appId, { from: to - spanMs, to, points });
    // Another range was chosen meanwhile.
    if (mine !== asked) return;
    setFault(answer.ok ? undefined : answer.fault);
    if (answer.ok) setFound({ range: name, to, history: answer.value });
  };
  const minute = createMemo(() => Math.floor(now() / RENEW_MS));
  createEffect(on([range, change, minute], () => void load()));
  onCleanup(() => {
    asked += 1;
  });
  return { found, fault, reload: () => void load() };
};

export type HistoryState = ReturnType<typeof createHistory>;

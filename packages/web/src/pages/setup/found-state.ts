import { createMemo, createResource, createSignal } from 'solid-js';
import { m } from '../../messages.ts';
import { useApp } from '../../state/app.ts';
import { groupFound } from '../../state/arranging/found-cards.ts';
import { createSetup, type FoundApp, type Placed } from '../../state/setup.ts';
import { kindTitles } from './kinds.ts';

export type FoundState = ReturnType<typeof createFound>;
export type FoundGroup = { title: string; members: FoundApp[] };

/** What nothing is known of is often no app at all. */
const seemsWanted = ({ source, kind, icon }: FoundApp): boolean => source !== 'port' || kind !== 'other' || icon !== '';

const without = (keys: ReadonlySet<string>, key: string): Set<string> =>
  new Set([...keys].filter((one) => one !== key));

/** What was found on the hosts, what of it is chosen, and what became of that. */
export const createFound = () => {
  const app = useApp();
  const setup = createSetup(app.http);
  const [answer, { refetch }] = createResource(setup.find);
  const [turned, setTurned] = createSignal<ReadonlyMap<string, boolean>>(new Map());
  const [ignored, setIgnored] = createSignal<ReadonlySet<string>>(new Set());
  const found = () => (answer.latest?.ok ? answer.latest.value : undefined);
  const isNew = ({ key, state }: FoundApp) => state === 'new' && !ignored().has(key);
  const fresh = createMemo(() => found()?.apps.filter(isNew) ?? []);
  const isChosen = (one: FoundApp) => turned().get(one.key) ?? seemsWanted(one);
  const choose = (all: readonly FoundApp[], isWanted: boolean) =>
    setTurned((keys) => new Map([...keys, ...all.map(({ key }) => [key, isWanted] as const)]));
  const ignore = async (key: string, isIgnored: boolean) => {
    const done = await setup.ignore([key], isIgnored);
    if (!done.ok) {
      app.toasts.say(done.fault.message);
      return;
    }
    setIgnored((keys) => (isIgnored ? new Set([...keys, key]) : without(keys, key)));
    if (!isIgnored) void refetch();
  };
  return {
    loading: () => answer.loading,
    fault: () => (answer.latest?.ok === false ? answer.latest.fault : undefined),
    found,
    again: () => void refetch(),
    /** As they would be on the board. */
    groups: createMemo((): FoundGroup[] => groupFound(fresh(), kindTitles())),
    fresh,
    added: () => found()?.apps.filter(({ state }) => state === 'added') ?? [],
    ignored: () => found()?.apps.filter((one) => one.state === 'ignored' || ignored().has(one.key)) ?? [],
    isChosen,
    chosen: () => fresh().filter(isChosen),
    choose,
    ignore,
    ...createAdding(setup, () => void refetch()),
  };
};

/** One after the other: what fails holds up nothing else. Then all of them go onto the board. */
const createAdding = (setup: ReturnType<typeof createSetup>, refetch: () => void) => {
  const { boards } = useApp();
  const [progress, setProgress] = createSignal<{ done: number; count: number }>();
  const [failures, setFailures] = createSignal<string[]>([]);
  const add = async (found: readonly FoundApp[], boardId = boards.home()): Promise<boolean> => {
    const placed: Placed[] = [];
    const failed: string[] = [];
    for (const [done, one] of found.entries()) {
      setProgress({ done, count: found.length });
      const answer = await setup.add(one);
      if (answer.ok) placed.push({ appId: answer.value.app.id, group: one.group, kind: one.kind });
      else failed.push(m.setup_apps_failed({ name: one.name, message: answer.fault.message }));
    }
    const fault = placed.length > 0 && boardId !== null && (await setup.place(boardId, placed, kindTitles()));
    if (fault) failed.push(fault.message);
    setProgress(undefined);
    setFailures(failed);
    if (failed.length > 0) refetch();
    return failed.length === 0;
  };
  let last: Promise<unknown> = Promise.resolve();
  /** One that was added by hand; several one after the other, as they change the same board. */
  const placeOne = (appId: string, boardId = boards.home()) => {
    if (boardId === null) return;
    last = last.then(() => setup.place(boardId, [{ appId, group: '', kind: 'other' }], kindTitles()));
  };
  return { add, placeOne, progress, failures };
};

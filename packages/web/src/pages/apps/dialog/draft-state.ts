import { createMemo, createSignal, onCleanup } from 'solid-js';
import { createStore, reconcile, unwrap } from 'solid-js/store';
import type { Refusal } from '../../../state/admin.ts';
import { useApp } from '../../../state/app.ts';
import type { App } from '../../../state/apps.ts';
import { type CheckDraft, type Draft, draftOf, emptyDraft, toInput } from './draft.ts';
import { hasPlace, type Wrongs, wrongsOf } from './wrongs.ts';

type Kept = { draft: Draft; before: Draft; revision: number | undefined };

/** What was typed and not saved, by app: a dialog that was closed by mistake opens as it was left. */
const keptDrafts = new Map<string, Kept>();
const NEW = 'new';

const copy = <T>(value: T): T => structuredClone(value);
const same = (one: Draft, other: Draft): boolean => JSON.stringify(one) === JSON.stringify(other);

export type DraftState = ReturnType<typeof createDraftState>;

/** One app as it is typed: loaded or empty, right or wrong, saved or kept. */
export const createDraftState = (appId: string | null) => {
  const { apps } = useApp();
  const key = appId ?? NEW;
  const kept = keptDrafts.get(key);
  const [draft, setDraft] = createStore<Draft>(copy(kept?.draft ?? emptyDraft()));
  const [before, setBefore] = createSignal<Draft>(kept?.before ?? emptyDraft());
  const [revision, setRevision] = createSignal(kept?.revision);
  const [ready, setReady] = createSignal(appId === null || kept !== undefined);
  const [restored, setRestored] = createSignal(kept !== undefined);
  const [fault, setFault] = createSignal<Refusal>();

  const become = (next: Draft, app?: App) => {
    setBefore(copy(next));
    setDraft(reconcile(copy(next)));
    setRevision(app?.revision);
    setReady(true);
    setRestored(false);
  };
  const load = async () => {
    if (appId === null) return become(emptyDraft());
    const answer = await apps.get(appId);
    setFault(answer.ok ? undefined : answer.fault);
    if (answer.ok) become(draftOf(answer.value.app), answer.value.app);
  };
  if (!kept) void load();

  const isChanged = () => ready() && !same(unwrap(draft), before());
  warnBeforeLeaving(isChanged);
  return {
    draft,
    ready,
    restored,
    fault,
    load,
    revision,
    isChanged,
    set: (change: Partial<Draft>) => setDraft(change),
    setCheck: (change: Partial<CheckDraft>) => setDraft('check', change),
    input: () => toInput(unwrap(draft)),
    /** The dialog closes: what was typed waits for it to open again. */
    keep: (): boolean => {
      if (!isChanged()) return false;
      keptDrafts.set(key, { draft: copy(unwrap(draft)), before: before(), revision: revision() });
      return true;
    },
    forget: () => keptDrafts.delete(key),
    /** For the next one; how it is watched stays as it was. */
    clear: (check: CheckDraft) => become({ ...emptyDraft(), check }),
  };
};

/** Reloading the page would lose it. */
const warnBeforeLeaving = (isChanged: () => boolean): void => {
  const ask = (event: BeforeUnloadEvent) => {
    if (isChanged()) event.preventDefault();
  };
  window.addEventListener('beforeunload', ask);
  onCleanup(() => window.removeEventListener('beforeunload', ask));
};

/** What is said to be wrong: what the server said, and what was looked at, or everything after a try to save. */
export const createWrongs = (state: Pick<DraftState, 'draft'>) => {
  const [left, setLeft] = createSignal<ReadonlySet<string>>(new Set());
  const [strict, setStrict] = createSignal(false);
  const [said, setSaid] = createSignal<Wrongs>({});
  const all = createMemo(() => wrongsOf(state.draft));
  return {
    at: (path: string): string | undefined => said()[path] ?? (strict() || left().has(path) ? all()[path] : undefined),
    any: () => Object.keys(all()).length > 0,
    leave: (path: string) => setLeft((paths) => new Set([...paths, path])),
    /** The field was changed: what the server said of it is old. */
    touch: (path: string) => {
      if (said()[path] !== undefined) setSaid(({ [path]: _, ...rest }) => rest);
    },
    showAll: () => setStrict(true),
    /** Whether the fault is of a field, which then says it. */
    say: (fault: Refusal): boolean => {
      const { field } = fault;
      if (field === undefined || !hasPlace(field)) return false;
      setSaid({ [field]: fault.message });
      return true;
    },
    reset: () => {
      setLeft(new Set<string>());
      setStrict(false);
      setSaid({});
    },
  };
};

export type WrongsState = ReturnType<typeof createWrongs>;

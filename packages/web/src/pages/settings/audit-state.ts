import { createEffect, createSignal, on, onCleanup } from 'solid-js';
import type { AuditEntry, AuditFilter, Refusal } from '../../state/admin.ts';
import { useApp } from '../../state/app.ts';

const TYPING_MS = 300;

/** The entries that match, a page at a time; typing is waited for. */
export const createAuditState = () => {
  const { admin } = useApp();
  const [filter, setFilter] = createSignal<AuditFilter>({});
  const [entries, setEntries] = createSignal<AuditEntry[]>();
  const [next, setNext] = createSignal<number | null>(null);
  const [actions, setActions] = createSignal<string[]>([]);
  const [fault, setFault] = createSignal<Refusal>();
  const [busy, setBusy] = createSignal(false);
  let newest = 0;

  const load = async (before: number | null) => {
    newest += 1;
    const mine = newest;
    setBusy(true);
    const answer = await admin.audit.list(filter(), before);
    // An answer to what is no longer asked.
    if (mine !== newest) return;
    setBusy(false);
    setFault(answer.ok ? undefined : answer.fault);
    if (!answer.ok) return;
    setEntries((shown) => [...(before === null ? [] : (shown ?? [])), ...answer.value.entries]);
    setNext(answer.value.next);
    setActions(answer.value.actions);
  };

  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  createEffect(
    on(filter, () => {
      clearTimeout(timer);
      timer = setTimeout(() => void load(null), entries() === undefined ? 0 : TYPING_MS);
    }),
  );

  return {
    filter,
    narrow: (change: AuditFilter) => setFilter((old) => ({ ...old, ...change })),
    isNarrowed: () => Object.values(filter()).some((value) => value !== undefined && value !== ''),
    clear: () => setFilter({}),
    entries,
    actions,
    fault,
    busy,
    hasOlder: () => next() !== null,
    older: () => void load(next()),
    reload: () => void load(null),
  };
};

export type AuditState = ReturnType<typeof createAuditState>;

import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import type { Answer, Refusal } from '../../state/admin.ts';
import { useApp } from '../../state/app.ts';

/** A change of settings is asked about when it rests, and has been saved. */
const REST_MS = 1_200;
/** What was added just now may not be there yet. */
const SOON_MS = [1_500, 3_000, 6_000];

type Options<T> = {
  /** What is asked, as text: another one is another question. Null: nothing. */
  key: Accessor<string | null>;
  ask: () => Promise<Answer<T>>;
  /** What the page carries of it. */
  first?: () => T | undefined;
  everyMs: number;
};

/**
 * What the server knows for a widget: asked when it is drawn and again when it is old, never while the page is hidden. The
 * answer stays for whoever comes back to the board, and while the server is away.
 */
export const createAsked = <T>({ key, ask, first, everyMs }: Options<T>) => {
  const { ticker, widgets } = useApp();
  const kept = widgets.kept;
  const [value, setValue] = createSignal<T>();
  const [fault, setFault] = createSignal<Refusal>();
  const minute = ticker.watch('minute');
  let askedAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let misses = 0;

  const later = (ms: number | undefined) => {
    clearTimeout(timer);
    if (ms !== undefined) timer = setTimeout(() => void run(), ms);
  };
  const run = async () => {
    const question = key();
    if (question === null) return;
    askedAt = Date.now();
    const answer = await ask();
    // Meanwhile something else may be wanted.
    if (question !== key()) return;
    const isMissing = !answer.ok && answer.fault.kind === 'missing';
    const soonMs = isMissing ? SOON_MS[misses] : undefined;
    misses = isMissing ? misses + 1 : 0;
    if (soonMs !== undefined) return later(soonMs);
    setFault(answer.ok ? undefined : answer.fault);
    if (!answer.ok) return;
    kept.set(question, { value: answer.value, at: askedAt });
    setValue(() => answer.value);
  };
  const begin = (question: string | null, before: string | null | undefined) => {
    later(undefined);
    misses = 0;
    setFault(undefined);
    const carried = before === undefined ? first?.() : undefined;
    if (question !== null && carried !== undefined) kept.set(question, { value: carried, at: Date.now() });
    const known = question === null ? undefined : kept.get(question);
    setValue(() => known?.value as T | undefined);
    askedAt = known?.at ?? 0;
    if (question === null || Date.now() - askedAt < everyMs) return;
    later(before === undefined ? 0 : REST_MS);
  };
  createEffect(on(key, begin));
  createEffect(
    on(
      minute,
      () => {
        if (Date.now() - askedAt >= (fault() ? Math.min(everyMs, 60_000) : everyMs)) void run();
      },
      { defer: true },
    ),
  );
  onCleanup(() => later(undefined));
  return { value, fault, again: () => void run() };
};

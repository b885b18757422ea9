import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import type { Answer, Refusal } from '../../state/admin.ts';
import { useApp } from '../../state/app.ts';

/** A change of settings is asked about when it rests. */
const REST_MS = 400;

type Options<T> = {
  /** What is asked, as text: another one is another question. Null: nothing. */
  key: Accessor<string | null>;
  ask: () => Promise<Answer<T>>;
  everyMs: number;
};

/**
 * What the server knows for a widget: asked when it is drawn and again when it is old, never while the page is hidden. The
 * answer stays for whoever comes back to the board, and while the server is away.
 */
export const createAsked = <T>({ key, ask, everyMs }: Options<T>) => {
  const { ticker, widgets } = useApp();
  const kept = widgets.kept;
  const [value, setValue] = createSignal<T>();
  const [fault, setFault] = createSignal<Refusal>();
  const minute = ticker.watch('minute');
  let askedAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const run = async () => {
    const question = key();
    if (question === null) return;
    askedAt = Date.now();
    const answer = await ask();
    // Meanwhile something else may be wanted.
    if (question !== key()) return;
    setFault(answer.ok ? undefined : answer.fault);
    if (!answer.ok) return;
    kept.set(question, { value: answer.value, at: askedAt });
    setValue(() => answer.value);
  };
  const begin = (question: string | null, before: string | null | undefined) => {
    clearTimeout(timer);
    setFault(undefined);
    const known = question === null ? undefined : kept.get(question);
    setValue(() => known?.value as T | undefined);
    askedAt = known?.at ?? 0;
    if (question === null || Date.now() - askedAt < everyMs) return;
    if (before === undefined) void run();
    else timer = setTimeout(() => void run(), REST_MS);
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
  onCleanup(() => clearTimeout(timer));
  return { value, fault, again: () => void run() };
};

import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from 'solid-js';

/** More than a large screen shows. */
const AT_ONCE = 60;
const PAUSE_MS = 16;

/** The first at once, the rest in portions: a list of 500 must not hold up its first paint. */
export const createGradual = <T>(all: Accessor<T[]>): Accessor<T[]> => {
  const [limit, setLimit] = createSignal(AT_ONCE);
  createEffect(() => {
    if (limit() >= all().length) return;
    const timer = setTimeout(() => setLimit((before) => before + AT_ONCE), PAUSE_MS);
    onCleanup(() => clearTimeout(timer));
  });
  return createMemo(() => all().slice(0, limit()));
};

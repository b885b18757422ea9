import { createSelector, createSignal } from 'solid-js';

type Ids = ReadonlySet<string>;

/** Which cards are meant by what is done next. */
export const createSelection = (inReadingOrder: () => readonly string[]) => {
  const [ids, setIds] = createSignal<Ids>(new Set());
  const isSelected = createSelector<Ids, string>(ids, (id, all) => all.has(id));
  /** Where a range begins. */
  let anchor: string | undefined;
  const only = (chosen: readonly string[]) => {
    anchor = chosen[0];
    setIds(new Set(chosen));
  };
  const toggle = (id: string) => {
    anchor = id;
    setIds((all) => (all.has(id) ? new Set([...all].filter((one) => one !== id)) : new Set([...all, id])));
  };
  const range = (id: string) => {
    const order = inReadingOrder();
    const [from, to] = [order.indexOf(anchor ?? id), order.indexOf(id)].toSorted((one, other) => one - other);
    setIds(new Set(order.slice(Math.max(0, from ?? 0), (to ?? 0) + 1)));
  };
  return {
    ids,
    isSelected,
    only,
    toggle,
    range,
    clear: () => setIds((all) => (all.size === 0 ? all : new Set<string>())),
    /** Those that are no longer there are no longer meant. */
    keep: (present: (id: string) => boolean) =>
      setIds((all) => ([...all].every(present) ? all : new Set([...all].filter(present)))),
    /** What a command on a card is about: all that are selected when it is one of them, else it alone. */
    with: (id: string): string[] => (ids().has(id) ? [id, ...[...ids()].filter((one) => one !== id)] : [id]),
  };
};
export type Selection = ReturnType<typeof createSelection>;

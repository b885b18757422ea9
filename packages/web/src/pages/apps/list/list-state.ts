import {
  type Accessor,
  createEffect,
  createMemo,
  createResource,
  createSignal,
  on,
  onCleanup,
  untrack,
} from 'solid-js';
import { useApp } from '../../../state/app.ts';
import type { AppUse } from '../../../state/apps.ts';
import {
  type Filter,
  isWanted,
  type Order,
  orders,
  type Row,
  type StateChoice,
  sortRows,
  stateChoices,
} from './filter.ts';

export type ListState = ReturnType<typeof createListState>;

/** Rows may change places only this often: a list that moves under the pointer can't be clicked. */
const SORT_EVERY_MS = 10_000;

/** All apps, as they are filtered, ordered and chosen. */
export const createListState = () => {
  const { apps, boards, now } = useApp();
  onCleanup(apps.watch());
  onCleanup(boards.watch());
  const wish = createWish();
  const { uses, again } = createUses();
  const all = createMemo((): Row[] => Object.values(apps.data.apps).map((app) => ({ app, use: uses().get(app.id) })));
  const moment = createMemo(() => (wish.order() === 'name' ? 0 : Math.floor(now() / SORT_EVERY_MS)));
  const ids = createMemo(() => {
    moment();
    const [rows, filter, order] = [all(), wish.filter(), wish.order()];
    return untrack(() =>
      sortRows(
        rows.filter((row) => isWanted(row, filter)),
        order,
      ).map(({ app }) => app.id),
    );
  });
  return {
    known: () => apps.data.known,
    all,
    ids,
    app: (id: string) => apps.data.apps[id],
    use: (id: string) => uses().get(id),
    again,
    tags: createMemo(() => [...new Set(all().flatMap(({ app }) => app.tags))].toSorted()),
    ...wish,
    ...createChosen(ids),
  };
};

/** How apps are watched and where they stand: asked anew when there are others, and after each change here. */
const createUses = () => {
  const { apps, boards } = useApp();
  const [answer, { refetch }] = createResource(apps.uses);
  const uses = createMemo(
    (): ReadonlyMap<string, AppUse> =>
      new Map(answer.latest?.ok ? answer.latest.value.apps.map((use) => [use.id, use]) : []),
  );
  const again = () => void refetch();
  const count = createMemo(() => Object.keys(apps.data.apps).length);
  createEffect(on([count, boards.list], again, { defer: true }));
  return { uses, again };
};

const oneOf = <T extends string>(all: readonly T[], text: string | null): T | undefined =>
  all.find((one) => one === text);

/** What is looked for: in the address, so that it can be kept and sent. */
const createWish = () => {
  const { address } = useApp();
  const filter = createMemo(
    (): Filter => ({
      text: address.parameter('q') ?? '',
      state: oneOf(stateChoices, address.parameter('state')) ?? 'all',
      tag: address.parameter('tag') ?? '',
      board: address.parameter('board') ?? '',
    }),
  );
  const set = (name: string, value: string) => {
    const words = new URLSearchParams(address.full().split('?')[1] ?? '');
    if (value === '') words.delete(name);
    else words.set(name, value);
    const query = words.toString();
    address.go(query === '' ? '/apps' : `/apps?${query}`, 'replace');
  };
  return {
    filter,
    order: (): Order => oneOf(orders, address.parameter('order')) ?? 'name',
    setText: (text: string) => set('q', text),
    setState: (state: StateChoice) => set('state', state === 'all' ? '' : state),
    setTag: (tag: string) => set('tag', tag),
    setBoard: (board: string) => set('board', board),
    setOrder: (order: Order) => set('order', order === 'name' ? '' : order),
    isFiltered: () => Object.values(filter()).some((value) => value !== '' && value !== 'all'),
    clear: () => address.go('/apps', 'replace'),
  };
};

/** What is chosen: only what can be seen counts. */
const createChosen = (ids: Accessor<string[]>) => {
  const [chosen, setChosen] = createSignal<ReadonlySet<string>>(new Set());
  let last: string | undefined;
  const choose = (many: readonly string[], isChosen: boolean) =>
    setChosen((before) => {
      const after = new Set(before);
      for (const id of many)
        if (isChosen) after.add(id);
        else after.delete(id);
      return after;
    });
  /** With Shift, all from the last one to this. */
  const turn = (id: string, isChosen: boolean, isRange: boolean) => {
    const [from, to] = [ids().indexOf(last ?? id), ids().indexOf(id)];
    const range = isRange && from >= 0 ? ids().slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
    last = id;
    choose(range, isChosen);
  };
  return {
    chosen: createMemo(() => ids().filter((id) => chosen().has(id))),
    isChosen: (id: string) => chosen().has(id),
    turn,
    chooseAll: (isChosen: boolean) => choose(ids(), isChosen),
    unchoose: () => setChosen(new Set<string>()),
  };
};

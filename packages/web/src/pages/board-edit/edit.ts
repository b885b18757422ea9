import type { Item } from '@amud/protocol/boards.ts';
import { columns, type Screen } from '@amud/protocol/grid.ts';
import { widgets } from '@amud/protocol/widgets.ts';
import { batch, createEffect, createSelector, createSignal, on, onCleanup } from 'solid-js';
import { m } from '../../messages.ts';
import { useApp } from '../../state/app.ts';
import { type Change, sectionOf } from '../../state/arranging/changes.ts';
import { putBack } from '../../state/arranging/put-back.ts';
import type { BoardState } from '../../state/board.ts';
import type { View } from '../board/view.ts';
import { createDrafts } from './drafts.ts';
import { createNames } from './names.ts';
import { createPlaces } from './places.ts';
import { createSelection } from './selection.ts';
import { savingOf } from './shared-saving.ts';
import { type StepKind, stepOf, stepWords } from './step-words.ts';

export type Edit = ReturnType<typeof createEdit>;
/** Where the menu of some cards opens. */
export type MenuAt = { ids: string[]; anchor: DOMRect };

type EditParts = { board: BoardState; view: View; onDone: () => void };

/** What a person has in hand while they arrange a board. */
export const createEdit = ({ board, view, onDone }: EditParts) => {
  const app = useApp();
  onCleanup(app.apps.watch());
  const saving = savingOf(board, app);
  const { content } = view;
  const screens = createScreens(view);
  const places = createPlaces(content, screens.screen);
  const selection = createSelection(places.idsInOrder);
  const drafts = createDrafts();
  const names = createNames(view, app);
  const front = createFront();
  createEffect(on(content, (now) => selection.keep((id) => sectionOf(now, id) !== undefined), { defer: true }));

  const act = (kind: StepKind, name: string, apply: Change['apply'], merge?: string) =>
    saving.do({ step: stepOf(kind, name), apply, ...(merge === undefined ? {} : { merge }) });

  return {
    app,
    board,
    view,
    saving,
    selection,
    drafts,
    content,
    ...screens,
    ...places,
    ...names,
    ...front,
    ...createHeld(),
    done: onDone,
    act,
    /** Shows what a change would do. */
    preview: (apply: Change['apply']) => {
      const before = content();
      const after = apply(before);
      if (!after) return;
      const touched = after.sections.filter((section) => !before.sections.includes(section));
      drafts.set(new Map(touched.map((section) => [section.id, places.boxesIn(after, section)])));
    },
    /** Removes, and offers to take that back: also when something else was done since. */
    removeWithUndo: (
      kind: 'remove' | 'section-remove',
      name: string,
      ids: readonly string[],
      apply: Change['apply'],
    ) => {
      const before = content();
      batch(() => {
        act(kind, name, apply);
        selection.clear();
      });
      app.toasts.say(m.board_edit_removed({ name }), {
        label: m.board_edit_undo(),
        run: () => act('restore', name, putBack(before, new Set(ids))),
      });
    },
    /** Once it is drawn where it goes; a card that changes its place in the page loses the focus. */
    focus: (id: string) => focusCard(id),
    openMenu: (card: HTMLElement, anchor = card.getBoundingClientRect()) => {
      const id = card.dataset['item'] ?? '';
      if (!selection.isSelected(id)) selection.only([id]);
      front.setMenu({ ids: selection.with(id), anchor });
    },
    cross: (direction: 'undo' | 'redo') => void cross({ direction, saving, board, say: front.say }),
    /** As small as it is still of use. */
    leastOf: (item: Item): { w: number; h: number } => {
      const least = item.kind === 'widget' ? widgets[item.widget].least : { w: 1, h: 1 };
      return { w: Math.min(least.w, columns[screens.screen()]), h: least.h };
    },
  };
};

const createScreens = (view: View) => {
  const [wish, setWish] = createSignal<Screen>('desktop');
  /** The page is no wider than a phone. */
  const isOnPhone = () => view.room().screen === 'phone';
  return { isOnPhone, screen: (): Screen => (isOnPhone() ? 'phone' : wish()), setScreen: setWish };
};

/** What stands in front of the board: a menu, settings, a dialog; and what is told to who can't see. */
const createFront = () => {
  const [said, setSaid] = createSignal('');
  const [menu, setMenu] = createSignal<MenuAt>();
  const [configured, setConfigured] = createSignal<string>();
  const [carried, setCarried] = createSignal<string[]>();
  return {
    said,
    /** The same words twice are told twice. */
    say: (words: string): void => {
      setSaid((before) => (before === words ? `${words}\u00a0` : words));
    },
    menu,
    setMenu,
    /** The widget whose settings are open. */
    configured,
    setConfigured,
    /** The cards that go to another board. */
    carried,
    setCarried,
  };
};

const createHeld = () => {
  const [held, setHeld] = createSignal<ReadonlySet<string>>(new Set());
  return {
    isHeld: createSelector<ReadonlySet<string>, string>(held, (id, all) => all.has(id)),
    setHeld: (ids: readonly string[]) => setHeld(new Set(ids)),
  };
};

type Crossing = Pick<Edit, 'saving' | 'board' | 'say'> & { direction: 'undo' | 'redo' };

const cross = async ({ direction, saving, board, say }: Crossing): Promise<void> => {
  const step = direction === 'undo' ? (saving.newest() ?? board.base()?.undo) : saving.again();
  const answer = await (direction === 'undo' ? saving.undo() : saving.redo());
  if (answer?.ok === false) return;
  if (!step) return say(direction === 'undo' ? m.board_edit_undone() : m.board_edit_redone());
  const words = stepWords(step);
  say(direction === 'undo' ? m.board_edit_undone_step({ step: words }) : m.board_edit_redone_step({ step: words }));
};

const focusCard = (id: string): void => {
  const card = document.querySelector<HTMLElement>(`.board [data-item="${id}"]`);
  card?.focus({ preventScroll: true });
  card?.scrollIntoView({ block: 'nearest' });
};

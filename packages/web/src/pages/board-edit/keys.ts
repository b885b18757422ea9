import { m } from '../../messages.ts';
import { moveItems, removeItems, resizeItem } from '../../state/arranging/changes.ts';
import { type Direction, stepAside } from '../../state/arranging/step-aside.ts';
import { nearest } from '../board/arrows.ts';
import { clamp, MOST_HIGH } from './carry.ts';
import type { Edit } from './edit.ts';
import { placeWords, sizeWords } from './place-words.ts';

const arrows: Record<string, Direction> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};
const mirrored: Record<Direction, Direction> = { left: 'right', right: 'left', up: 'up', down: 'down' };
const steps: Record<Direction, { x: number; y: number }> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
};

/** As the eye sees it → as the board counts it. */
const asRead = (direction: Direction): Direction =>
  document.documentElement.dir === 'rtl' ? mirrored[direction] : direction;

/** The keys of edit mode: on a card, and everywhere. @returns how to stop. */
export const listenToEditKeys = (board: HTMLElement, edit: Edit): (() => void) => {
  const stop = new AbortController();
  board.addEventListener('keydown', (event) => pressOnCard(event, edit), { signal: stop.signal });
  document.addEventListener('keydown', (event) => pressAnywhere(event, edit), { signal: stop.signal });
  return () => stop.abort();
};

const pressOnCard = (event: KeyboardEvent, edit: Edit): void => {
  const card = event.target instanceof HTMLElement && event.target.matches('[data-item]') ? event.target : undefined;
  const id = card?.dataset['item'];
  if (!card || id === undefined || event.altKey) return;
  const direction = arrows[event.key];
  const hasModifier = event.ctrlKey || event.metaKey;
  if (direction && hasModifier) walkTo(card, direction);
  else if (direction && event.shiftKey) sizeBy(edit, id, asRead(direction));
  else if (direction) moveBy(edit, id, asRead(direction));
  else if (event.key === 'Enter' || (event.key === 'F10' && event.shiftKey)) edit.openMenu(card);
  else if (event.key === ' ') {
    edit.selection.toggle(id);
    const item = edit.find(id);
    const name = item ? edit.nameOf(item) : '';
    edit.say(edit.selection.isSelected(id) ? m.board_edit_selected({ name }) : m.board_edit_unselected({ name }));
  } else if (event.key === 'Delete' || event.key === 'Backspace') removeCards(edit, edit.selection.with(id));
  else return;
  event.preventDefault();
};

/** From card to card, nothing moves. */
const walkTo = (card: HTMLElement, direction: Direction): void => {
  const others = [...document.querySelectorAll<HTMLElement>('.board [data-item]')].filter((one) => one !== card);
  nearest(card.getBoundingClientRect(), others, steps[direction])?.focus();
};

const moveBy = (edit: Edit, id: string, direction: Direction): void => {
  const spot = stepAside(edit.content(), id, direction, edit.screen());
  if (!spot) return edit.say(m.board_edit_edge());
  const ids = edit.selection.with(id);
  edit.act('move', edit.namesOf(ids), moveItems(ids, spot), `move:${ids.join()}`);
  edit.focus(id);
  edit.say(placeWords(edit, id));
};

const sizeBy = (edit: Edit, id: string, direction: Direction): void => {
  const [item, box, section] = [edit.find(id), edit.boxOf(id), edit.sectionOf(id)];
  if (!item || !box || !section) return;
  const { x, y } = steps[direction];
  const least = edit.leastOf(item);
  const w = clamp(box.w + x, least.w, edit.wideOf(section) - box.x);
  const h = clamp(box.h + y, least.h, MOST_HIGH);
  if (w === box.w && h === box.h) return edit.say(m.board_edit_size_end());
  edit.act('resize', edit.nameOf(item), resizeItem(id, { w, h }, edit.screen()), `resize:${id}`);
  edit.focus(id);
  edit.say(sizeWords(edit, id));
};

/** The focus goes to the one that is next. */
export const removeCards = (edit: Edit, ids: readonly string[]): void => {
  const order = edit.idsInOrder();
  const gone = new Set(ids);
  const last = order.findLastIndex((id) => gone.has(id));
  const next = order.slice(last + 1).find((id) => !gone.has(id)) ?? order.findLast((id) => !gone.has(id));
  edit.removeWithUndo('remove', edit.namesOf(ids), ids, removeItems(ids));
  if (next !== undefined) edit.focus(next);
};

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;

const pressAnywhere = (event: KeyboardEvent, edit: Edit): void => {
  if (event.defaultPrevented || isTyping(event.target)) return;
  if (document.querySelector('dialog[open], :popover-open')) return;
  const key = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && !event.altKey) {
    if (key === 'z') edit.cross(event.shiftKey ? 'redo' : 'undo');
    else if (key === 'y') edit.cross('redo');
    else if (key === 'a') edit.selection.only(edit.idsInOrder());
    else return;
  } else if (event.key === 'Escape') {
    if (edit.selection.ids().size > 0) edit.selection.clear();
    else edit.done();
  } else return;
  event.preventDefault();
};

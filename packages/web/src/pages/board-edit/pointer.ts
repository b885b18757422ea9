import { createAutoscroll } from './autoscroll.ts';
import { type Drag, type Point, startMove, startResize } from './carry.ts';
import type { Edit } from './edit.ts';

/** A mouse or pen that moves farther drags; a finger that stays lifts, and one that moves scrolls. */
const DRAG_PX = 4;
const SCROLL_PX = 10;
const LIFT_MS = 320;

type Press = {
  pointer: number;
  kind: 'mouse' | 'touch';
  from: Point;
  card: HTMLElement;
  isGrip: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
};

const pointOf = ({ clientX: x, clientY: y }: PointerEvent): Point => ({ x, y });

/** Mouse, pen and touch on a board that is being arranged. @returns how to stop. */
export const listenToPointer = (board: HTMLElement, edit: Edit): (() => void) => {
  const stop = new AbortController();
  let press: Press | undefined;
  let drag: Drag | undefined;
  const scroller = createAutoscroll((at) => drag?.to(at));

  const begin = () => {
    if (!press) return;
    const parts = { edit, board, card: press.card, from: press.from };
    drag = press.isGrip ? startResize(parts) : startMove(parts);
    if (!drag) return;
    board.setPointerCapture(press.pointer);
    board.classList.add(press.isGrip ? 'resizing' : 'dragging');
    if (press.kind === 'touch') navigator.vibrate?.(12);
    scroller.start(press.from);
  };
  const forget = () => {
    clearTimeout(press?.timer);
    press = undefined;
    drag = undefined;
    scroller.stop();
    board.classList.remove('dragging', 'resizing');
  };
  const down = (event: PointerEvent) => {
    if (!event.isPrimary || event.button !== 0 || press) return;
    const target = event.target as Element;
    const card = target.closest<HTMLElement>('[data-item]');
    if (!card) return void (target.closest('button, input, a, select') ?? edit.selection.clear());
    const isGrip = target.closest('.item-grip') !== null;
    const kind = event.pointerType === 'touch' ? 'touch' : 'mouse';
    press = { pointer: event.pointerId, kind, from: pointOf(event), card, isGrip, timer: undefined };
    if (target.closest('.item-more')) return;
    if (kind === 'touch' && isGrip) begin();
    else if (kind === 'touch') press.timer = setTimeout(begin, LIFT_MS);
  };
  const move = (event: PointerEvent) => {
    if (!press || event.pointerId !== press.pointer) return;
    if (drag) return scroller.follow(pointOf(event));
    const far = Math.hypot(event.clientX - press.from.x, event.clientY - press.from.y);
    if (press.kind === 'touch' && far > SCROLL_PX) forget();
    else if (press.kind === 'mouse' && far > DRAG_PX) {
      begin();
      scroller.follow(pointOf(event));
    }
  };
  const up = (event: PointerEvent) => {
    if (!press || event.pointerId !== press.pointer) return;
    if (drag) {
      drag.to(pointOf(event));
      drag.drop();
    } else tap(event, press, edit);
    forget();
  };
  const cancel = (event: Event) => {
    if (!press) return;
    if (drag) event.preventDefault();
    drag?.cancel();
    forget();
  };
  const listen = <K extends keyof HTMLElementEventMap>(type: K, hear: (event: HTMLElementEventMap[K]) => void) =>
    board.addEventListener(type, hear, { signal: stop.signal });
  listen('pointerdown', down);
  listen('pointermove', move);
  listen('pointerup', up);
  listen('pointercancel', cancel);
  // Once a finger has lifted a card, the page stays where it is.
  board.addEventListener('touchmove', (event) => drag && event.preventDefault(), {
    signal: stop.signal,
    passive: false,
  });
  const breakOff = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !drag) return;
    event.stopPropagation();
    cancel(event);
  };
  document.addEventListener('keydown', breakOff, { signal: stop.signal, capture: true });
  listen('contextmenu', (event) => openMenuAt(event, edit, drag !== undefined || press?.kind === 'touch'));
  listen('dblclick', (event) => {
    const card = (event.target as Element).closest<HTMLElement>('[data-item]');
    if (card) edit.openMenu(card);
  });
  return () => {
    drag?.cancel();
    forget();
    stop.abort();
  };
};

/** Pressed and let go without a drag. */
const tap = (event: PointerEvent, { card, kind }: Press, edit: Edit): void => {
  const id = card.dataset['item'] ?? '';
  if ((event.target as Element).closest('.item-more')) return edit.openMenu(card);
  if (event.shiftKey) return edit.selection.range(id);
  if (event.ctrlKey || event.metaKey) return edit.selection.toggle(id);
  const isAgain = edit.selection.ids().size === 1 && edit.selection.isSelected(id);
  edit.selection.only([id]);
  if (kind === 'touch' && isAgain) edit.openMenu(card);
};

/** The right button. A long press of a finger is a lift. */
const openMenuAt = (event: MouseEvent, edit: Edit, isLift: boolean): void => {
  const card = (event.target as Element).closest<HTMLElement>('[data-item]');
  if (!card) return;
  event.preventDefault();
  if (!isLift) edit.openMenu(card, new DOMRect(event.clientX, event.clientY, 0, 0));
};

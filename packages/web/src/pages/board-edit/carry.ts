import { batch } from 'solid-js';
import { m } from '../../messages.ts';
import { snap } from '../../state/arranging/arrange.ts';
import { type Change, moveItems, resizeItem, type Spot } from '../../state/arranging/changes.ts';
import type { Edit } from './edit.ts';
import { type Grain, grainOf } from './glide.ts';
import { placeWords, sizeWords } from './place-words.ts';

export type Point = { x: number; y: number };
/** What is under way while a pointer is down: it follows, and it ends in one of two ways. */
export type Drag = { to(at: Point): void; drop(): void; cancel(): void };

type DragParts = { edit: Edit; board: HTMLElement; card: HTMLElement; from: Point };

const idOf = (card: HTMLElement): string => card.dataset['item'] ?? '';

const gridOf = (board: HTMLElement, sectionId: string): HTMLElement | null =>
  board.querySelector(`[data-grid="${sectionId}"], [data-nothing="${sectionId}"]`);

/** The board does not become shorter under the hand that drags on it. */
const steady = (board: HTMLElement): (() => void) => {
  board.style.setProperty('min-block-size', `${board.offsetHeight}px`);
  return () => board.style.removeProperty('min-block-size');
};

/** Carries a card, and those selected with it, to where the pointer goes. */
export const startMove = ({ edit, board, card, from }: DragParts): Drag => {
  const ids = edit.selection.with(idOf(card));
  const lead = ids[0] ?? '';
  const names = edit.namesOf(ids);
  const grab = card.getBoundingClientRect();
  const copy = copyOf(card, grab, ids.length);
  const release = steady(board);
  let spot: Spot | undefined;
  let change: Change['apply'] | undefined;
  board.append(copy);
  edit.setHeld(ids);

  const aim = (at: Point): Spot | undefined => {
    const sectionId = sectionAt(board, at) ?? spot?.sectionId;
    const section = sectionId === undefined ? undefined : edit.view.section(sectionId);
    const grid = section && gridOf(board, section.id);
    if (!section || !grid) return spot;
    const wide = edit.wideOf(section);
    const corner = { x: grab.left + at.x - from.x, y: grab.top + at.y - from.y, width: grab.width };
    const cell = cellAt(corner, grid, grainOf(grid, wide));
    const boxes = ids.length === 1 ? edit.boxesOf(section) : [];
    return { sectionId: section.id, screen: edit.screen(), ...(snap(boxes, lead, cell, wide) ?? cell) };
  };
  const end = () => {
    release();
    copy.remove();
    edit.setHeld([]);
  };
  return {
    to: (at) => {
      copy.style.setProperty('translate', `${at.x - from.x}px ${at.y - from.y}px`);
      const next = aim(at);
      if (!next || isSameSpot(next, spot)) return;
      spot = { sectionId: next.sectionId, x: next.x, y: next.y, screen: next.screen };
      change = moveItems(ids, spot);
      edit.preview(change);
    },
    drop: () => {
      const apply = change;
      batch(() => {
        if (apply) edit.act('move', names, apply);
        edit.drafts.clear();
      });
      settle(board, copy, lead, end);
      edit.focus(lead);
      edit.say(placeWords(edit, lead));
    },
    cancel: () => {
      edit.drafts.clear();
      settle(board, copy, lead, end);
      edit.say(m.board_edit_cancelled());
    },
  };
};

const isSameSpot = (one: Spot, other: Spot | undefined): boolean =>
  one.sectionId === other?.sectionId && one.x === other.x && one.y === other.y;

const sectionAt = (board: HTMLElement, { x, y }: Point): string | undefined => {
  const under = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-section]');
  return under && board.contains(under) ? under.dataset['section'] : undefined;
};

type Corner = { x: number; y: number; width: number };

const cellAt = ({ x, y, width }: Corner, grid: Element, { stepX, stepY, isRightToLeft }: Grain): Point => {
  const area = grid.getBoundingClientRect();
  const across = isRightToLeft ? area.right - x - width : x - area.left;
  return { x: Math.max(0, Math.round(across / stepX)), y: Math.max(0, Math.round((y - area.top) / stepY)) };
};

/** What follows the pointer; the card itself keeps its place on the grid, which shows where it would land. */
const copyOf = (card: HTMLElement, { left, top, width, height }: DOMRect, count: number): HTMLElement => {
  const copy = card.cloneNode(true) as HTMLElement;
  for (const one of [copy, ...copy.querySelectorAll('[id], [data-item]')]) {
    one.removeAttribute('id');
    one.removeAttribute('data-item');
  }
  // Pages in frames would be loaded anew.
  for (const frame of copy.querySelectorAll('iframe')) frame.remove();
  copy.className = 'board-item carried';
  copy.inert = true;
  if (count > 1) copy.dataset['count'] = String(count);
  const sides = { left, top, width, height };
  for (const [name, value] of Object.entries(sides)) copy.style.setProperty(name, `${value}px`);
  return copy;
};

/** The copy goes to its place rather than vanish. */
const settle = (board: HTMLElement, copy: HTMLElement, id: string, end: () => void): void => {
  const place = board.querySelector(`[data-item="${id}"]`)?.getBoundingClientRect();
  if (!place || matchMedia('(prefers-reduced-motion: reduce)').matches) return end();
  const here = copy.getBoundingClientRect();
  const by = `translate(${place.left - here.left}px, ${place.top - here.top}px)`;
  const last = copy.animate([{ transform: 'none' }, { transform: by }], {
    duration: 140,
    easing: 'ease-out',
    fill: 'forwards',
  });
  last.finished.then(end, end);
};

/** Makes a card larger or smaller by its corner. */
export const startResize = ({ edit, board, card, from }: DragParts): Drag | undefined => {
  const id = idOf(card);
  const item = edit.find(id);
  const section = edit.sectionOf(id);
  const grid = section && gridOf(board, section.id);
  const start = edit.boxOf(id);
  if (!item || !section || !grid || !start) return undefined;
  const { stepX, stepY, isRightToLeft } = grainOf(grid, edit.wideOf(section));
  const release = steady(board);
  const least = edit.leastOf(item);
  const most = edit.wideOf(section) - start.x;
  let size = { w: start.w, h: start.h };
  const end = () => {
    release();
    card.removeAttribute('data-size');
    card.classList.remove('sizing');
  };
  card.classList.add('sizing');
  return {
    to: (at) => {
      const w = clamp(start.w + Math.round(((at.x - from.x) * (isRightToLeft ? -1 : 1)) / stepX), least.w, most);
      const h = clamp(start.h + Math.round((at.y - from.y) / stepY), least.h, MOST_HIGH);
      card.dataset['size'] = `${w} × ${h}`;
      if (w === size.w && h === size.h) return;
      size = { w, h };
      edit.preview(resizeItem(id, size, edit.screen()));
    },
    drop: () => {
      batch(() => {
        if (size.w !== start.w || size.h !== start.h)
          edit.act('resize', edit.nameOf(item), resizeItem(id, size, edit.screen()));
        edit.drafts.clear();
      });
      end();
      edit.say(sizeWords(edit, id));
    },
    cancel: () => {
      edit.drafts.clear();
      end();
      edit.say(m.board_edit_cancelled());
    },
  };
};

/** As the protocol has it. */
export const MOST_HIGH = 24;

export const clamp = (value: number, least: number, most: number): number =>
  Math.max(least, Math.min(value, Math.max(least, most)));

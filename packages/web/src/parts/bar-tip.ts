import { m } from '../messages.ts';
import { day } from './check-format.ts';
import { type BarRange, ranges, slotSpan, slotsOf, slotWord } from './check-slots.ts';
import { minuteTime } from './format.ts';

/** The words of one slot: how it was, and when. */
export const slotWords = (bar: string, range: BarRange, at: number, index: number): { state: string; span: string } => {
  const { from, to } = slotSpan(index, range, at);
  const span = range === 'month' ? day(from) : m.apps_slot_span({ from: minuteTime(from), to: minuteTime(to) });
  return { state: slotWord(slotsOf(bar, range)[index] ?? 'nothing'), span };
};

/**
 * Tells what the slot below the pointer means. One listener and one tip for all bars of a page, so that a bar of a card
 * is nothing but a picture.
 */
export const listenToBars = (document: Document): void => {
  const tip = createTip(document);
  const move = (event: PointerEvent) => {
    const bar = event.target instanceof Element ? event.target.closest<SVGElement>('.check-bar') : null;
    if (bar && event.pointerType === 'mouse') tip.show(bar, event.clientX);
    else tip.hide();
  };
  document.addEventListener('pointermove', move, { passive: true });
  document.addEventListener('scroll', tip.hide, { passive: true, capture: true });
};

const slotAt = (share: number, range: BarRange): number => {
  const { slots } = ranges[range];
  return Math.min(slots - 1, Math.max(0, Math.floor(share * slots)));
};

const createTip = (document: Document) => {
  const element = document.createElement('div');
  element.className = 'slot-tip';
  element.popover = 'manual';
  const state = document.createElement('strong');
  const span = document.createElement('span');
  element.append(state, span);
  let isShown = false;
  return {
    show: (bar: SVGElement, x: number) => {
      const { bar: slots = '', range, at } = bar.dataset;
      const box = bar.getBoundingClientRect();
      const known: BarRange = range === 'month' ? 'month' : 'day';
      const isReversed = bar.matches(':dir(rtl)');
      const index = slotAt((isReversed ? box.right - x : x - box.left) / box.width, known);
      const words = slotWords(slots, known, Number(at), index);
      state.textContent = words.state;
      span.textContent = words.span;
      if (!isShown) {
        document.body.append(element);
        element.showPopover();
      }
      isShown = true;
      const middle = ((index + 0.5) / ranges[known].slots) * box.width;
      place(element, box, isReversed ? box.right - middle : box.left + middle);
    },
    hide: () => {
      if (!isShown) return;
      element.hidePopover();
      isShown = false;
    },
  };
};

const GAP = 6;

/** Above the slot, or below it where there is no room; never over the edge of the window. */
const place = (element: HTMLElement, bar: DOMRect, x: number): void => {
  const { offsetWidth: width, offsetHeight: height } = element;
  const left = Math.min(document.documentElement.clientWidth - width - GAP, Math.max(GAP, x - width / 2));
  const above = bar.top - height - GAP;
  element.style.left = `${left}px`;
  element.style.top = `${above > GAP ? above : bar.bottom + GAP}px`;
};

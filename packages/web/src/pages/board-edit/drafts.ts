import { batch, createSignal, type Signal } from 'solid-js';
import type { Box } from '../../state/layout.ts';

type Boxes = readonly Box[] | undefined;

/** Where things stand during a drag, one signal for each section: a step of the pointer redraws the sections it touches. */
export const createDrafts = () => {
  const signals = new Map<string, Signal<Boxes>>();
  const signalOf = (sectionId: string): Signal<Boxes> => {
    const known = signals.get(sectionId) ?? createSignal<Boxes>();
    signals.set(sectionId, known);
    return known;
  };
  /** Sections that are not named stand as the board says. */
  const set = (boxes: ReadonlyMap<string, readonly Box[]>): void =>
    batch(() => {
      for (const id of boxes.keys()) signalOf(id);
      for (const [id, [, write]] of signals) write(() => boxes.get(id));
    });
  return {
    of: (sectionId: string): Boxes => signalOf(sectionId)[0](),
    set,
    clear: () => set(new Map()),
  };
};

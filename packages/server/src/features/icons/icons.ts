import type { Clock, Undo } from '@amud/protocol/clock.ts';
import type { IconHit, IconLicences, IconShape, Shapes } from '@amud/protocol/icons.ts';
import type { Pack } from './pack.ts';
import { createIndex, type IconIndex } from './search.ts';
import { suggest } from './suggest.ts';

export type Icons = {
  version: string;
  has(name: string): boolean;
  shape(name: string): Promise<IconShape | undefined>;
  /** Those that are there. */
  shapes(names: string[]): Promise<Shapes>;
  search(text: string, limit: number): Promise<IconHit[]>;
  suggest(of: { name: string; url: string }): Promise<IconHit[]>;
  licences(): Promise<IconLicences>;
  stop(): void;
};

/** The index is made when somebody looks for an icon, and let go when nobody did for so long: most days nobody does. */
const IDLE_MS = 10 * 60_000;
const SUGGESTED = 6;

export const createIcons = ({ pack, clock }: { pack: Pack; clock: Clock }): Icons => {
  let index: Promise<IconIndex> | undefined;
  let cancel: Undo = () => {};
  const letGo = (): void => {
    cancel();
    index = undefined;
  };
  const useIndex = (): Promise<IconIndex> => {
    cancel();
    cancel = clock.after(IDLE_MS, letGo);
    index ??= pack.words().then(createIndex);
    return index;
  };
  return {
    version: pack.version,
    has: pack.has,
    shape: pack.shape,
    shapes: async (names) => {
      const found: Shapes = {};
      for (const name of names) {
        const shape = await pack.shape(name);
        if (shape) found[name] = shape;
      }
      return found;
    },
    search: async (text, limit) => (await useIndex()).search(text, limit),
    suggest: async (of) => suggest(await useIndex(), of, SUGGESTED),
    licences: pack.licences,
    stop: letGo,
  };
};

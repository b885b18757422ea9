import type { Item } from '@amud/protocol/boards.ts';
import { widgets } from '@amud/protocol/widgets.ts';
import { m } from '../../messages.ts';

export type Size = { label: string; w: number; h: number };

/** The sizes that are offered: what fits into the section, each once. */
export const sizesOf = (item: Item, most: number): Size[] => {
  const offered = item.kind === 'app' ? appSizes() : widgetSizes(item.widget);
  const seen = new Set<string>();
  return offered
    .map((size) => ({ ...size, w: Math.min(size.w, most) }))
    .filter(({ w, h }) => {
      const key = `${w} ${h}`;
      return !seen.has(key) && seen.add(key);
    });
};

const appSizes = (): Size[] => [
  { label: m.board_size_icon(), w: 1, h: 1 },
  { label: m.board_size_row(), w: 2, h: 1 },
  { label: m.board_size_wide(), w: 4, h: 1 },
  { label: m.board_size_card(), w: 2, h: 2 },
  { label: m.board_size_detailed(), w: 4, h: 3 },
];

const widgetSizes = (kind: keyof typeof widgets): Size[] => {
  const { least, size } = widgets[kind];
  return [
    { label: m.board_size_small(), ...least },
    { label: m.board_size_normal(), ...size },
    { label: m.board_size_large(), w: Math.min(12, size.w + Math.ceil(size.w / 2)), h: size.h + Math.ceil(size.h / 2) },
    { label: m.board_size_full(), w: 12, h: size.h },
  ];
};

import { type ExportedBoard, type ExportedFile, exportedFile } from '@amud/protocol/export.ts';
import { emptyOf } from '@amud/protocol/forms.ts';
import { type SettingKey, settingKeys } from '@amud/protocol/settings.ts';
import { widgets } from '@amud/protocol/widgets.ts';
import { shorten } from './shape.ts';

/** Of the installation's first steps, not of what was built. */
const notOfTheFile: ReadonlySet<SettingKey> = new Set(['setupDone']);

export const isOfTheFile = (key: string): boolean => !notOfTheFile.has(key as SettingKey);

/** An export as it is written: one order, and nothing that would be so anyway, so that the same things are the same bytes. */
export const toCanonical = (file: ExportedFile): object => {
  const { settings, boards, apps, feeds, pictures } = file;
  const ordered = {
    ...file,
    settings: { everyone: inOrder(settings.everyone), mine: inOrder(settings.mine) },
    apps: apps.toSorted((one, other) => compare(one.name, other.name) || compare(one.id, other.id)),
    boards: boards.map(shortWidgets),
    feeds: feeds.toSorted((one, other) => compare(one.url, other.url) || compare(one.id, other.id)),
    pictures: pictures.toSorted((one, other) => compare(one.id, other.id)),
  };
  return shorten(exportedFile, ordered) as object;
};

/** Not as a language sorts: that may be another one tomorrow. */
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const inOrder = (chosen: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    settingKeys.flatMap((key) => (isOfTheFile(key) && Object.hasOwn(chosen, key) ? [[key, chosen[key]]] : [])),
  );

const shortWidgets = (board: ExportedBoard): ExportedBoard => ({
  ...board,
  sections: board.sections.map((section) => ({
    ...section,
    items: section.items.map((item) => {
      if (item.kind !== 'widget') return item;
      const pairs = Object.entries(widgets[item.widget].fields).flatMap(([name, field]) => {
        const value = item.settings[name];
        return value === undefined || JSON.stringify(value) === JSON.stringify(emptyOf(field)) ? [] : [[name, value]];
      });
      return { ...item, settings: Object.fromEntries(pairs) };
    }),
  })),
});

import type { CardApp } from '@amud/protocol/apps.ts';
import type { Item } from '@amud/protocol/boards.ts';
import { m } from '../../messages.ts';
import type { App } from '../../state/app.ts';
import type { View } from '../board/view.ts';
import { kindTexts } from '../widgets/texts.ts';

/** What cards are called. */
export const createNames = (view: View, { apps }: App) => {
  const appOf = (appId: string): CardApp | undefined => view.apps[appId] ?? apps.data.apps[appId];
  const nameOf = (item: Item): string =>
    item.kind === 'app' ? (appOf(item.appId)?.name ?? m.board_edit_app_unknown()) : kindTexts[item.widget].name();
  return {
    appOf,
    nameOf,
    find: (id: string): Item | undefined => view.item(id),
    namesOf: (ids: readonly string[]): string => {
      const first = view.item(ids[0] ?? '');
      return ids.length === 1 && first ? nameOf(first) : m.board_edit_several({ count: ids.length });
    },
  };
};

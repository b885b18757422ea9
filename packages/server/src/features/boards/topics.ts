import type { BoardsData } from '@amud/protocol/boards.ts';
import type { FindTopic, Topic } from '../../live/channel.ts';
import { entryOf } from './board.ts';
import type { Boards } from './boards.ts';
import type { Views } from './views.ts';

type Parts = { boards: Pick<Boards, 'get' | 'list'>; views: Views };

/** Topics `boards` and `board:ID` of the live channel; each audience has its own. */
export const boardTopics =
  ({ boards, views }: Parts): FindTopic =>
  (name, audience): Topic | undefined => {
    const base = { access: 'public', differs: true } as const;
    if (name === 'boards') {
      const read = (): BoardsData => ({
        boards: Object.fromEntries(boards.list(audience).map((board) => [board.id, entryOf(board)])),
      });
      return { ...base, read };
    }
    const id = name.startsWith('board:') ? name.slice('board:'.length) : undefined;
    if (id === undefined || !boards.get(id, audience)) return undefined;
    return { ...base, read: () => views.of(id, audience) ?? {} };
  };

import type { FindWidget } from '../../core/find-widget.ts';
import { itemsOf } from './board.ts';
import type { Boards } from './boards.ts';
import { isFor } from './visible.ts';

export const createFindWidget =
  (boards: Pick<Boards, 'get'>): FindWidget =>
  (boardId, itemId, audience) => {
    const board = boards.get(boardId, audience);
    const item = board && itemsOf(board.content).find(({ id }) => id === itemId);
    return item?.kind === 'widget' && isFor(item, audience) ? item : undefined;
  };

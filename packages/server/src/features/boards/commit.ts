import type { BoardContent } from '@amud/protocol/boards.ts';
import type { Clock } from '@amud/protocol/clock.ts';
import type { Kysely, Transaction } from 'kysely';
import type { Bus } from '../../core/bus.ts';
import type { Log } from '../../core/log.ts';
import { FaultError } from '../../http/faults.ts';
import type { BoardsTable, Tables } from '../../store/tables.ts';
import { type Board, type Editor, isShown, type Step } from './board.ts';
import * as queries from './queries.ts';
import { addStep, pack } from './steps.ts';
import type { Pace } from './trail.ts';
import { hiddenPart } from './visible.ts';

export type BoardsParts = {
  query: Kysely<Tables>;
  clock: Clock;
  bus: Bus;
  log: Log;
  /** Whether an app is there or can come back. */
  isAppKnown(appId: string): boolean;
  isAppPresent(appId: string): boolean;
};

/** What the changes of boards work on; they run one after the other. */
export type BoardsState = BoardsParts & { boards: Map<string, Board>; pace: Pace };

export const gone = () => new FaultError('missing', 'There is no such board. It may have been removed.');

/** What someone may not see is not there. */
export const mustShow = ({ boards }: BoardsState, id: string, { role }: Editor): Board => {
  const board = boards.get(id);
  if (!board || !isShown(board, role)) throw gone();
  return board;
};

export const refuseStale = (board: Board, revision: number): void => {
  if (board.revision === revision) return;
  const who = board.changedBy === null ? 'Someone else' : board.changedBy;
  throw new FaultError(
    'conflict',
    `${who} changed "${board.content.name}" meanwhile. Nothing of theirs was overwritten.`,
  );
};

export const toRow = ({ id, position, access, revision, step, removedAt }: Board): BoardsTable => ({
  id,
  position,
  access,
  revision,
  step,
  removed_at: removedAt,
});

/** The board with its revision and row as they are on disk now; another process may have been there. */
export const writeBoard = async (transaction: Transaction<Tables>, board: Board): Promise<void> => {
  if (!(await queries.updateBoard(transaction, toRow(board), board.revision - 1)))
    throw new FaultError('conflict', 'The board was changed outside of AMUD. Restart it.');
};

export type Change = {
  before: Board;
  content: BoardContent;
  what: string;
  editor: Editor;
  link?: Step['link'];
};

/** Puts a new content on a board as its next step. @returns the board as it is once the transaction is on disk. */
export const prepareStep = async (
  { clock }: BoardsState,
  { before, content, what, editor, link = null }: Change,
): Promise<{ board: Board; write(transaction: Transaction<Tables>): Promise<Board> }> => {
  const packed = await pack(content);
  const number = before.step + 1;
  const isHidden = editor.role === 'admin' && hiddenPart(before.content) !== hiddenPart(content);
  const step: Step = { number, username: editor.username, what, isHidden, link };
  const board: Board = {
    ...before,
    revision: before.revision + 1,
    content,
    changedBy: editor.username,
    step: number,
    steps: [...before.steps.filter((one) => one.number < number), step],
  };
  const write = async (transaction: Transaction<Tables>): Promise<Board> => {
    await writeBoard(transaction, board);
    const oldest = await addStep(transaction, { boardId: board.id, at: clock.now(), content, packed, ...step });
    return { ...board, steps: board.steps.filter((one) => one.number >= oldest) };
  };
  return { board, write };
};

/** On disk first, then in memory, then told. */
export const commit = async (
  { query, boards, bus }: BoardsState,
  write: (transaction: Transaction<Tables>) => Promise<{ changed: Board[]; written?: () => void }>,
): Promise<void> => {
  const { changed, written } = await query.transaction().execute(write);
  for (const board of changed) boards.set(board.id, board);
  written?.();
  bus.emit('boards-changed', { ids: changed.map(({ id }) => id) });
};

import type { Undo } from '@amud/protocol/clock.ts';
import { limits } from '@amud/protocol/limits.ts';
import type { Audience } from '@amud/protocol/roles.ts';
import { createQueue, type Queue } from '../../core/queue.ts';
import type { Recorder } from '../../http/route.ts';
import type { Prepared } from '../../store/prepared.ts';
import { type BoardAdoption, prepareAdoption } from './adopt.ts';
import { type Board, type Editor, isShown, type Step } from './board.ts';
import * as changes from './change.ts';
import { type BoardsParts, type BoardsState, gone, mustShow } from './commit.ts';
import { firstBoard } from './first-board.ts';
import { type Move, moveItem } from './move.ts';
import { cross, type Direction } from './past.ts';
import * as queries from './queries.ts';
import { readStep } from './steps.ts';
import { createPace, type Trail } from './trail.ts';

/** Every board, in memory as it is now, in the database with its past. */
export type Boards = {
  /** In their order. */
  list(audience: Audience): Board[];
  /** Undefined also where this audience may not see it. */
  get(id: string, audience: Audience): Board | undefined;
  /** The board that `/` shows; null: there is none for them. */
  homeOf(userId: number | null, audience: Audience): string | null;
  setHome(boardId: string | null, editor: Editor, record: Recorder): Promise<void>;
  create(input: { content: Board['content']; access: Audience }, editor: Editor, trail: Trail): Promise<string>;
  save(id: string, input: changes.Save, editor: Editor, trail: Trail): Promise<void>;
  settings(id: string, input: changes.Settings, editor: Editor, trail: Trail): Promise<void>;
  remove(id: string, editor: Editor, trail: Trail): Promise<void>;
  restore(id: string, editor: Editor, trail: Trail): Promise<void>;
  duplicate(id: string, name: string, editor: Editor, trail: Trail): Promise<string>;
  cross(id: string, input: { direction: Direction; revision: number }, editor: Editor, trail: Trail): Promise<void>;
  moveItem(id: string, input: Move, editor: Editor, trail: Trail): Promise<void>;
  /** Nothing else changes boards meanwhile. */
  alone: Queue;
  /** Only while alone. */
  adopt(adoption: BoardAdoption, editor: Editor): Promise<Prepared>;
  /** Uploads in any board and any step of its past. */
  pictures(): Promise<string[]>;
  start(): Promise<void>;
  stop(): void;
};

export const createBoards = (parts: BoardsParts): Boards => {
  const state: BoardsState = { ...parts, boards: new Map(), pace: createPace(parts.clock) };
  const homes = new Map<number, string>();
  const queue = createQueue();
  let stopSweep: Undo = () => {};
  const list = (audience: Audience): Board[] =>
    [...state.boards.values()].filter((one) => isShown(one, audience)).sort((a, b) => a.position - b.position);
  const get = (id: string, audience: Audience): Board | undefined => {
    const board = state.boards.get(id);
    return board && isShown(board, audience) ? board : undefined;
  };
  return {
    list,
    get,
    homeOf: (userId, audience) => {
      const chosen = userId === null ? undefined : homes.get(userId);
      const board = chosen === undefined ? undefined : get(chosen, audience);
      return (board ?? list(audience)[0])?.id ?? null;
    },
    setHome: (boardId, editor, record) => queue(() => setHome(state, homes, boardId, editor, record)),
    create: (input, editor, trail) => queue(() => changes.create(state, input, editor, trail)),
    save: (id, input, editor, trail) => queue(() => changes.save(state, id, input, editor, trail)),
    settings: (id, input, editor, trail) => queue(() => changes.changeSettings(state, id, input, editor, trail)),
    remove: (id, editor, trail) =>
      queue(async () => changes.setRemoved(state, mustShow(state, id, editor), parts.clock.now(), trail)),
    restore: (id, editor, trail) => queue(() => changes.restore(state, id, editor, trail)),
    duplicate: (id, name, editor, trail) => queue(() => changes.duplicate(state, id, name, editor, trail)),
    cross: (id, input, editor, trail) => queue(() => cross(state, id, input, editor, trail)),
    moveItem: (id, input, editor, trail) => queue(() => moveItem(state, id, input, editor, trail)),
    alone: queue,
    adopt: (adoption, editor) => prepareAdoption(state, adoption, editor),
    pictures: () => queries.allPictures(parts.query),
    start: async () => {
      await load(state, homes);
      if (state.boards.size === 0)
        await changes.insertBoard(state, { content: firstBoard(), access: 'guest', editor: null });
      const run = () => queue(() => sweep(state)).catch((error) => parts.log.warn({ err: error }, 'removed boards'));
      stopSweep = parts.clock.every(limits.board.sweepMs, () => void run());
      await run();
    },
    stop: () => stopSweep(),
  };
};

const load = async (state: BoardsState, homes: Map<number, string>): Promise<void> => {
  const { query, boards } = state;
  boards.clear();
  homes.clear();
  const steps = Map.groupBy(await queries.allSteps(query), ({ board_id }) => board_id);
  for (const row of await queries.allBoards(query)) {
    const own = (steps.get(row.id) ?? []).map(
      (step): Step => ({
        number: step.number,
        username: step.username,
        what: step.what,
        isHidden: step.hidden === 1,
        link: step.linked_board === null ? null : { boardId: step.linked_board, step: step.linked_step ?? 0 },
      }),
    );
    boards.set(row.id, {
      id: row.id,
      position: row.position,
      access: row.access,
      revision: row.revision,
      content: await readStep(query, row.id, row.step),
      steps: own,
      step: row.step,
      changedBy: own.find(({ number }) => number === row.step)?.username ?? null,
      removedAt: row.removed_at,
    });
  }
  for (const { user_id, board_id } of await queries.allHomes(query)) homes.set(user_id, board_id);
};

const setHome = async (
  { query, boards }: BoardsState,
  homes: Map<number, string>,
  boardId: string | null,
  { userId, role }: Editor,
  record: Recorder,
): Promise<void> => {
  const board = boardId === null ? undefined : boards.get(boardId);
  if (boardId !== null && !(board && isShown(board, role))) throw gone();
  await query.transaction().execute(async (transaction) => {
    if (board) await queries.setHome(transaction, userId, board.id);
    else await queries.removeHome(transaction, userId);
    await record(transaction, { target: board?.id ?? '', detail: { name: board?.content.name ?? null } });
  });
  if (board) homes.set(userId, board.id);
  else homes.delete(userId);
};

/** Forgets for good what was removed long ago, and the oldest of very many. */
const sweep = async ({ query, clock, boards }: BoardsState): Promise<void> => {
  const removed = [...boards.values()]
    .filter(({ removedAt }) => removedAt !== null)
    .sort((a, b) => (b.removedAt ?? 0) - (a.removedAt ?? 0));
  for (const [index, { id, removedAt }] of removed.entries()) {
    const isOld = clock.now() - (removedAt ?? 0) >= limits.board.keepRemovedMs;
    if (!isOld && index < limits.board.count) continue;
    await queries.deleteBoard(query, id);
    boards.delete(id);
  }
};

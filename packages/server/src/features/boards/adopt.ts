import type { BoardContent } from '@amud/protocol/boards.ts';
import { limits } from '@amud/protocol/limits.ts';
import type { Audience } from '@amud/protocol/roles.ts';
import type { Transaction } from 'kysely';
import { FaultError } from '../../http/faults.ts';
import type { Prepared } from '../../store/prepared.ts';
import type { Tables } from '../../store/tables.ts';
import type { Board, Editor } from './board.ts';
import { type BoardsState, prepareStep, toRow, writeBoard } from './commit.ts';
import * as queries from './queries.ts';
import { addStep, pack } from './steps.ts';

/** Boards as a file has them, under the ids that it gives them. */
export type BoardAdoption = {
  put: readonly { id: string; access: Audience; content: BoardContent; position: number | null }[];
  remove: readonly string[];
};

type Write = (transaction: Transaction<Tables>) => Promise<Board>;

/** Prepares taking boards over: each is a step that undo takes back; what is removed can come back for a while. */
export const prepareAdoption = async (
  state: BoardsState,
  { put, remove }: BoardAdoption,
  editor: Editor,
): Promise<Prepared> => {
  const writes: Write[] = [];
  let last = Math.max(-1, ...[...state.boards.values()].map(({ position }) => position));
  for (const { position, ...given } of put) {
    const before = state.boards.get(given.id);
    if (position === null && !before) last += 1;
    const place = position ?? before?.position ?? last;
    writes.push(
      before
        ? await change(state, before, { ...given, position: place }, editor)
        : await add(state, { ...given, position: place }, editor),
    );
  }
  for (const id of remove) {
    const before = state.boards.get(id);
    if (before) writes.push(keep({ ...before, revision: before.revision + 1, removedAt: state.clock.now() }));
  }
  refuseTooMany(state, put, remove);
  const changed: Board[] = [];
  return {
    write: async (transaction) => {
      for (const write of writes) changed.push(await write(transaction));
    },
    done: () => {
      for (const board of changed) state.boards.set(board.id, board);
      if (changed.length > 0) state.bus.emit('boards-changed', { ids: changed.map(({ id }) => id) });
    },
  };
};

type Given = { id: string; access: Audience; content: BoardContent; position: number };

const stepOf = ({ name }: BoardContent): string => `import:${name}`;

const keep =
  (board: Board): Write =>
  async (transaction) => {
    await writeBoard(transaction, board);
    return board;
  };

const change = async (state: BoardsState, old: Board, given: Given, editor: Editor): Promise<Write> => {
  const { access, position, content } = given;
  const before: Board = { ...old, access, position, removedAt: null };
  if (JSON.stringify(old.content) === JSON.stringify(content)) return keep({ ...before, revision: old.revision + 1 });
  const { write } = await prepareStep(state, { before, content, what: stepOf(content), editor });
  return write;
};

const add = async (state: BoardsState, given: Given, editor: Editor): Promise<Write> => {
  const { content } = given;
  const packed = await pack(content);
  const step = { number: 1, username: editor.username, what: stepOf(content), isHidden: false, link: null };
  const board: Board = { ...given, revision: 1, steps: [step], step: 1, changedBy: step.username, removedAt: null };
  return async (transaction) => {
    await queries.insertBoard(transaction, toRow(board));
    await addStep(transaction, { boardId: board.id, at: state.clock.now(), content, packed, ...step });
    return board;
  };
};

const refuseTooMany = (state: BoardsState, put: BoardAdoption['put'], remove: readonly string[]): void => {
  const present = [...state.boards.values()].flatMap(({ id, removedAt }) => (removedAt === null ? [id] : []));
  const after = new Set([...present, ...put.map(({ id }) => id)]);
  for (const id of remove) after.delete(id);
  if (after.size > limits.board.count)
    throw new FaultError('conflict', `With these there are more than ${limits.board.count} boards.`);
};

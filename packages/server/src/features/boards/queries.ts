import type { Kysely, Transaction } from 'kysely';
import type { BoardStepsTable, BoardsTable, Tables } from '../../store/tables.ts';

type Query = Kysely<Tables> | Transaction<Tables>;

export const allBoards = (query: Query) => query.selectFrom('boards').selectAll().orderBy('position').execute();

/** Without their contents. */
export const allSteps = (query: Query) =>
  query
    .selectFrom('board_steps')
    .select(['board_id', 'number', 'username', 'what', 'hidden', 'linked_board', 'linked_step'])
    .orderBy('board_id')
    .orderBy('number')
    .execute();

export const contentOf = async (query: Query, boardId: string, number: number): Promise<Buffer | undefined> =>
  (
    await query
      .selectFrom('board_steps')
      .select('content')
      .where('board_id', '=', boardId)
      .where('number', '=', number)
      .executeTakeFirst()
  )?.content;

export const insertBoard = (query: Query, row: BoardsTable) => query.insertInto('boards').values(row).execute();

/** @returns false when it is not at that revision any more. */
export const updateBoard = async (
  query: Query,
  { id, ...change }: BoardsTable,
  fromRevision: number,
): Promise<boolean> => {
  const { numUpdatedRows } = await query
    .updateTable('boards')
    .set(change)
    .where('id', '=', id)
    .where('revision', '=', fromRevision)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};

export const setPosition = (query: Query, id: string, position: number) =>
  query.updateTable('boards').set({ position }).where('id', '=', id).execute();

export const deleteBoard = (query: Query, id: string) => query.deleteFrom('boards').where('id', '=', id).execute();

export const insertStep = (query: Query, row: BoardStepsTable) => query.insertInto('board_steps').values(row).execute();

export const deleteStepsAfter = (query: Query, boardId: string, number: number) =>
  query.deleteFrom('board_steps').where('board_id', '=', boardId).where('number', '>', number).execute();

export const deleteStepsBefore = (query: Query, boardId: string, number: number) =>
  query.deleteFrom('board_steps').where('board_id', '=', boardId).where('number', '<', number).execute();

/** Bytes of each step, the newest first. */
export const stepSizes = (query: Query, boardId: string) =>
  query
    .selectFrom('board_steps')
    .select(['number', (e) => e.fn<number>('length', ['content']).as('bytes')])
    .where('board_id', '=', boardId)
    .orderBy('number', 'desc')
    .execute();

export const allPictures = async (query: Query): Promise<string[]> =>
  (await query.selectFrom('board_steps').select('pictures').where('pictures', '!=', '[]').execute()).flatMap(
    ({ pictures }) => JSON.parse(pictures) as string[],
  );

export const allHomes = (query: Query) => query.selectFrom('home_boards').selectAll().execute();

export const setHome = (query: Query, userId: number, boardId: string) =>
  query
    .insertInto('home_boards')
    .values({ user_id: userId, board_id: boardId })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ board_id: boardId }))
    .execute();

export const removeHome = (query: Query, userId: number) =>
  query.deleteFrom('home_boards').where('user_id', '=', userId).execute();

import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import { type BoardContent, boardContent } from '@amud/protocol/boards.ts';
import { limits } from '@amud/protocol/limits.ts';
import type { Kysely, Transaction } from 'kysely';
import * as v from 'valibot';
import { FaultError } from '../../http/faults.ts';
import type { Tables } from '../../store/tables.ts';
import { picturesIn } from './pictures.ts';
import * as queries from './queries.ts';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

type Query = Kysely<Tables> | Transaction<Tables>;

export const boardIsFull = () => new FaultError('too-large', 'This board is full. Move some of it to another board.');

/** @throws FaultError when it is more than a board may be. */
export const pack = async (content: BoardContent): Promise<Buffer> => {
  const json = Buffer.from(JSON.stringify(content));
  if (json.length > limits.board.bytes) throw boardIsFull();
  return compress(json);
};

/** A content of an earlier version gets what it lacks; one that no longer fits is shown as it is rather than lost. */
const unpack = async (packed: Buffer): Promise<BoardContent> => {
  const value: unknown = JSON.parse(
    (await decompress(packed, { maxOutputLength: 2 * limits.board.bytes })).toString('utf8'),
  );
  const parsed = v.safeParse(boardContent, value);
  return parsed.success ? parsed.output : (value as BoardContent);
};

export const readStep = async (query: Query, boardId: string, number: number): Promise<BoardContent> => {
  const packed = await queries.contentOf(query, boardId, number);
  if (!packed) throw new FaultError('missing', 'This step is not kept any more.');
  return unpack(packed);
};

export type NewStep = {
  boardId: string;
  number: number;
  at: number;
  username: string | null;
  what: string;
  isHidden: boolean;
  link: { boardId: string; step: number } | null;
  content: BoardContent;
  packed: Buffer;
};

/** Adds a step after the one that shows; what redo would do is gone, and so is what is beyond the bounds. @returns the oldest kept. */
export const addStep = async (query: Transaction<Tables>, step: NewStep): Promise<number> => {
  await queries.deleteStepsAfter(query, step.boardId, step.number - 1);
  await queries.insertStep(query, {
    board_id: step.boardId,
    number: step.number,
    at: step.at,
    username: step.username,
    what: step.what,
    hidden: step.isHidden ? 1 : 0,
    content: step.packed,
    pictures: JSON.stringify(picturesIn(step.content)),
    linked_board: step.link?.boardId ?? null,
    linked_step: step.link?.step ?? null,
  });
  const oldest = oldestKept(await queries.stepSizes(query, step.boardId));
  await queries.deleteStepsBefore(query, step.boardId, oldest);
  return oldest;
};

/** The one that shows is always kept; it is no step back itself. */
const oldestKept = (sizes: { number: number; bytes: number }[]): number => {
  let bytes = 0;
  let oldest = sizes[0]?.number ?? 0;
  for (const size of sizes.slice(0, limits.board.steps + 1)) {
    bytes += Number(size.bytes);
    if (bytes > limits.board.stepsBytes && size.number !== oldest) break;
    oldest = size.number;
  }
  return oldest;
};

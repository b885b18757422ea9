import * as v from 'valibot';
import { shortId } from './ids.ts';
import { audience } from './role-schemas.ts';

/** What every page knows of boards. What is on them, and all that it may be, stands apart: it is much. */

/** A board as it is listed. */
export const boardEntry = v.object({
  id: shortId,
  name: v.string(),
  icon: v.string(),
  access: audience,
  position: v.number(),
});
export type BoardEntry = v.InferOutput<typeof boardEntry>;

/** `home` is the board that `/` shows to this person; null: there is none for them. */
export const boardsOutput = v.object({ boards: v.array(boardEntry), home: v.nullable(v.string()) });

/** Topic `boards`, by id. */
export const boardsData = v.object({ boards: v.record(v.string(), boardEntry) });
export type BoardsData = v.InferOutput<typeof boardsData>;

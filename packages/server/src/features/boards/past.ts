import { FaultError } from '../../http/faults.ts';
import { type Board, type Editor, isShown, type Step, stepAt } from './board.ts';
import { type BoardsState, commit, mustShow, refuseStale, writeBoard } from './commit.ts';
import { readStep } from './steps.ts';
import type { Trail } from './trail.ts';

export type Direction = 'undo' | 'redo';

/**
 * Goes one step back or forth, on both boards where the step was a move between two and the other one has not gone on since;
 * else the card is on both, or on neither, until someone tidies up: a step never takes back what came after it elsewhere.
 */
export const cross = async (
  state: BoardsState,
  id: string,
  { direction, revision }: { direction: Direction; revision: number },
  editor: Editor,
  trail: Trail,
): Promise<void> => {
  const board = mustShow(state, id, editor);
  refuseStale(board, revision);
  const step = crossing(board, direction);
  if (!step)
    throw new FaultError('conflict', direction === 'undo' ? 'There is nothing to undo.' : 'There is nothing to redo.');
  refuseHidden(step, editor);
  const partner = partnerOf(state, board, step, direction, editor);
  const changed = await Promise.all(
    [board, ...(partner ? [partner] : [])].map((one) => turn(state, one, direction, editor)),
  );
  await commit(state, async (transaction) => {
    for (const one of changed) await writeBoard(transaction, one);
    const written = await state.pace.write(transaction, trail, {
      boardId: id,
      userId: editor.userId,
      isNotable: false,
      facts: { target: id, detail: { name: board.content.name, step: step.what } },
    });
    return { changed, written };
  });
};

/** The step that is taken back or done again; undefined when there is no state beyond it. */
const crossing = (board: Board, direction: Direction): Step | undefined => {
  if (direction === 'redo') return stepAt(board, board.step + 1);
  return stepAt(board, board.step - 1) && stepAt(board, board.step);
};

const refuseHidden = ({ isHidden }: Step, { role }: Editor): void => {
  if (isHidden && role !== 'admin')
    throw new FaultError('forbidden', 'This step is of cards that you may not see. An admin can take it back.');
};

/** The other half of a move, when it is the very step that would be crossed there too. */
const partnerOf = (
  { boards }: BoardsState,
  board: Board,
  step: Step,
  direction: Direction,
  editor: Editor,
): Board | undefined => {
  const other = step.link ? boards.get(step.link.boardId) : undefined;
  if (!other || !isShown(other, editor.role)) return undefined;
  const theirs = crossing(other, direction);
  const isSame = theirs?.number === step.link?.step && theirs?.link?.boardId === board.id;
  return isSame && theirs?.link?.step === step.number && !(theirs.isHidden && editor.role !== 'admin')
    ? other
    : undefined;
};

const turn = async ({ query }: BoardsState, board: Board, direction: Direction, editor: Editor): Promise<Board> => {
  const step = board.step + (direction === 'undo' ? -1 : 1);
  const content = await readStep(query, board.id, step);
  return { ...board, step, content, revision: board.revision + 1, changedBy: editor.username };
};

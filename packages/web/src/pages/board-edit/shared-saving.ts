import { m } from '../../messages.ts';
import type { App } from '../../state/app.ts';
import { createSaving, type Saving } from '../../state/arranging/saving.ts';
import type { BoardState } from '../../state/board.ts';
import { stepWords } from './step-words.ts';

const known = new WeakMap<BoardState, Saving>();

/** One for each board, also after edit mode was left: what was done last may still be on its way. */
export const savingOf = (board: BoardState, { http, clock, toasts }: App): Saving => {
  const saving =
    known.get(board) ??
    createSaving({
      board,
      http,
      clock,
      onConflict: (by) =>
        toasts.say(by === null ? m.board_edit_conflict_someone() : m.board_edit_conflict({ name: by })),
      onDropped: (step) => toasts.say(m.board_edit_dropped({ step: stepWords(step) })),
      onRefused: (message) => toasts.say(message),
    });
  known.set(board, saving);
  return saving;
};

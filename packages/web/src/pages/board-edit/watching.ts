import { createEffect, on, onCleanup } from 'solid-js';
import { m } from '../../messages.ts';
import type { Edit } from './edit.ts';

/** So long after a word about somebody else's changes there is no other. */
const QUIET_MS = 15_000;

/** Says when somebody else arranges the same board: what they do is seen at once, and nothing is overwritten. */
export const watchOthers = ({ board, app }: Edit): void => {
  let quietUntil = 0;
  const tell = (revision: number | undefined, before: number | undefined) => {
    const by = board.base()?.changedBy;
    const isOther = by !== null && by !== undefined && by !== app.session.user()?.username;
    if (!isOther || before === undefined || revision === before || app.clock.now() < quietUntil) return;
    quietUntil = app.clock.now() + QUIET_MS;
    app.toasts.say(m.board_edit_other({ name: by }));
  };
  // From the first look on: what is deferred would not know what was before the first change.
  createEffect(on(() => board.base()?.revision, tell));
};

/** The browser asks before a page is closed that has something unsaved. */
export const warnBeforeLeaving = ({ saving }: Edit): void => {
  const ask = (event: BeforeUnloadEvent) => {
    if (saving.pending() > 0) event.preventDefault();
  };
  window.addEventListener('beforeunload', ask);
  onCleanup(() => window.removeEventListener('beforeunload', ask));
};

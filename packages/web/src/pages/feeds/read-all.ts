import { m } from '../../messages.ts';
import type { App } from '../../state/app.ts';
import type { FeedsPageState } from './feeds-state.ts';
import type { Place } from './place.ts';

/** Marks everything that is shown, and what is further down, as read; a toast takes it back. */
export const readAll = async (
  { feeds, toasts }: Pick<App, 'feeds' | 'toasts'>,
  page: FeedsPageState,
  { feed, category }: Place,
): Promise<void> => {
  const through = page.data.entries.reduce((most, { id }) => Math.max(most, id), 0);
  if (through === 0) {
    toasts.say(m.feeds_all_read());
    return;
  }
  const answer = await feeds.readAll({ ...(feed ? { feed } : {}), ...(category ? { category } : {}) }, through);
  if (!answer.ok) {
    toasts.say(answer.fault.message);
    return;
  }
  const { at, count } = answer.value;
  page.again();
  if (count === 0) {
    toasts.say(m.feeds_all_read());
    return;
  }
  const undo = async () => {
    const undone = await feeds.undoReadAll(at);
    if (!undone.ok) toasts.say(undone.fault.message);
    page.again();
  };
  toasts.say(m.feeds_read_all_done({ count }), { label: m.feeds_undo(), run: () => void undo() });
};

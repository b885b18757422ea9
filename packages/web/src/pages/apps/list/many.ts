import { createSignal } from 'solid-js';
import { m } from '../../../messages.ts';
import { useApp } from '../../../state/app.ts';
import type { ManyChange } from '../../../state/apps.ts';
import { addCards } from '../../../state/arranging/found-cards.ts';
import { changeBoard } from '../../../state/change-board.ts';
import type { ListState } from './list-state.ts';

type Change = Omit<ManyChange, 'ids'>;

/** The same for all that are chosen, said afterwards, with a way back. */
export const createMany = (state: ListState) => {
  const { apps, http, toasts } = useApp();
  const [busy, setBusy] = createSignal(false);

  const ask = async (change: ManyChange): Promise<string[] | undefined> => {
    setBusy(true);
    const answer = await apps.changeMany(change);
    setBusy(false);
    state.again();
    if (answer.ok) return answer.value.changed;
    toasts.say(answer.fault.message);
    return undefined;
  };
  /** `back`: what takes it back, for those that it changed. */
  const change = async (what: Change, back: (ids: string[]) => ManyChange[]) => {
    const changed = await ask({ ids: state.chosen(), ...what });
    if (!changed) return;
    if (changed.length === 0) {
      toasts.say(m.apps_list_unchanged());
      return;
    }
    const steps = back(changed);
    const undo = async () => {
      for (const step of steps) await ask(step);
    };
    toasts.say(m.apps_list_changed({ count: changed.length }), { label: m.apps_undo(), run: () => void undo() });
  };
  const restore = async (ids: string[]) => {
    const back = await ask({ ids, removed: false });
    if (back) toasts.say(m.apps_list_restored({ count: back.length }));
  };
  return {
    busy,
    pause: (paused: boolean) => change({ paused }, (ids) => [{ ids, paused: !paused }]),
    interval: (intervalSeconds: number) => {
      const before = (id: string) => state.use(id)?.check?.intervalSeconds ?? intervalSeconds;
      const groups = Map.groupBy(state.chosen(), before);
      return change({ intervalSeconds }, () =>
        [...groups].map(([seconds, ids]) => ({ ids, intervalSeconds: seconds })),
      );
    },
    tags: (addTags: string[], removeTags: string[]) =>
      change({ addTags, removeTags }, (ids) => [{ ids, addTags: removeTags, removeTags: addTags }]),
    remove: async () => {
      const removed = await ask({ ids: state.chosen(), removed: true });
      if (!removed) return;
      state.unchoose();
      toasts.say(m.apps_list_removed({ count: removed.length }), {
        label: m.apps_undo(),
        run: () => void restore(removed),
      });
    },
    place: async (boardId: string, board: string) => {
      setBusy(true);
      const ids = state.chosen();
      const fault = await changeBoard(http, boardId, addCards(ids));
      setBusy(false);
      state.again();
      toasts.say(fault ? fault.message : m.apps_list_placed({ count: ids.length, board }));
    },
  };
};

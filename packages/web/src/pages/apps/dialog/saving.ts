import { createSignal } from 'solid-js';
import { unwrap } from 'solid-js/store';
import { m } from '../../../messages.ts';
import type { Refusal } from '../../../state/admin.ts';
import { useApp } from '../../../state/app.ts';
import type { AppInput } from '../../../state/apps.ts';
import type { DraftState, WrongsState } from './draft-state.ts';

type SavingParts = {
  appId: string | null;
  state: DraftState;
  wrongs: WrongsState;
  onSaved: (id: string) => void;
  /** Focus on the first field that is wrong, once it says so. */
  onWrong: () => void;
};

/** Saves what is typed, or says what is wrong with it. */
export const createSaving = ({ appId, state, wrongs, onSaved, onWrong }: SavingParts) => {
  const { apps, toasts } = useApp();
  const [busy, setBusy] = createSignal(false);
  const [fault, setFault] = createSignal<Refusal>();

  const send = (input: AppInput, revision: number | undefined) => {
    if (appId === null) return apps.add(input);
    return apps.change(appId, revision === undefined ? input : { ...input, revision });
  };

  /** Whether it is saved. Without a revision it overwrites what somebody else saved meanwhile. */
  const save = async (revision: number | undefined = state.revision()): Promise<boolean> => {
    wrongs.showAll();
    const input = state.input();
    if (wrongs.any() || !input.ok) {
      onWrong();
      return false;
    }
    setBusy(true);
    const answer = await send(input.value, revision);
    setBusy(false);
    if (answer.ok) {
      setFault(undefined);
      state.forget();
      toasts.say(appId === null ? m.apps_added({ name: input.value.name }) : m.apps_saved({ name: input.value.name }));
      onSaved(answer.value.app.id);
      return true;
    }
    const isOfField = wrongs.say(answer.fault);
    setFault(isOfField ? undefined : answer.fault);
    if (isOfField) onWrong();
    return false;
  };

  return { busy, fault, save };
};

/** Removes an app, and says how to take that back. Whether it is gone, or why not. */
export const createRemoval = () => {
  const { apps, toasts } = useApp();
  const restore = async (id: string, name: string) => {
    const answer = await apps.restore(id);
    toasts.say(answer.ok ? m.apps_restored({ name }) : answer.fault.message);
  };
  return async (id: string, name: string): Promise<Refusal | undefined> => {
    const answer = await apps.remove(id);
    if (!answer.ok) return answer.fault;
    toasts.say(m.apps_removed({ name }), { label: m.apps_undo(), run: () => void restore(id, name) });
    return undefined;
  };
};

export const checkToRepeat = (state: DraftState) => {
  // The next app is watched alike, but elsewhere: what belongs to this one's address stays with it.
  const { host: _, port: __, name: ___, url: ____, pin: _____, headers: ______, ...rest } = unwrap(state.draft).check;
  return rest;
};

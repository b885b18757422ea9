import type { Check } from '@amud/protocol/checks.ts';
import { createEffect, createSignal, on } from 'solid-js';
import { unwrap } from 'solid-js/store';
import type { Refusal } from '../../../state/admin.ts';
import { useApp } from '../../../state/app.ts';
import type { CheckTest } from '../../../state/apps.ts';
import { isAddress } from './addresses.ts';
import { plainCheck, toCheck } from './draft.ts';
import type { DraftState, WrongsState } from './draft-state.ts';

export type Tested = { url: string; check: Check; answer: CheckTest };

type TesterParts = { appId: string | null; state: DraftState; wrongs: WrongsState };

/** Tries the check as it is typed, without keeping it. */
export const createTester = ({ appId, state, wrongs }: TesterParts) => {
  const { apps } = useApp();
  const [busy, setBusy] = createSignal(false);
  const [tested, setTested] = createSignal<Tested>();
  const [fault, setFault] = createSignal<Refusal>();
  let asked = 0;

  const forget = () => {
    asked += 1;
    setTested(undefined);
    setFault(undefined);
    setBusy(false);
  };
  // An answer is of what was asked.
  createEffect(on([() => state.draft.url, () => state.draft.check.kind], forget, { defer: true }));

  /** The check as typed; without one, whether the address answers at all. undefined: something in it is wrong. */
  const checkNow = (): Check | undefined => {
    if (!state.draft.isWatched) return { ...plainCheck(), pin: state.draft.check.pin } as Check;
    const parsed = toCheck(unwrap(state.draft.check));
    if (parsed.ok) return parsed.value;
    for (const path of parsed.paths) wrongs.leave(`check.${path}`);
    return undefined;
  };

  const run = async () => {
    const url = state.draft.url.trim();
    const check = checkNow();
    wrongs.leave('url');
    if (!check || !(isAddress(url) || url === '')) return;
    forget();
    const mine = asked;
    setBusy(true);
    const answer = await apps.test(appId, url, check);
    if (mine !== asked) return;
    setBusy(false);
    if (answer.ok) setTested({ url, check, answer: answer.value });
    else if (!wrongs.say(answer.fault)) setFault(answer.fault);
  };

  return { busy, tested, fault, forget, run: () => void run() };
};

export type Tester = ReturnType<typeof createTester>;

import { createEffect, createSignal } from 'solid-js';
import { m } from '../../messages.ts';
import { useApp } from '../../state/app.ts';
import type { Wishes } from '../../state/settings.ts';
import { createSetup } from '../../state/setup.ts';

export const stepNames = ['name', 'place', 'look', 'apps'] as const;
export type StepName = (typeof stepNames)[number];

/** Where it was left, for who comes back another time. */
const STORAGE_KEY = 'amud.setup';

/** Where somebody is in the set-up: in the address, so that back and reload lead where they should. */
export const createProgress = () => {
  const { address, settings, http, boards } = useApp();
  const [message, setMessage] = createSignal<string>();
  const here = () => nameIn(address.parameter('step')) ?? nameIn(localStorage.getItem(STORAGE_KEY)) ?? stepNames[0];
  const place = () => stepNames.indexOf(here());
  createEffect(() => localStorage.setItem(STORAGE_KEY, here()));
  const go = (step: StepName) => {
    address.go(`/setup?step=${step}`);
    queueMicrotask(() => document.querySelector<HTMLElement>('.setup h1')?.focus());
  };
  const by = (count: number) => {
    const step = stepNames[place() + count];
    if (step) go(step);
  };
  const save = async (wishes: Wishes): Promise<boolean> => {
    const answer = await settings.save('everyone', wishes);
    setMessage(answer.ok ? undefined : answer.fault.message);
    return answer.ok;
  };
  /** The first time only: later it is called what somebody wanted. That it can't be had is no reason to stop. */
  const nameBoard = async () => {
    const home = boards.home();
    if (home === null || settings.forEveryone('setupDone')) return;
    await createSetup(http).nameStarter(home, { name: m.setup_home(), section: m.setup_section() });
  };
  /** To the board, where a hint tells how to go on. */
  const end = async () => {
    const [, isSaved] = await Promise.all([nameBoard(), save({ setupDone: true })]);
    if (!isSaved) return;
    localStorage.removeItem(STORAGE_KEY);
    address.go('/?welcome', 'replace');
  };
  return { here, place, go, back: () => by(-1), next: () => by(1), save, message, end };
};

export type Progress = ReturnType<typeof createProgress>;

const nameIn = (text: string | null): StepName | undefined => stepNames.find((name) => name === text);

import type { SettingsChange } from '@amud/protocol/setting-schemas.ts';
import { onCleanup, onMount } from 'solid-js';
import { m } from '../../messages.ts';
import type { Refusal } from '../../state/admin.ts';
import { type App, useApp } from '../../state/app.ts';
import type { SettingsAnswer } from '../../state/settings.ts';

/** Something that was saved, by its name, and how it is taken back. */
type Step = { name: string; undo: () => Promise<SettingsAnswer> };
export type Saver = ReturnType<typeof createSaver>;

const MOST_STEPS = 50;

/** Saves at once, says so, and takes back: by the button of the note, or by keys. */
export const createSaver = ({ settings, toasts }: Pick<App, 'settings' | 'toasts'>) => {
  let past: Step[] = [];
  let future: Step[] = [];
  let forget = () => {};
  const say = (text: string, act?: { label: string; run: () => void }) => {
    forget();
    forget = toasts.say(text, act);
  };
  const remember = (step: Step) => {
    past = [...past.slice(1 - MOST_STEPS), step];
    return { label: m.settings_undo(), run: () => void undo(step) };
  };

  const undo = async (step = past.at(-1)): Promise<void> => {
    if (!step) return say(m.settings_nothing_to_undo());
    past = past.filter((one) => one !== step);
    const answer = await step.undo();
    if (!answer.ok) return say(m.settings_not_saved({ message: answer.fault.message }));
    future = [...future, { name: step.name, undo: answer.value.undo }];
    say(m.settings_undone({ name: step.name }));
  };
  const redo = async (): Promise<void> => {
    const step = future.pop();
    if (!step) return;
    const answer = await step.undo();
    if (!answer.ok) return say(m.settings_not_saved({ message: answer.fault.message }));
    say(m.settings_redone({ name: step.name }), remember({ name: step.name, undo: answer.value.undo }));
  };
  /** @returns why it was not saved. */
  const save = async (name: string, change: SettingsChange): Promise<Refusal | undefined> => {
    const answer = await settings.change(change);
    if (!answer.ok) return answer.fault;
    future = [];
    say(m.settings_saved({ name }), remember({ name, undo: answer.value.undo }));
    return undefined;
  };
  return { save, undo: () => undo(), redo };
};

/** Where text is typed, the keys are the browser's own. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.matches('textarea, input:not([type="radio"], [type="checkbox"], [type="color"])');

/** Ctrl/⌘+Z takes back, with Shift, or Ctrl+Y, it is done again. */
export const useUndoKeys = ({ undo, redo }: { undo: () => void; redo: () => void }): void => {
  const press = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
    if (document.querySelector('dialog[open]')) return;
    const key = event.key.toLowerCase();
    if (key !== 'z' && key !== 'y') return;
    event.preventDefault();
    if (key === 'y' || event.shiftKey) redo();
    else undo();
  };
  onMount(() => document.addEventListener('keydown', press));
  onCleanup(() => document.removeEventListener('keydown', press));
};

/** For a page of settings that are saved at once. */
export const useSaver = (): Saver => {
  const saver = createSaver(useApp());
  useUndoKeys({ undo: () => void saver.undo(), redo: () => void saver.redo() });
  return saver;
};

import { emptyOf, type Field } from '@amud/protocol/forms.ts';
import type { SettingsChange } from '@amud/protocol/setting-schemas.ts';
import { presetOf, settingOf } from '@amud/protocol/settings.ts';
import { createEffect, createSignal, on, onCleanup } from 'solid-js';
import { type Wrongs, wrongsOf } from '../../parts/form.tsx';
import type { Refusal } from '../../state/admin.ts';
import { useApp } from '../../state/app.ts';
import type { Whose } from '../../state/settings.ts';
import { type ShownKey, textOf } from './setting-texts.ts';
import type { Saver } from './undo.ts';

/** Where a page of settings has their values, and what it does with new ones. */
export type Keeper = {
  whose: () => Whose;
  value: (key: ShownKey) => unknown;
  /** Not what everyone has, or what nobody chose. */
  isChosen: (key: ShownKey) => boolean;
  change: (key: ShownKey, value: unknown) => void;
  reset: (key: ShownKey) => void;
  /** The person is done with it for now. */
  leave: (key: ShownKey) => void;
  wrong: (key: ShownKey) => string | undefined;
  /** What was not saved for a reason that another try may not find. */
  retry: (key: ShownKey) => (() => void) | undefined;
};

/** What is typed or drawn is saved when it rests; a choice at once. */
const REST_MS = 700;
const rests: ReadonlySet<Field['kind']> = new Set(['text', 'long-text', 'url', 'number', 'colour', 'list']);

type Draft = { value: unknown; fault?: Refusal };
type Drafts = Readonly<Partial<Record<ShownKey, Draft>>>;

/** Saves each setting as it changes. What could not be saved stays as it was typed, and is tried again when the server is back. */
export const createKeeper = (whose: () => Whose, saver: Saver): Keeper => {
  const { settings, clock, live } = useApp();
  const [drafts, setDrafts] = createSignal<Drafts>({});
  const timers = new Map<ShownKey, () => void>();
  const put = (key: ShownKey, draft: Draft | undefined) =>
    setDrafts(({ [key]: _, ...others }) => (draft ? { ...others, [key]: draft } : others));

  const send = async (key: ShownKey, change: Omit<SettingsChange, 'for'>): Promise<void> => {
    timers.get(key)?.();
    timers.delete(key);
    const sent = drafts()[key];
    const fault = await saver.save(textOf(key).label(), { for: whose(), ...change });
    // What was typed meanwhile is sent by itself.
    if (drafts()[key] !== sent) return;
    put(key, fault && { value: sent?.value, fault });
  };
  const flush = (key: ShownKey) => {
    const draft = drafts()[key];
    if (draft && !wrongIn(key, draft.value)) void send(key, { set: { [key]: draft.value }, reset: [] });
  };
  const change = (key: ShownKey, value: unknown) => {
    put(key, { value });
    timers.get(key)?.();
    if (!rests.has(settingOf(key).field.kind)) return flush(key);
    timers.set(
      key,
      clock.after(REST_MS, () => flush(key)),
    );
  };
  onCleanup(() => {
    for (const [key, cancel] of timers) {
      cancel();
      flush(key);
    }
  });
  const isAway = (fault: Refusal | undefined) => fault?.kind === 'unavailable';
  createEffect(
    on(live.away, (away) => {
      if (away) return;
      for (const [key, draft] of Object.entries(drafts())) if (isAway(draft?.fault)) flush(key as ShownKey);
    }),
  );

  const saved = (key: ShownKey) => (whose() === 'me' ? settings.get(key) : settings.forEveryone(key));
  return {
    whose,
    value: (key) => {
      const draft = drafts()[key];
      return draft === undefined ? saved(key) : draft.value;
    },
    isChosen: (key) => settings.isChosen(key, whose()),
    change,
    reset: (key) => {
      put(key, { value: withoutChoice(settings.forEveryone(key), whose(), key) });
      void send(key, { set: {}, reset: [key] });
    },
    leave: (key) => timers.has(key) && flush(key),
    wrong: (key) => {
      const draft = drafts()[key];
      return draft && (wrongIn(key, draft.value) ?? draft.fault?.message);
    },
    retry: (key) => (isAway(drafts()[key]?.fault) ? () => flush(key) : undefined),
  };
};

const withoutChoice = (shared: unknown, whose: Whose, key: ShownKey): unknown =>
  whose === 'me' ? shared : presetOf(key);

/** What the server would say, in the words of the form. */
export const wrongIn = (key: ShownKey, value: unknown): string | undefined => Object.values(wrongsIn(key, value))[0];

/** The same, by the path of what is wrong: `searchEngines.0.url`. */
export const wrongsIn = (key: ShownKey, value: unknown): Wrongs => {
  const { field } = settingOf(key);
  return wrongsOf({ [key]: field }, { [key]: value ?? emptyOf(field) });
};

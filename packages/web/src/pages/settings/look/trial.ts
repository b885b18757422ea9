import type { SettingsChange } from '@amud/protocol/setting-schemas.ts';
import { presetOf, settingOf } from '@amud/protocol/settings.ts';
import { batch, createEffect, createSignal, onCleanup, untrack } from 'solid-js';
import { m } from '../../../messages.ts';
import type { Refusal } from '../../../state/admin.ts';
import { useApp } from '../../../state/app.ts';
import { lookKeys } from '../../../state/look.ts';
import type { Whose, Wishes } from '../../../state/settings.ts';
import { type Keeper, wrongIn } from '../keeper.ts';
import type { ShownKey } from '../setting-texts.ts';
import { type Saver, useUndoKeys } from '../undo.ts';

/** What is tried: a value, or none of one's own. */
type Tries = Readonly<Partial<Record<ShownKey, { value: unknown } | 'none'>>>;
export type Trial = Keeper & {
  isTrying: () => boolean;
  keep: () => Promise<void>;
  discard: () => void;
  fault: () => Refusal | undefined;
};

const MOST_STEPS = 100;

/** A look that is tried on the whole page and counts for nobody until it is kept. Whoever leaves before has discarded it. */
export const createTrial = (whose: () => Whose, saver: Saver): Trial => {
  const { look, settings, toasts } = useApp();
  const [steps, setSteps] = createSignal<readonly Tries[]>([]);
  const [fault, setFault] = createSignal<Refusal>();
  const tries = (): Tries => steps().at(-1) ?? {};
  const isTrying = () => Object.keys(tries()).length > 0;
  const attempt = (key: ShownKey, wish: { value: unknown } | 'none') => {
    setFault(undefined);
    const next = withoutWhatIs(settings, whose(), { ...tries(), [key]: wish });
    setSteps((all) => [...all.slice(1 - MOST_STEPS), next]);
  };
  const without = (key: ShownKey) => (whose() === 'me' ? settings.forEveryone(key) : presetOf(key));
  const value = (key: ShownKey): unknown => {
    const wish = tries()[key];
    if (wish === undefined) return whose() === 'me' ? settings.get(key) : settings.forEveryone(key);
    return wish === 'none' ? without(key) : wish.value;
  };
  const discard = () => batch(() => setFault(undefined) || setSteps([]));
  const keep = async () => {
    setFault(await saver.save(m.settings_group_look(), changeOf(whose(), tries())));
    if (!fault()) setSteps([]);
  };

  createEffect(() => {
    const keys = lookKeys as ShownKey[];
    const right = keys.filter((key) => wrongIn(key, value(key)) === undefined);
    look.attempt(isTrying() ? (Object.fromEntries(right.map((key) => [key, value(key)])) as Wishes) : undefined);
  });
  onCleanup(() => {
    look.attempt(undefined);
    const change = untrack(() => isTrying() && changeOf(whose(), tries()));
    if (!change) return;
    const keepAfterAll = async () => {
      const answer = await settings.change(change);
      toasts.say(answer.ok ? m.settings_saved_all() : m.settings_not_saved({ message: answer.fault.message }));
    };
    toasts.say(m.look_discarded(), { label: m.look_keep_after_all(), run: () => void keepAfterAll() });
  });
  useUndoKeys({
    undo: () => (isTrying() ? setSteps((all) => all.slice(0, -1)) : void saver.undo()),
    redo: () => void saver.redo(),
  });
  return {
    whose,
    value,
    isChosen: (key) => {
      const wish = tries()[key];
      return wish === undefined ? settings.isChosen(key, whose()) : wish !== 'none';
    },
    change: (key, next) => attempt(key, { value: next }),
    reset: (key) => attempt(key, 'none'),
    leave: () => {},
    wrong: (key) => wrongIn(key, value(key)) ?? (fault()?.field === key ? fault()?.message : undefined),
    retry: () => undefined,
    isTrying,
    keep,
    discard,
    fault,
  };
};

/** Back where it began is not tried any more. */
const withoutWhatIs = (settings: ReturnType<typeof useApp>['settings'], whose: Whose, tries: Tries): Tries =>
  Object.fromEntries(
    (Object.entries(tries) as [ShownKey, { value: unknown } | 'none'][]).filter(([key, wish]) => {
      const isChosen = settings.isChosen(key, whose);
      if (wish === 'none') return isChosen;
      const now = whose === 'me' ? settings.get(key) : settings.forEveryone(key);
      return wish.value !== now || settingOf(key).field.kind === 'place';
    }),
  );

const changeOf = (whose: Whose, tries: Tries): SettingsChange => {
  const wishes = Object.entries(tries);
  return {
    for: whose,
    set: Object.fromEntries(wishes.flatMap(([key, wish]) => (wish === 'none' ? [] : [[key, wish.value]]))),
    reset: wishes.flatMap(([key, wish]) => (wish === 'none' ? [key] : [])),
  };
};

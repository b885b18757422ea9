import { createEffect, createSignal, on, onCleanup, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { AppIcon } from '../../../parts/app-icon.tsx';
import { useApp } from '../../../state/app.ts';
import { later } from '../../later.tsx';
import { addressesIn, guesses, isAddress, nameFrom, otherScheme } from './addresses.ts';
import type { DraftState, WrongsState } from './draft-state.ts';
import { TextLine } from './field.tsx';
import { createOthers } from './others.ts';
import { TestButton, TestResult } from './test-result.tsx';
import type { Tester } from './tester.ts';

const picker = later(async () => (await import('../../icons/icon-picker.tsx')).IconPicker);

type BasicsProps = {
  appId: string | null;
  state: DraftState;
  wrongs: WrongsState;
  tester: Tester;
  /** Several addresses were pasted at once. */
  onMany: (text: string) => void;
};

/** Name, icon and address: all that an app needs. */
export const Basics = (props: BasicsProps) => (
  <>
    <NameAndIcon {...props} />
    <Address {...props} />
  </>
);

const NameAndIcon = (props: BasicsProps) => {
  const { state } = props;
  const [picking, setPicking] = createSignal(false);
  const suggestion = createSuggestion(state, props.appId === null);
  const others = createOthers(props.appId);
  return (
    <div class="name-and-icon">
      <button type="button" class="icon-choice" title={m.apps_icon_choose()} onClick={() => setPicking(true)}>
        <AppIcon icon={state.draft.icon} name={state.draft.name || '?'} size={40} />
        <span class="unseen">{m.apps_icon_choose()}</span>
      </button>
      <TextLine
        label={m.apps_name()}
        path="name"
        wrongs={props.wrongs}
        value={state.draft.name}
        isFirst
        warning={others.byName(state.draft.name)}
        onInput={(name) => state.set({ name })}
      />
      <Show when={picking()}>
        <picker.Part
          name={state.draft.name}
          url={state.draft.url}
          value={state.draft.icon}
          onChoose={(icon) => {
            suggestion.stop();
            state.set({ icon });
            setPicking(false);
          }}
          onClose={() => setPicking(false)}
          onLost={() => setPicking(false)}
        />
      </Show>
    </div>
  );
};

const SUGGEST_MS = 250;

/** A new app gets the icon that fits its name and address, until the person chooses one. */
const createSuggestion = (state: DraftState, isNew: boolean) => {
  const { icons } = useApp();
  /** What was given so far; undefined once the person chose. */
  let given: string | undefined = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const isOurs = () => given !== undefined && (state.draft.icon === '' || state.draft.icon === given);
  const ask = async () => {
    const { name, url } = state.draft;
    const answer = await icons.suggest(name.slice(0, 80), url.slice(0, 2_000));
    if (!answer.ok || !isOurs() || name !== state.draft.name || url !== state.draft.url) return;
    given = answer.value.icons[0]?.name ?? '';
    state.set({ icon: given });
  };
  const look = ([name, url]: [string, string]) => {
    clearTimeout(timer);
    const isEmpty = name.trim() === '' && url.trim() === '';
    if (isEmpty) given = '';
    else if (isNew && isOurs()) timer = setTimeout(() => void ask(), SUGGEST_MS);
  };
  createEffect(on([() => state.draft.name, () => state.draft.url] as const, look, { defer: true }));
  onCleanup(() => clearTimeout(timer));
  return {
    stop: () => {
      given = undefined;
    },
  };
};

const Address = (props: BasicsProps) => {
  const { state, tester } = props;
  const others = createOthers(props.appId);
  /** The scheme was ours, not the person's: the other one is offered. */
  const [completed, setCompleted] = createSignal<string>();
  const complete = () => {
    const [guess] = guesses(state.draft.url);
    if (guess === undefined) return;
    setCompleted(guess);
    state.set({ url: guess });
  };
  const leave = () => {
    complete();
    if (state.draft.name.trim() === '' && isAddress(state.draft.url)) state.set({ name: nameFrom(state.draft.url) });
  };
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (props.appId !== null || addressesIn(text).length < 2) return;
    event.preventDefault();
    props.onMany(text);
  };
  const other = () => (completed() === state.draft.url ? otherScheme(state.draft.url) : undefined);
  return (
    <div class="address-field">
      <TextLine
        label={m.apps_url()}
        path="url"
        kind="url"
        wrongs={props.wrongs}
        value={state.draft.url}
        placeholder="https://"
        warning={others.byUrl(state.draft.url)}
        help={
          <Show when={other()} fallback={props.appId === null ? m.apps_url_help_new() : m.apps_url_help()}>
            {(url) => (
              <>
                {m.apps_url_completed()}{' '}
                <button type="button" class="link-button" onClick={() => state.set({ url: url() })}>
                  {m.apps_url_other({ scheme: new URL(url()).protocol.slice(0, -1) })}
                </button>
              </>
            )}
          </Show>
        }
        onInput={(url) => state.set({ url })}
        onLeave={leave}
        onPaste={paste}
      >
        <TestButton tester={tester} onTest={complete} />
      </TextLine>
      <TestResult tester={tester} state={state} />
    </div>
  );
};

import { settingOf } from '@amud/protocol/settings.ts';
import { createSignal, type JSX, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { FieldRow } from '../../parts/form/field-row.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useApp } from '../../state/app.ts';
import { type Keeper, wrongsIn } from './keeper.ts';
import { type ShownKey, textOf } from './setting-texts.ts';

type SettingRowProps = { setting: ShownKey; keeper: Keeper };

/** One setting: what it is, what it is set to, since whose choice, and the way back. */
export const SettingRow = (props: SettingRowProps) => {
  const [isLeft, setLeft] = createSignal(false);
  const key = () => props.setting;
  const leave = () => {
    setLeft(true);
    props.keeper.leave(key());
  };
  const wrongAt = (path: string): string | undefined => {
    if (!isLeft() && isTyped(key())) return undefined;
    const inside = wrongsIn(key(), props.keeper.value(key()));
    // What is wrong in a row of a list is said there.
    return path === key() && Object.keys(inside).length === 0 ? props.keeper.wrong(key()) : inside[path];
  };
  return (
    <SettingShell {...props}>
      <FieldRow
        path={key()}
        field={settingOf(key()).field}
        text={textOf(key())}
        value={props.keeper.value(key())}
        wrongAt={wrongAt}
        onChange={(value) => {
          setLeft(false);
          props.keeper.change(key(), value);
        }}
        onLeave={leave}
      />
    </SettingShell>
  );
};

/** Half a word is not wrong yet. */
const isTyped = (key: ShownKey): boolean => ['text', 'url', 'long-text', 'list'].includes(settingOf(key).field.kind);

/** Around what a setting is set with. Its id is where deep links lead. */
export const SettingShell = (props: SettingRowProps & { children: JSX.Element }) => {
  const { address } = useApp();
  return (
    <div
      class="setting"
      id={props.setting}
      classList={{ marked: address.hash() === props.setting }}
      data-chosen={props.keeper.isChosen(props.setting)}
    >
      {props.children}
      <Source {...props} />
    </div>
  );
};

const Source = (props: SettingRowProps) => {
  const { address, settings } = useApp();
  const key = () => props.setting;
  const name = () => textOf(key()).label();
  const isMine = () => props.keeper.whose() === 'me';
  const isPersonal = () => settingOf(key()).scope === 'person';
  const isShared = () => settings.isChosen(key(), 'everyone');
  const source = () => {
    if (props.keeper.isChosen(key()))
      return isPersonal() && isMine() ? m.settings_from_you() : m.settings_from_chosen();
    return isMine() && isShared() ? m.settings_from_everyone() : m.settings_from_preset();
  };
  const back = () => (isMine() && isShared() ? m.settings_reset_everyone() : m.settings_reset_preset());
  const differs = () => isPersonal() && !isMine() && settings.isChosen(key(), 'me');
  return (
    <p class="setting-source dim small">
      <span class="setting-from">{source()}</span>
      <Show when={props.keeper.isChosen(key())}>
        <button
          type="button"
          class="button quiet slim"
          aria-label={m.settings_reset_of({ action: back(), name: name() })}
          onClick={() => props.keeper.reset(key())}
        >
          <Icon name="undo-2" /> {back()}
        </button>
      </Show>
      <Show when={props.keeper.retry(key())}>
        {(retry) => (
          <button type="button" class="button slim" onClick={() => retry()()}>
            {m.settings_retry()}
          </button>
        )}
      </Show>
      <Show when={differs()}>
        <span>{m.settings_own_differs()}</span>
      </Show>
      <a class="setting-link" href={`${address.path()}#${key()}`} aria-label={m.settings_link({ name: name() })}>
        <Icon name="link" />
      </a>
    </p>
  );
};

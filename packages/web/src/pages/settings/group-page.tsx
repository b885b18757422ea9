import { createEffect, For, type JSX, on, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Icon } from '../../parts/icon.tsx';
import { Segments } from '../../parts/segments.tsx';
import { useApp } from '../../state/app.ts';
import type { Whose } from '../../state/settings.ts';
import { useTitle } from '../title.ts';
import type { Keeper } from './keeper.ts';
import { SettingRow } from './setting-row.tsx';
import type { ShownKey } from './setting-texts.ts';

type GroupHeadProps = { title: string; about: string; children?: JSX.Element };

export const GroupHead = (props: GroupHeadProps) => {
  const { live } = useApp();
  useTitle(() => props.title);
  return (
    <>
      <div class="page-head">
        <div>
          <h1 tabindex="-1">{props.title}</h1>
          <p>{props.about}</p>
        </div>
        {props.children}
      </div>
      <Show when={live.away()}>
        <p class="notice warn" role="status">
          <Icon name="cloud-off" /> <span>{m.settings_away()}</span>
        </p>
      </Show>
    </>
  );
};

/** Whether an admin chooses for themselves or for everyone. Nobody else is asked. */
export const WhoseChoice = (props: { whose: Whose; onChoose: (whose: Whose) => void }) => {
  const { session } = useApp();
  return (
    <Show when={session.user()?.role === 'admin'}>
      <div class="whose">
        <Segments
          label={m.settings_whose()}
          choices={[
            { value: 'me', label: m.settings_whose_me() },
            { value: 'everyone', label: m.settings_whose_everyone(), icon: 'users' },
          ]}
          value={props.whose}
          onChoose={props.onChoose}
        />
        <Show when={props.whose === 'everyone'}>
          <p class="dim small">{m.settings_whose_note()}</p>
        </Show>
      </div>
    </Show>
  );
};

export const SettingRows = (props: { keys: readonly ShownKey[]; keeper: Keeper; label: string }) => (
  <section class="card setting-rows fields" aria-label={props.label}>
    <For each={props.keys}>{(key) => <SettingRow setting={key} keeper={props.keeper} />}</For>
  </section>
);

/** Leads to the place that the address names, also when only that part of it changes; into the field of a setting. */
export const useDeepLink = (): void => {
  const { address } = useApp();
  createEffect(
    on(address.hash, (name) => {
      const place = name === '' ? null : document.getElementById(name);
      if (!place?.closest('.settings')) return;
      place.scrollIntoView({ block: 'center' });
      if (place.classList.contains('setting')) place.querySelector<HTMLElement>(FIELD)?.focus({ preventScroll: true });
    }),
  );
};

const FIELD = ':is(input:checked, input:not([type="radio"], [hidden]), select, textarea, .field button)';

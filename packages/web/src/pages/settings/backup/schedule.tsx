import type { SettingValue } from '@amud/protocol/settings.ts';
import { createEffect, createMemo, createUniqueId, For, type JSX, on, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { Segments } from '../../../parts/segments.tsx';
import { useApp } from '../../../state/app.ts';
import type { BackupsOutput } from '../../../state/backups.ts';
import { useDeepLink } from '../group-page.tsx';
import { textOf } from '../setting-texts.ts';
import { useSaver } from '../undo.ts';
import type { ShownBackups } from './shown-backups.ts';
import { hourName, weekdayName } from './times.ts';

const keys = ['backupEvery', 'backupWeekday', 'backupHour', 'backupKeep'] as const;
type ScheduleKey = (typeof keys)[number];
type NumberKey = Exclude<ScheduleKey, 'backupEvery'>;
type ScheduleProps = { state: ShownBackups; of: BackupsOutput; onChoose: () => void };

/** When backups are made by themselves: kept at once, with a way back. */
export const Schedule = (props: ScheduleProps) => {
  const { settings, toasts } = useApp();
  const saver = useSaver();
  useDeepLink();
  const every = () => settings.forEveryone('backupEvery');
  const save = async <K extends ScheduleKey>(key: K, value: SettingValue<K>) => {
    const fault = await saver.save(textOf(key).label(), { for: 'everyone', set: { [key]: value }, reset: [] });
    if (fault) toasts.say(fault.message);
  };
  useFollowing(props.state);
  return (
    <section class="card settings-card" aria-labelledby="schedule-title">
      <div>
        <h2 id="schedule-title">{m.data_schedule()}</h2>
        <p class="dim">{m.data_schedule_about()}</p>
      </div>
      <div class="fields">
        <div class="field" id="backupEvery">
          <span class="field-label">{m.data_every()}</span>
          <Segments
            label={m.data_every()}
            choices={[
              { value: 'off', label: m.data_every_off() },
              { value: 'day', label: m.data_every_day() },
              { value: 'week', label: m.data_every_week() },
            ]}
            value={every()}
            onChoose={(value) => void save('backupEvery', value)}
          />
        </div>
        <Show when={every() !== 'off'}>
          <When save={(key, value) => void save(key, value)} />
        </Show>
        <KeptPassphrase {...props} />
      </div>
    </section>
  );
};

/** What is due next follows from the settings, also when they are taken back, or changed in another tab. */
const useFollowing = ({ reload }: ShownBackups) => {
  const { settings } = useApp();
  const all = createMemo(() => keys.map((key) => settings.forEveryone(key)).join());
  createEffect(on(all, () => void reload(), { defer: true }));
};

const hours = Array.from({ length: 24 }, (_, hour) => hour);
const weekdays = [1, 2, 3, 4, 5, 6, 0];
const keeps = [1, 2, 3, 5, 7, 10, 14, 21, 30, 50, 100];

const When = (props: { save: (key: NumberKey, value: number) => void }) => {
  const { settings } = useApp();
  const keep = () => settings.forEveryone('backupKeep');
  const keepChoices = () => [...new Set([...keeps, keep()])].sort((one, other) => one - other);
  return (
    <div class="when">
      <Show when={settings.forEveryone('backupEvery') === 'week'}>
        <Choice
          id="backupWeekday"
          label={m.data_weekday()}
          of={weekdays}
          name={weekdayName}
          value={settings.forEveryone('backupWeekday')}
          onChoose={(value) => props.save('backupWeekday', value)}
        />
      </Show>
      <Choice
        id="backupHour"
        label={m.data_hour()}
        of={hours}
        name={hourName}
        value={settings.forEveryone('backupHour')}
        onChoose={(value) => props.save('backupHour', value)}
      />
      <Choice
        id="backupKeep"
        label={m.data_keep()}
        of={keepChoices()}
        name={(count) => m.data_keep_count({ count })}
        value={keep()}
        onChoose={(value) => props.save('backupKeep', value)}
      />
      <p class="field-note when-note">{m.data_when_about()}</p>
    </div>
  );
};

type ChoiceProps = {
  id: NumberKey;
  label: string;
  of: readonly number[];
  name: (value: number) => string;
  value: number;
  onChoose: (value: number) => void;
};

const Choice = (props: ChoiceProps): JSX.Element => {
  const id = createUniqueId();
  return (
    <div class="field" id={props.id}>
      <label for={id}>{props.label}</label>
      <select id={id} class="select tall" onChange={(event) => props.onChoose(Number(event.currentTarget.value))}>
        <For each={props.of}>
          {(one) => (
            <option value={one} selected={one === props.value}>
              {props.name(one)}
            </option>
          )}
        </For>
      </select>
    </div>
  );
};

const KeptPassphrase = (props: ScheduleProps) => {
  const { toasts } = useApp();
  const forget = async () => {
    const answer = await props.state.backups.forgetPassphrase();
    toasts.say(answer.ok ? m.data_passphrase_forgotten() : answer.fault.message);
    void props.state.reload();
  };
  return (
    <div class="field">
      <span class="field-label">{m.data_passphrase()}</span>
      <p class="dim">{props.of.hasPassphrase ? m.data_passphrase_is_kept() : m.data_passphrase_is_not_kept()}</p>
      <p class="button-row">
        <button type="button" class="button slim" onClick={() => props.onChoose()}>
          {props.of.hasPassphrase ? m.data_passphrase_change() : m.data_passphrase_choose()}
        </button>
        <Show when={props.of.hasPassphrase}>
          <button type="button" class="button slim quiet" onClick={() => void forget()}>
            {m.data_passphrase_forget()}
          </button>
        </Show>
      </p>
    </div>
  );
};

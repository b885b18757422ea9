import { type SettingKey, settings } from '@amud/protocol/settings.ts';
import { createSignal, type JSX } from 'solid-js';
import { m } from '../../messages.ts';
import { FieldsForm } from '../../parts/form.tsx';
import { Segments } from '../../parts/segments.tsx';
import { useApp } from '../../state/app.ts';
import type { Wishes } from '../../state/settings.ts';

export type Save = (wishes: Wishes) => Promise<boolean>;

const Step = (props: { title: string; about: string; children: JSX.Element }) => (
  <div class="setup-body">
    <h1 tabindex="-1">{props.title}</h1>
    <p class="dim">{props.about}</p>
    {props.children}
  </div>
);

/** What is typed is kept half a second later, or when the step is left. */
const REST_MS = 500;

/** Fields of settings that are kept as they change. */
const createDraft = <K extends SettingKey>(keys: readonly K[], save: Save) => {
  const app = useApp();
  const [values, setValues] = createSignal<Wishes>(Object.fromEntries(keys.map((key) => [key, app.settings.get(key)])));
  let cancel = () => {};
  const change = (next: Wishes) => {
    setValues(next);
    cancel();
    cancel = app.clock.after(REST_MS, () => void save(next));
  };
  return { values, change };
};

const nameFields = { title: settings.title.field };

export const NameStep = (props: { save: Save }) => {
  const { values, change } = createDraft(['title'], (wishes) => props.save(wishes));
  return (
    <Step title={m.setup_name()} about={m.setup_name_about()}>
      <FieldsForm
        fields={nameFields}
        texts={{ title: { label: m.setup_name_label, placeholder: m.setup_name_placeholder } }}
        values={{ title: values().title ?? '' }}
        onChange={change}
      />
    </Step>
  );
};

const placeFields = { homePlace: settings.homePlace.field, temperature: settings.temperature.field };

export const PlaceStep = (props: { save: Save }) => {
  const { values, change } = createDraft(['homePlace', 'temperature'], (wishes) => props.save(wishes));
  return (
    <Step title={m.setup_place()} about={m.setup_place_about()}>
      <FieldsForm
        fields={placeFields}
        texts={{
          homePlace: { label: m.setup_place_label },
          temperature: {
            label: m.setup_temperature,
            choices: {
              auto: m.setup_temperature_auto,
              celsius: m.setup_temperature_celsius,
              fahrenheit: m.setup_temperature_fahrenheit,
            },
          },
        }}
        values={{ homePlace: values().homePlace ?? null, temperature: values().temperature ?? 'auto' }}
        onChange={change}
      />
    </Step>
  );
};

export const LookStep = (props: { save: Save }) => {
  const { settings: chosen } = useApp();
  return (
    <Step title={m.setup_look()} about={m.setup_look_about()}>
      <Segments
        label={m.setup_look_mode()}
        choices={[
          { value: 'auto', label: m.setup_look_auto(), icon: 'sun-moon' },
          { value: 'dark', label: m.setup_look_dark(), icon: 'moon' },
          { value: 'light', label: m.setup_look_light(), icon: 'sun' },
        ]}
        value={chosen.get('mode')}
        onChoose={(mode) => void props.save({ mode })}
      />
    </Step>
  );
};

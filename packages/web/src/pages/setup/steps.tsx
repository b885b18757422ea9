import { type SettingKey, settings } from '@amud/protocol/settings.ts';
import { createSignal, onCleanup } from 'solid-js';
import { m } from '../../messages.ts';
import { FieldsForm } from '../../parts/form.tsx';
import { Segments } from '../../parts/segments.tsx';
import { useApp } from '../../state/app.ts';
import type { Wishes } from '../../state/settings.ts';
import { ThemeChoice } from '../settings/look/theme-choice.tsx';
import type { Progress } from './progress.ts';
import { Step } from './step.tsx';

type StepProps = { progress: Progress };

/** What is typed is kept half a second later, or when the step is left. */
const REST_MS = 500;

/** Fields of settings that are kept as they change. */
const createDraft = <K extends SettingKey>(keys: readonly K[], { save }: Progress) => {
  const app = useApp();
  const [values, setValues] = createSignal<Wishes>(Object.fromEntries(keys.map((key) => [key, app.settings.get(key)])));
  let cancel = () => {};
  let waiting: Wishes | undefined;
  const keep = () => {
    cancel();
    const wishes = waiting;
    waiting = undefined;
    if (wishes) void save(wishes);
  };
  onCleanup(keep);
  const change = (next: Wishes) => {
    setValues(next);
    waiting = next;
    cancel();
    cancel = app.clock.after(REST_MS, keep);
  };
  return { values, change };
};

const nameFields = { title: settings.title.field };

export const NameStep = (props: StepProps) => {
  const { values, change } = createDraft(['title'], props.progress);
  return (
    <Step progress={props.progress} title={m.setup_welcome()} about={m.setup_welcome_about()}>
      <FieldsForm
        fields={nameFields}
        texts={{
          title: { label: m.setup_name, help: m.setup_name_about, placeholder: m.setup_name_placeholder },
        }}
        values={{ title: values().title ?? '' }}
        onChange={change}
      />
    </Step>
  );
};

const placeFields = { homePlace: settings.homePlace.field, temperature: settings.temperature.field };

export const PlaceStep = (props: StepProps) => {
  const { values, change } = createDraft(['homePlace', 'temperature'], props.progress);
  return (
    <Step progress={props.progress} title={m.setup_place()} about={m.setup_place_about()}>
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

/** The whole page is the preview: what is chosen here shows at once. */
export const LookStep = (props: StepProps) => {
  const { look, settings: chosen } = useApp();
  return (
    <Step progress={props.progress} title={m.setup_look()} about={m.setup_look_about()}>
      <Segments
        label={m.setup_look_mode()}
        choices={[
          { value: 'auto', label: m.setup_look_auto(), icon: 'sun-moon' },
          { value: 'dark', label: m.setup_look_dark(), icon: 'moon' },
          { value: 'light', label: m.setup_look_light(), icon: 'sun' },
        ]}
        value={chosen.forEveryone('mode')}
        onChoose={(mode) => void props.progress.save({ mode })}
      />
      <ThemeChoice
        label={m.setup_look_theme()}
        value={chosen.forEveryone('theme')}
        isLight={look.isLight()}
        onChoose={(theme) => void props.progress.save({ theme })}
      />
    </Step>
  );
};

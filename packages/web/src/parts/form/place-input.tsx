import type { Place } from '@amud/protocol/forms.ts';
import { createSignal, onCleanup } from 'solid-js';
import { m } from '../../messages.ts';
import { useApp } from '../../state/app.ts';
import { Combobox, type Option } from '../combobox.tsx';
import { coordinatesIn } from './coordinates.ts';
import type { InputProps, Of } from './input-props.ts';

/** Between two keys; the search asks another server. */
const PAUSE_MS = 300;

/** A place on earth, by name or by coordinates. */
export const PlaceInput = (props: InputProps<Of<'place'>, Place | null>) => {
  const { widgets } = useApp();
  const [options, setOptions] = createSignal<readonly Option<Place>[]>([]);
  const [note, setNote] = createSignal(m.widgets_form_place_hint());
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest = '';
  onCleanup(() => clearTimeout(timer));

  const look = async (text: string) => {
    const answer = await widgets.places(text);
    if (text !== latest) return;
    setNote(answer.ok ? m.widgets_form_none_found() : answer.fault.message);
    setOptions(answer.ok ? answer.value.places.map(toOption) : []);
  };
  const search = (typed: string): void => {
    const text = typed.trim();
    latest = text;
    clearTimeout(timer);
    const point = coordinatesIn(text);
    if (point) return void setOptions([toOption({ ...point, name: nameOfPoint(point), region: '' })]);
    setOptions([]);
    setNote(text.length < 2 ? m.widgets_form_place_hint() : m.widgets_form_place_looking());
    if (text.length >= 2) timer = setTimeout(() => void look(text), PAUSE_MS);
  };
  return (
    <Combobox
      id={props.id}
      noteId={props.noteId}
      chosen={props.value?.name ?? ''}
      placeholder={m.widgets_form_place_search()}
      options={options()}
      note={note()}
      isWrong={props.isWrong}
      onQuery={search}
      onChoose={props.onChange}
      onClear={() => props.onChange(null)}
      onLeave={() => props.onLeave(props.path)}
    />
  );
};

const nameOfPoint = ({ latitude, longitude }: Omit<Place, 'name'>): string =>
  m.widgets_form_place_coordinates({ latitude, longitude });

type Found = Place & { region: string };

const toOption = ({ name, region, latitude, longitude }: Found): Option<Place> => ({
  key: `${latitude},${longitude}`,
  label: name,
  detail: region,
  value: { name, latitude, longitude },
});

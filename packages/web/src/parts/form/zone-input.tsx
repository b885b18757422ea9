import { createMemo, createSignal } from 'solid-js';
import { m } from '../../messages.ts';
import { Combobox } from '../combobox.tsx';
import type { InputProps, Of } from './input-props.ts';
import { cityOf, findZones } from './zones.ts';

/** A time zone, found by its city; empty is wherever each person is. */
export const ZoneInput = (props: InputProps<Of<'zone'>, string>) => {
  const [query, setQuery] = createSignal('');
  const options = createMemo(() => {
    const found = findZones(query(), Date.now()).map(({ name, city, offset }) => ({
      key: name,
      label: city,
      detail: `${name} · ${offset}`,
      value: name,
    }));
    return query() === '' ? [{ key: '', label: m.widgets_form_zone_here(), value: '' }, ...found] : found;
  });
  return (
    <Combobox
      id={props.id}
      noteId={props.noteId}
      chosen={props.value === '' ? m.widgets_form_zone_here() : `${cityOf(props.value)} (${props.value})`}
      placeholder={m.widgets_form_zone_search()}
      options={options()}
      note={m.widgets_form_none_found()}
      isWrong={props.isWrong}
      onQuery={setQuery}
      onChoose={props.onChange}
      onClear={() => {}}
      onLeave={() => props.onLeave(props.path)}
    />
  );
};

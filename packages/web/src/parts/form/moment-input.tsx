import { Show } from 'solid-js';
import { m } from '../../messages.ts';
import type { InputProps, Of } from './input-props.ts';

/** A date, and a time of that day when it matters: `2027-05-01` or `2027-05-01T18:30`. */
export const MomentInput = (props: InputProps<Of<'moment'>, string>) => {
  const date = () => props.value.split('T')[0] ?? '';
  const time = () => props.value.split('T')[1] ?? '';
  const take = (nextDate: string, nextTime: string) =>
    props.onChange(nextDate === '' || nextTime === '' ? nextDate : `${nextDate}T${nextTime}`);
  return (
    <fieldset class="moment" aria-labelledby={props.labelId} aria-describedby={props.noteId}>
      <div class="input" classList={{ wrong: props.isWrong }}>
        <input
          type="date"
          aria-label={m.widgets_form_date()}
          aria-invalid={props.isWrong}
          max="9999-12-31"
          value={date()}
          onInput={(event) => take(event.currentTarget.value, time())}
          onBlur={() => props.onLeave(props.path)}
        />
      </div>
      <Show when={date() !== ''}>
        <div class="input">
          <input
            type="time"
            aria-label={m.widgets_form_time()}
            value={time()}
            onInput={(event) => take(date(), event.currentTarget.value)}
          />
        </div>
      </Show>
    </fieldset>
  );
};

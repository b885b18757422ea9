import { createSignal } from 'solid-js';
import type { InputProps, Of } from './input-props.ts';

/** What is typed stays as it is typed; what is no number goes out as NaN, which no schema takes. */
export const NumberInput = (props: InputProps<Of<'number'>, number>) => {
  const [typed, setTyped] = createSignal<string>();
  const shown = () => typed() ?? (Number.isFinite(props.value) ? String(props.value) : '');
  const take = (text: string) => {
    setTyped(text);
    props.onChange(text.trim() === '' ? Number.NaN : Number(text.replace(',', '.')));
  };
  return (
    <div class="input short" classList={{ wrong: props.isWrong }}>
      <input
        id={props.id}
        type="number"
        inputmode="decimal"
        min={props.field.from}
        max={props.field.to}
        step={props.field.step ?? 1}
        value={shown()}
        aria-invalid={props.isWrong}
        aria-describedby={props.noteId}
        onInput={(event) => take(event.currentTarget.value)}
        onBlur={() => {
          if (Number.isFinite(props.value)) setTyped(undefined);
          props.onLeave(props.path);
        }}
      />
    </div>
  );
};

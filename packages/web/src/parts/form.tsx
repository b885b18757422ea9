import type { Fields, ValuesOf } from '@amud/protocol/forms.ts';
import { createMemo, createSignal, For } from 'solid-js';
import { FieldRow } from './form/field-row.tsx';
import type { AnyText, FormTexts } from './form/texts.ts';
import { wrongsOf } from './form/wrongs.ts';

type FieldsFormProps<F extends Fields> = {
  fields: F;
  texts: FormTexts<F>;
  values: ValuesOf<F>;
  onChange: (values: ValuesOf<F>) => void;
  /** Says all that is wrong, also in fields that nobody has left yet. */
  strict?: boolean;
};

/** Draws a form from its fields. It keeps nothing: what is typed goes to `onChange` at once, right or wrong. */
export const FieldsForm = <F extends Fields>(props: FieldsFormProps<F>) => {
  const [left, setLeft] = createSignal<ReadonlySet<string>>(new Set());
  const wrongs = createMemo(() => wrongsOf(props.fields, props.values));
  const wrongAt = (path: string): string | undefined => (props.strict || left().has(path) ? wrongs()[path] : undefined);
  const texts = () => props.texts as Readonly<Record<string, AnyText>>;
  const values = () => props.values as Readonly<Record<string, unknown>>;
  return (
    <div class="fields">
      <For each={Object.keys(props.fields)}>
        {(name) => (
          <FieldRow
            path={name}
            field={props.fields[name] as Fields[string]}
            text={texts()[name] as AnyText}
            value={values()[name]}
            wrongAt={wrongAt}
            onChange={(value) => props.onChange({ ...props.values, [name]: value })}
            onLeave={(path) => setLeft((paths) => new Set([...paths, path]))}
          />
        )}
      </For>
    </div>
  );
};

/** The first field that is wrong, to be found by whoever must correct it. */
export const focusFirstWrong = (within: Element | undefined): void =>
  within?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();

export type { AnyText, FieldText, FormTexts } from './form/texts.ts';
export { type Wrongs, wrongsOf } from './form/wrongs.ts';

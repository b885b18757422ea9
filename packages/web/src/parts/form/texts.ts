import type { Field, Fields } from '@amud/protocol/forms.ts';

type Text = () => string;

/** What a person reads beside a field. Written as functions, so that a build has them in its own language. */
export type FieldText<F extends Field = Field> = { label: Text; help?: Text; placeholder?: Text } & (F extends {
  kind: 'choice';
  of: readonly (infer Name extends string)[];
}
  ? { choices: { [Of in Name]: Text } }
  : F extends { kind: 'list'; of: infer Of extends Fields }
    ? { add: Text; empty?: Text; of: FormTexts<Of> }
    : unknown);

/** The texts of a form: a field without a label does not compile. */
export type FormTexts<F extends Fields> = { [Name in keyof F]: FieldText<F[Name]> };

/** The same, where the kind of field is not known before it is drawn. */
export type AnyText = {
  label: Text;
  help?: Text;
  placeholder?: Text;
  choices?: Readonly<Record<string, Text>>;
  add?: Text;
  empty?: Text;
  of?: Readonly<Record<string, AnyText>>;
};

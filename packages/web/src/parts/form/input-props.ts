import type { Field } from '@amud/protocol/forms.ts';
import type { AnyText } from './texts.ts';

/** What every input is given. `labelId` is for those that are groups of inputs and can't have a `<label>`. */
export type InputProps<F extends Field = Field, V = unknown> = {
  id: string;
  labelId: string;
  noteId: string;
  /** `links.2.url` */
  path: string;
  field: F;
  text: AnyText;
  value: V;
  isWrong: boolean;
  wrongAt: (path: string) => string | undefined;
  onChange: (value: unknown) => void;
  /** The person is done with this field for now. */
  onLeave: (path: string) => void;
};

export type Of<K extends Field['kind']> = Extract<Field, { kind: K }>;

import { splitProps } from 'solid-js';
import type { CheckDraft } from './draft.ts';
import type { DraftState, WrongsState } from './draft-state.ts';
import { TextLine } from './field.tsx';

export type CheckFieldsProps = { state: DraftState; wrongs: WrongsState };

type TextName = { [Name in keyof CheckDraft]: string extends CheckDraft[Name] ? Name : never }[keyof CheckDraft];

type CheckLineProps = CheckFieldsProps & {
  name: TextName;
  label: string;
  help?: string | undefined;
  kind?: 'url' | 'number' | 'code';
  placeholder?: string;
  unit?: string;
};

/** A line of the check, by its name. */
export const CheckLine = (props: CheckLineProps) => {
  const [, rest] = splitProps(props, ['state', 'name']);
  return (
    <TextLine
      {...rest}
      path={`check.${props.name}`}
      value={props.state.draft.check[props.name]}
      onInput={(text) => props.state.setCheck({ [props.name]: text })}
    />
  );
};

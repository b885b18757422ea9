import type { Field } from '@amud/protocol/forms.ts';
import { type Component, createUniqueId, mergeProps, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { Icon } from '../icon.tsx';
import { ChoiceInput } from './choice-input.tsx';
import { ColourInput } from './colour-input.tsx';
import { FeedsInput } from './feeds-input.tsx';
import type { InputProps } from './input-props.ts';
import { ListInput } from './list-input.tsx';
import { MomentInput } from './moment-input.tsx';
import { NodeInput } from './node-input.tsx';
import { NumberInput } from './number-input.tsx';
import { PlaceInput } from './place-input.tsx';
import { SeriesInput } from './series-input.tsx';
import { SwitchInput } from './switch-input.tsx';
import { TextInput } from './text-input.tsx';
import { UploadInput } from './upload-input.tsx';
import { ZoneInput } from './zone-input.tsx';

/** Each takes the field and value of its own kind only; the kind has chosen it. */
const inputs: Record<Field['kind'], Component<InputProps<never, never>>> = {
  text: TextInput,
  'long-text': TextInput,
  url: TextInput,
  number: NumberInput,
  choice: ChoiceInput,
  switch: SwitchInput,
  zone: ZoneInput,
  moment: MomentInput,
  place: PlaceInput,
  picture: UploadInput,
  video: UploadInput,
  colour: ColourInput,
  node: NodeInput,
  feeds: FeedsInput,
  series: SeriesInput,
  list: ListInput,
};

/** Inputs that are one element, which a click on the label reaches. */
const single: ReadonlySet<Field['kind']> = new Set([
  'text',
  'long-text',
  'url',
  'number',
  'zone',
  'place',
  'switch',
  'colour',
]);
const isSingle = (field: Field): boolean => single.has(field.kind) || (field.kind === 'node' && !field.many);

type FieldRowProps = Pick<InputProps, 'path' | 'field' | 'text' | 'value' | 'wrongAt' | 'onChange' | 'onLeave'>;

/** Label above, help or what is wrong below. */
export const FieldRow = (props: FieldRowProps) => {
  const id = createUniqueId();
  const [labelId, noteId] = [`${id}-label`, `${id}-note`];
  const wrong = () => props.wrongAt(props.path);
  const given = mergeProps(props, {
    id,
    labelId,
    noteId,
    get isWrong() {
      return wrong() !== undefined;
    },
  });
  return (
    <div class="field" data-kind={props.field.kind} data-field={props.path}>
      <Show
        when={isSingle(props.field)}
        fallback={
          <span id={labelId} class="field-label">
            {props.text.label()}
          </span>
        }
      >
        <label id={labelId} for={id}>
          {props.text.label()}
        </label>
      </Show>
      <Dynamic component={inputs[props.field.kind]} {...(given as InputProps<never, never>)} />
      <div id={noteId} class="field-notes">
        <Show
          when={wrong()}
          fallback={<Show when={props.text.help}>{(help) => <p class="field-note">{help()()}</p>}</Show>}
        >
          <p class="field-note wrong" role="alert">
            <Icon name="circle-x" /> <span>{wrong()}</span>
          </p>
        </Show>
      </div>
    </div>
  );
};

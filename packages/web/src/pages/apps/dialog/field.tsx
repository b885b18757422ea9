import { createUniqueId, For, type JSX, Show } from 'solid-js';
import { Icon } from '../../../parts/icon.tsx';
import type { WrongsState } from './draft-state.ts';

type Ids = { id: string; noteId: string; isWrong: boolean };

type FieldProps = {
  label: string;
  path: string;
  wrongs: WrongsState;
  help?: JSX.Element;
  /** Not wrong, but worth a look. */
  warning?: string | undefined;
  children: (ids: Ids) => JSX.Element;
};

/** Label above; help, a warning, or what is wrong below. */
export const Field = (props: FieldProps) => {
  const id = createUniqueId();
  const noteId = `${id}-note`;
  const wrong = () => props.wrongs.at(props.path);
  const ids: Ids = {
    id,
    noteId,
    get isWrong() {
      return wrong() !== undefined;
    },
  };
  return (
    <div class="field" data-field={props.path}>
      <label for={id}>{props.label}</label>
      {props.children(ids)}
      <div id={noteId} class="field-notes">
        <Show when={wrong()} fallback={<Notes help={props.help} warning={props.warning} />}>
          <p class="field-note wrong" role="alert">
            <Icon name="circle-x" /> <span>{wrong()}</span>
          </p>
        </Show>
      </div>
    </div>
  );
};

const Notes = (props: Pick<FieldProps, 'help' | 'warning'>) => (
  <>
    <Show when={props.warning}>
      <p class="field-note warned">
        <Icon name="triangle-alert" /> <span>{props.warning}</span>
      </p>
    </Show>
    <Show when={props.help && !props.warning}>
      <div class="field-note">{props.help}</div>
    </Show>
  </>
);

type TextLineProps = Omit<FieldProps, 'children'> & {
  value: string;
  onInput: (text: string) => void;
  onLeave?: () => void;
  onPaste?: (event: ClipboardEvent) => void;
  kind?: 'text' | 'url' | 'number' | 'code';
  placeholder?: string;
  /** After the field: what the number counts. */
  unit?: string;
  isFirst?: boolean;
  /** Beside the field. */
  children?: JSX.Element;
};

/** One line of text. */
export const TextLine = (props: TextLineProps) => (
  <Field {...props}>
    {(ids) => (
      <div class="field-row">
        <div
          class="input"
          classList={{ wrong: ids.isWrong, short: props.kind === 'number', coded: props.kind === 'code' }}
        >
          <input
            id={ids.id}
            name={props.path}
            type="text"
            inputmode={modeOf(props.kind)}
            autocomplete="off"
            autocapitalize={props.kind === undefined ? 'sentences' : 'none'}
            spellcheck={false}
            placeholder={props.placeholder ?? ''}
            value={props.value}
            autofocus={props.isFirst ?? false}
            aria-invalid={ids.isWrong}
            aria-describedby={ids.noteId}
            onInput={(event) => {
              props.wrongs.touch(props.path);
              props.onInput(event.currentTarget.value);
            }}
            onPaste={(event) => props.onPaste?.(event)}
            onBlur={() => {
              props.onLeave?.();
              props.wrongs.leave(props.path);
            }}
          />
          <Show when={props.unit}>
            <span class="input-unit">{props.unit}</span>
          </Show>
        </div>
        {props.children}
      </div>
    )}
  </Field>
);

const modeOf = (kind: TextLineProps['kind']) => {
  if (kind === 'url') return 'url' as const;
  return kind === 'number' ? ('decimal' as const) : ('text' as const);
};

type ChoiceProps<T extends string> = Omit<FieldProps, 'children' | 'warning'> & {
  value: T;
  choices: readonly { value: T; label: string }[];
  onChoose: (value: T) => void;
};

/** One of a few, in a list that opens. */
export const ChoiceLine = <T extends string>(props: ChoiceProps<T>) => (
  <Field {...props}>
    {(ids) => (
      <select
        id={ids.id}
        class="select tall"
        aria-describedby={ids.noteId}
        onChange={(event) => {
          const chosen = props.choices.find(({ value }) => value === event.currentTarget.value);
          if (chosen) props.onChoose(chosen.value);
        }}
      >
        <For each={props.choices}>
          {(choice) => (
            <option value={choice.value} selected={choice.value === props.value}>
              {choice.label}
            </option>
          )}
        </For>
      </select>
    )}
  </Field>
);

import { feedIntervals } from '@amud/protocol/feeds.ts';
import { type Audience, sees } from '@amud/protocol/roles.ts';
import { createUniqueId, For, type JSX } from 'solid-js';
import { m } from '../../messages.ts';
import { duration } from '../../parts/format.ts';
import { useApp } from '../../state/app.ts';
import type { Feed, FeedInput } from '../../state/feeds.ts';
import { audiences, audienceWords } from '../audience-words.ts';

type FeedFormProps = {
  input: FeedInput;
  /** What there is already, for the categories. */
  feeds: readonly Feed[];
  /** What it calls itself. */
  title: string;
  onChange: (input: FeedInput) => void;
};

/** How a feed is called here, where it is, how often it is read, and who sees it. */
export const FeedForm = (props: FeedFormProps) => {
  const { session } = useApp();
  const listId = createUniqueId();
  const own = (): Audience => session.user()?.role ?? 'public';
  const change = (part: Partial<FeedInput>) => props.onChange({ ...props.input, ...part });
  const categories = () => [...new Set(props.feeds.map(({ category }) => category).filter(Boolean))].sort();
  return (
    <>
      <Field label={m.feeds_name()}>
        {(id) => (
          <TextInput
            id={id}
            value={props.input.name}
            most={80}
            hint={props.title}
            onInput={(name) => change({ name })}
          />
        )}
      </Field>
      <Field label={m.feeds_category()} note={m.feeds_category_help()}>
        {(id) => (
          <TextInput
            id={id}
            value={props.input.category}
            most={40}
            list={listId}
            onInput={(category) => change({ category })}
          />
        )}
      </Field>
      <datalist id={listId}>
        <For each={categories()}>{(category) => <option value={category} />}</For>
      </datalist>
      <div class="feeds-pair">
        <Field label={m.feeds_interval()}>
          {(id) => (
            <select
              id={id}
              class="select tall"
              value={props.input.everyMinutes}
              onChange={(event) =>
                change({ everyMinutes: Number(event.currentTarget.value) as FeedInput['everyMinutes'] })
              }
            >
              <For each={feedIntervals}>{(minutes) => <option value={minutes}>{duration(minutes * 60)}</option>}</For>
            </select>
          )}
        </Field>
        <Field label={m.feeds_visible()}>
          {(id) => (
            <select
              id={id}
              class="select tall"
              value={props.input.visibleTo}
              onChange={(event) => change({ visibleTo: event.currentTarget.value as Audience })}
            >
              <For each={audiences.filter((one) => sees(own(), one))}>
                {(one) => <option value={one}>{audienceWords(one)}</option>}
              </For>
            </select>
          )}
        </Field>
      </div>
    </>
  );
};

export const Field = (props: { label: string; note?: string; children: (id: string) => JSX.Element }) => {
  const id = createUniqueId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.children(id)}
      <p class="field-note">{props.note}</p>
    </div>
  );
};

type TextInputProps = {
  id: string;
  value: string;
  most: number;
  hint?: string;
  list?: string;
  type?: string;
  onInput: (text: string) => void;
};

export const TextInput = (props: TextInputProps) => (
  <div class="input">
    <input
      id={props.id}
      type={props.type ?? 'text'}
      value={props.value}
      maxlength={props.most}
      placeholder={props.hint}
      list={props.list}
      autocomplete="off"
      spellcheck={false}
      onInput={(event) => props.onInput(event.currentTarget.value)}
    />
  </div>
);

import { createUniqueId, Index, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { Icon } from '../../../parts/icon.tsx';
import type { CheckFieldsProps } from './check-line.tsx';
import type { HeaderDraft } from './draft.ts';

const MOST = 20;

/** Headers of the request. A value that is stored is never shown: it stays, is replaced, or goes with its header. */
export const HeaderFields = (props: CheckFieldsProps) => {
  const headers = () => props.state.draft.check.headers;
  const become = (next: HeaderDraft[]) => {
    props.wrongs.touch('check.headers');
    props.state.setCheck({ headers: next });
  };
  const change = (index: number, part: Partial<HeaderDraft>) =>
    become(headers().map((header, place) => (place === index ? { ...header, ...part } : { ...header })));
  return (
    <fieldset class="headers">
      <legend class="field-label">{m.apps_headers()}</legend>
      <p class="field-note">{m.apps_headers_help()}</p>
      <Index each={headers()}>
        {(header, index) => (
          <HeaderRow
            header={header()}
            index={index}
            wrongs={props.wrongs}
            onChange={(part) => change(index, part)}
            onRemove={() => become(headers().filter((_, place) => place !== index))}
          />
        )}
      </Index>
      <Show when={props.wrongs.at('check.headers')}>
        {(wrong) => (
          <p class="field-note wrong" role="alert">
            <Icon name="circle-x" /> <span>{wrong()}</span>
          </p>
        )}
      </Show>
      <Show when={headers().length < MOST}>
        <button
          type="button"
          class="button slim"
          onClick={() => become([...headers(), { name: '', value: '', isStored: false }])}
        >
          <Icon name="plus" /> {m.apps_header_add()}
        </button>
      </Show>
    </fieldset>
  );
};

type HeaderRowProps = Pick<CheckFieldsProps, 'wrongs'> & {
  header: HeaderDraft;
  index: number;
  onChange: (part: Partial<HeaderDraft>) => void;
  onRemove: () => void;
};

const HeaderRow = (props: HeaderRowProps) => {
  const noteId = createUniqueId();
  const path = (of: 'name' | 'value') => `check.headers.${props.index}.${of}`;
  const wrong = () => props.wrongs.at(path('name')) ?? props.wrongs.at(path('value'));
  return (
    <div class="header-row">
      <HeaderName {...props} path={path('name')} noteId={noteId} />
      <Show when={props.header.value !== null} fallback={<Stored onReplace={() => props.onChange({ value: '' })} />}>
        <HeaderValue {...props} path={path('value')} noteId={noteId} />
      </Show>
      <button
        type="button"
        class="icon-button"
        aria-label={m.apps_header_remove({ name: props.header.name })}
        onClick={() => props.onRemove()}
      >
        <Icon name="x" />
      </button>
      <div id={noteId} class="field-notes">
        <Show when={wrong()}>
          <p class="field-note wrong" role="alert">
            <Icon name="circle-x" /> <span>{wrong()}</span>
          </p>
        </Show>
      </div>
    </div>
  );
};

type PartProps = HeaderRowProps & { path: string; noteId: string };

const HeaderName = (props: PartProps) => (
  <div class="input coded" classList={{ wrong: props.wrongs.at(props.path) !== undefined }}>
    <input
      type="text"
      aria-label={m.apps_header_name()}
      placeholder="X-Api-Key"
      autocomplete="off"
      autocapitalize="none"
      spellcheck={false}
      // A stored value belongs to its name.
      readonly={props.header.isStored}
      value={props.header.name}
      aria-invalid={props.wrongs.at(props.path) !== undefined}
      aria-describedby={props.noteId}
      onInput={(event) => props.onChange({ name: event.currentTarget.value })}
      onBlur={() => props.wrongs.leave(props.path)}
    />
  </div>
);

const HeaderValue = (props: PartProps) => (
  <div class="input coded" classList={{ wrong: props.wrongs.at(props.path) !== undefined }}>
    <input
      type="password"
      aria-label={m.apps_header_value()}
      placeholder={m.apps_header_value()}
      autocomplete="new-password"
      spellcheck={false}
      value={props.header.value ?? ''}
      aria-invalid={props.wrongs.at(props.path) !== undefined}
      aria-describedby={props.noteId}
      onInput={(event) => {
        props.wrongs.touch(props.path);
        props.onChange({ value: event.currentTarget.value });
      }}
      onBlur={() => props.wrongs.leave(props.path)}
    />
    <Show when={props.header.isStored}>
      <button type="button" class="button quiet slim" onClick={() => props.onChange({ value: null })}>
        {m.apps_header_keep()}
      </button>
    </Show>
  </div>
);

const Stored = (props: { onReplace: () => void }) => (
  <div class="header-stored">
    <span class="dim">
      <Icon name="lock" /> {m.apps_header_set()}
    </span>
    <button type="button" class="button slim" onClick={() => props.onReplace()}>
      {m.apps_header_replace()}
    </button>
  </div>
);

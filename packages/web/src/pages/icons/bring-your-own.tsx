import { createSignal, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Icon } from '../../parts/icon.tsx';
import type { Picker } from './picker-state.ts';

const taken = 'image/png,image/jpeg,image/webp,image/gif,image/avif,image/svg+xml,image/x-icon,.ico,.svg';

/** A picture of one's own: a file, or whatever an address shows. */
export const BringYourOwn = (props: { picker: Picker; url: string }) => (
  <div class="icon-own">
    <FromAddress picker={props.picker} url={props.url} />
    <FromFile picker={props.picker} />
    <Show when={props.picker.fault()}>
      {(text) => (
        <p class="notice warn" role="alert">
          <Icon name="triangle-alert" /> <span>{text()}</span>
        </p>
      )}
    </Show>
  </div>
);

const FromAddress = (props: { picker: Picker; url: string }) => {
  const [url, setUrl] = createSignal(/^https?:/.test(props.url) ? props.url : '');
  const fetchIt = () => {
    if (url().trim() !== '') void props.picker.fetchFrom(url().trim());
  };
  return (
    <div class="field">
      <label for="icon-url">{m.icons_url()}</label>
      <div class="icon-url">
        <div class="input">
          <input
            id="icon-url"
            type="url"
            placeholder={m.icons_url_hint()}
            aria-describedby="icon-url-note"
            value={url()}
            onInput={(event) => setUrl(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              fetchIt();
            }}
          />
        </div>
        <button type="button" class="button" disabled={props.picker.busy() !== undefined} onClick={fetchIt}>
          <Icon name="download" /> {props.picker.busy() === 'fetching' ? m.icons_fetching() : m.icons_fetch()}
        </button>
      </div>
      <p id="icon-url-note" class="field-note">
        {m.icons_url_note()}
      </p>
    </div>
  );
};

const FromFile = (props: { picker: Picker }) => {
  let file: HTMLInputElement | undefined;
  return (
    <div class="icon-file">
      <input
        ref={file}
        type="file"
        accept={taken}
        hidden
        onChange={(event) => {
          props.picker.upload(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
      <button type="button" class="button" disabled={props.picker.busy() !== undefined} onClick={() => file?.click()}>
        <Icon name="image" /> {props.picker.busy() === 'uploading' ? m.icons_uploading() : m.icons_upload()}
      </button>
      <span class="dim small">{m.icons_upload_hint()}</span>
    </div>
  );
};

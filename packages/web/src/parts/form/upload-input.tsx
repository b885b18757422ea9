import { createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { useApp } from '../../state/app.ts';
import { Icon } from '../icon.tsx';
import type { InputProps, Of } from './input-props.ts';

const kinds = {
  picture: {
    types: ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif'],
    choose: m.widgets_form_picture_choose,
    remove: m.widgets_form_picture_remove,
    hint: m.widgets_form_picture_hint,
  },
  video: {
    types: ['video/mp4', 'video/webm'],
    choose: m.widgets_form_video_choose,
    remove: m.widgets_form_video_remove,
    hint: m.widgets_form_video_hint,
  },
};

/** A picture or film from this machine: chosen, dropped or pasted. The server checks it and keeps it. */
export const UploadInput = (props: InputProps<Of<'picture'> | Of<'video'>, string>) => {
  const { types, choose, remove, hint } = kinds[props.field.kind];
  const upload = createUpload(props);
  const { session } = useApp();
  let picker: HTMLInputElement | undefined;
  const words = () => {
    if (upload.isSending()) return m.widgets_form_picture_sending();
    return props.value === '' ? choose() : m.widgets_form_picture_replace();
  };
  return (
    <DropField {...props} types={types} isBusy={upload.isSending()} onFile={upload.send}>
      <input
        ref={picker}
        type="file"
        hidden
        accept={types.join(',')}
        onChange={(event) => void upload.send(event.currentTarget.files?.[0])}
      />
      <p class="picture-buttons">
        <button
          type="button"
          id={props.id}
          class="button slim"
          disabled={upload.isSending() || !session.mayEdit()}
          onClick={() => picker?.click()}
        >
          {words()}
        </button>
        <Show when={props.value !== ''}>
          <button type="button" class="button quiet slim" onClick={() => props.onChange('')}>
            {remove()}
          </button>
        </Show>
      </p>
      <p class="dim small">{session.mayEdit() ? hint() : m.settings_upload_forbidden()}</p>
      <Show when={upload.failure()}>
        {(failure) => (
          <p class="field-note wrong" role="alert">
            <Icon name="circle-x" /> <span>{failure()}</span>
          </p>
        )}
      </Show>
    </DropField>
  );
};

const createUpload = (props: InputProps<Of<'picture'> | Of<'video'>, string>) => {
  const { session, uploads } = useApp();
  const [isSending, setSending] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  const send = async (file: File | undefined) => {
    if (!file || isSending() || !session.mayEdit()) return;
    setSending(true);
    setFailure(undefined);
    const answer = await uploads.add(file);
    setSending(false);
    if (answer.ok) props.onChange(answer.value.upload.url);
    else setFailure(answer.fault.message);
  };
  return { isSending, failure, send };
};

type DropFieldProps = InputProps<Of<'picture'> | Of<'video'>, string> & {
  types: readonly string[];
  isBusy: boolean;
  onFile: (file: File | undefined) => void;
  children: JSX.Element;
};

/** What is there now, and a place to drop another one on. */
const DropField = (props: DropFieldProps) => {
  const [isOver, setOver] = createSignal(false);
  const take = (event: Event, data: DataTransfer | null) => {
    const file = [...(data?.files ?? [])].find(({ type }) => props.types.includes(type));
    if (file) event.preventDefault();
    props.onFile(file);
  };
  const paste = (event: ClipboardEvent) => take(event, event.clipboardData);
  // Wherever the focus is: nothing else on a form takes a file.
  onMount(() => document.addEventListener('paste', paste));
  onCleanup(() => document.removeEventListener('paste', paste));
  return (
    <fieldset
      class="picture-input"
      classList={{ over: isOver() }}
      aria-labelledby={props.labelId}
      aria-busy={props.isBusy}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        // Or the browser would leave the page for it.
        event.preventDefault();
        setOver(false);
        take(event, event.dataTransfer);
      }}
    >
      <Show when={props.value !== ''} fallback={<Icon name="image" large />}>
        <Show when={props.field.kind === 'video'} fallback={<img src={props.value} alt="" />}>
          <video src={props.value} muted />
        </Show>
      </Show>
      <div>{props.children}</div>
    </fieldset>
  );
};

import { createSignal, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { Failure } from '../../../parts/failure.tsx';
import { Icon } from '../../../parts/icon.tsx';
import type { Refusal } from '../../../state/exports.ts';

type BringFileProps = { refusal: Refusal | undefined; onFile: (file: Blob) => void };

/** A file dropped or chosen, or its text pasted. */
export const BringFile = (props: BringFileProps) => {
  const [isOver, setOver] = createSignal(false);
  const [isPasting, setPasting] = createSignal(false);
  const take = (files: FileList | null | undefined) => {
    const [file] = files ?? [];
    if (file) props.onFile(file);
  };
  return (
    <>
      <Failure fault={props.refusal} />
      <fieldset
        class="drop"
        classList={{ over: isOver() }}
        aria-label={m.data_import_choose()}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          // Or the browser would leave the page for it.
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer?.files);
        }}
      >
        <Icon name="upload" large />
        <p class="dim">{m.data_import_drop()}</p>
        <Ways isPasting={isPasting()} onPaste={() => setPasting(!isPasting())} onFiles={take} />
      </fieldset>
      <Show when={isPasting()}>
        <PasteText onFile={props.onFile} />
      </Show>
    </>
  );
};

type WaysProps = { isPasting: boolean; onPaste: () => void; onFiles: (files: FileList | null) => void };

const Ways = (props: WaysProps) => {
  let picker: HTMLInputElement | undefined;
  return (
    <p class="button-row">
      <input
        ref={picker}
        type="file"
        hidden
        accept=".yaml,.yml,.json"
        data-testid="import-file"
        onChange={(event) => props.onFiles(event.currentTarget.files)}
      />
      <button type="button" class="button" onClick={() => picker?.click()}>
        {m.data_import_choose()}
      </button>
      <button type="button" class="button quiet" aria-expanded={props.isPasting} onClick={() => props.onPaste()}>
        {m.data_import_paste()}
      </button>
    </p>
  );
};

const PasteText = (props: { onFile: (file: Blob) => void }) => {
  let area: HTMLTextAreaElement | undefined;
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        props.onFile(new Blob([area?.value ?? '']));
      }}
    >
      <textarea
        ref={(element) => {
          area = element;
          queueMicrotask(() => element.focus());
        }}
        class="file-text"
        rows="10"
        spellcheck={false}
        aria-label={m.data_import_text()}
        placeholder={m.data_import_text()}
      />
      <button type="submit" class="button primary">
        {m.data_import_read()}
      </button>
    </form>
  );
};

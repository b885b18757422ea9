import { createSignal, createUniqueId, For, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { Failure } from '../../../parts/failure.tsx';
import { list } from '../../../parts/format.ts';
import { Icon } from '../../../parts/icon.tsx';
import { Segments } from '../../../parts/segments.tsx';
import { useApp } from '../../../state/app.ts';
import type { ExportFormat, ExportOutput, Exports, Refusal } from '../../../state/exports.ts';
import { createPassphraseForm, NewPassphrase } from '../backup/new-passphrase.tsx';
import { saveAs } from './save-as.ts';

const createExporting = (exports: Exports, form: () => HTMLFormElement | undefined) => {
  const { address, toasts } = useApp();
  const [board, setBoard] = createSignal(address.parameter('board') ?? '');
  const [format, setFormat] = createSignal<ExportFormat>('yaml');
  const [pictures, setPictures] = createSignal(true);
  const [secrets, setSecrets] = createSignal(false);
  const [fault, setFault] = createSignal<Refusal>();
  const [busy, setBusy] = createSignal(false);
  const [made, setMade] = createSignal<ExportOutput>();
  const [shown, setShown] = createSignal<string>();
  const passphrase = createPassphraseForm(form);
  const make = async (): Promise<ExportOutput | undefined> => {
    const chosen = secrets() ? passphrase.read() : undefined;
    if (secrets() && chosen === undefined) return undefined;
    setFault(undefined);
    setShown(undefined);
    setBusy(true);
    const answer = await exports.make({
      ...{ format: format(), pictures: pictures() },
      ...(board() === '' ? {} : { board: board() }),
      ...(chosen === undefined ? {} : { passphrase: chosen }),
    });
    setBusy(false);
    setMade(answer.ok ? answer.value : undefined);
    if (answer.ok) return answer.value;
    if (!passphrase.take(answer.fault)) setFault(answer.fault);
    return undefined;
  };
  const download = async () => {
    const file = await make();
    if (file) saveAs(file.name, file.text);
  };
  const copy = async () => {
    const file = await make();
    if (!file) return;
    // Over plain HTTP the browser gives no clipboard: then it is shown, selected.
    const isCopied = await navigator.clipboard?.writeText(file.text).then(
      () => true,
      () => false,
    );
    if (isCopied) toasts.say(m.data_export_copied());
    else setShown(file.text);
  };
  const choices = { board, setBoard, format, setFormat, pictures, setPictures, secrets, setSecrets };
  return { ...choices, passphrase, fault, busy, made, shown, download, copy };
};

type Exporting = ReturnType<typeof createExporting>;

export const ExportCard = (props: { exports: Exports }) => {
  let form: HTMLFormElement | undefined;
  const exporting = createExporting(props.exports, () => form);
  return (
    <section class="card settings-card" aria-labelledby="export-title">
      <div>
        <h2 id="export-title">{m.data_export_title()}</h2>
        <p class="dim">{m.data_export_what()}</p>
      </div>
      <form
        class="fields"
        ref={form}
        method="post"
        novalidate
        onSubmit={(event) => {
          event.preventDefault();
          void exporting.download();
        }}
      >
        <Choices of={exporting} />
        <Failure fault={exporting.fault()} />
        <p class="button-row">
          <button type="submit" class="button primary" disabled={exporting.busy()}>
            <Icon name="download" /> {m.data_download()}
          </button>
          <button type="button" class="button" disabled={exporting.busy()} onClick={() => void exporting.copy()}>
            <Icon name="copy" /> {m.data_export_copy()}
          </button>
        </p>
        <Made of={exporting} />
      </form>
    </section>
  );
};

const Choices = (props: { of: Exporting }) => (
  <>
    <WhatToExport of={props.of} />
    <div class="field">
      <span class="field-label">{m.data_export_format()}</span>
      <Segments
        label={m.data_export_format()}
        choices={[
          { value: 'yaml', label: m.data_export_yaml() },
          { value: 'json', label: m.data_export_json() },
        ]}
        value={props.of.format()}
        onChoose={props.of.setFormat}
      />
    </div>
    <CheckLine
      label={m.data_export_pictures()}
      about={m.data_export_pictures_about()}
      isOn={props.of.pictures()}
      onChange={props.of.setPictures}
    />
    <CheckLine
      label={m.data_export_secrets()}
      about={m.data_export_secrets_about()}
      isOn={props.of.secrets()}
      onChange={props.of.setSecrets}
    />
    <Show when={props.of.secrets()}>
      <NewPassphrase form={props.of.passphrase} />
    </Show>
  </>
);

type CheckLineProps = { label: string; about: string; isOn: boolean; onChange: (isOn: boolean) => void };

const CheckLine = (props: CheckLineProps) => (
  <label class="check-line">
    <input type="checkbox" checked={props.isOn} onChange={(event) => props.onChange(event.currentTarget.checked)} />
    <span>
      {props.label}
      <span class="dim small">{props.about}</span>
    </span>
  </label>
);

const WhatToExport = (props: { of: Exporting }) => {
  const { boards } = useApp();
  const id = createUniqueId();
  return (
    <div class="field">
      <label for={id}>{m.data_export_of()}</label>
      <select id={id} class="select tall" onChange={(event) => props.of.setBoard(event.currentTarget.value)}>
        <option value="">{m.data_export_everything()}</option>
        <For each={boards.list()}>
          {(board) => (
            <option value={board.id} selected={board.id === props.of.board()}>
              {m.data_export_board({ name: board.name })}
            </option>
          )}
        </For>
      </select>
    </div>
  );
};

const Made = (props: { of: Exporting }) => (
  <>
    <Show when={props.of.made()?.withoutSecrets.length}>
      <p class="notice">
        <Icon name="lock" />
        <span>{m.data_export_left_out({ apps: list(props.of.made()?.withoutSecrets ?? []) })}</span>
      </p>
    </Show>
    <Show when={props.of.shown()}>
      {(text) => (
        <div class="field">
          <p class="dim">{m.data_export_copy_by_hand()}</p>
          <textarea
            class="file-text"
            rows="12"
            readonly
            aria-label={m.data_export_title()}
            ref={(element) => queueMicrotask(() => element.select())}
          >
            {text()}
          </textarea>
        </div>
      )}
    </Show>
  </>
);

import { type Fields, type ValuesOf, valuesOf } from '@amud/protocol/forms.ts';
import { type WidgetKind, widgets } from '@amud/protocol/widgets.ts';
import { createMemo, createSignal, onCleanup, onMount, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { FieldsForm, type FormTexts, focusFirstWrong, wrongsOf } from '../../parts/form.tsx';
import { formTexts, kindTexts } from './texts.ts';
import { WidgetView } from './widget.tsx';

type Settings = Record<string, unknown>;

type WidgetDialogProps = {
  widget: WidgetKind;
  settings: Settings;
  onSave: (settings: Settings) => void;
  onClose: () => void;
};

/**
 * The settings of a widget beside what they make of it. What was changed is saved in one step when the dialog closes, in
 * whatever way it does, so that undo takes back all of it.
 */
export const WidgetDialog = (props: WidgetDialogProps) => {
  // Of the kind that it was opened for; another one is another dialog.
  const { widget } = props;
  const fields: Fields = widgets[widget].fields;
  const draft = createDraft(fields, { ...valuesOf(fields), ...props.settings });
  const [strict, setStrict] = createSignal(false);
  let form: HTMLFormElement | undefined;
  const save = createSave(draft, props.onSave);
  const close = () => form?.closest('dialog')?.close();
  /** Whether something is still wrong, which is then shown. */
  const holdsBack = (): boolean => {
    if (!draft.isWrong()) return false;
    setStrict(true);
    queueMicrotask(() => focusFirstWrong(form));
    return true;
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!holdsBack()) close();
  };
  const ended = () => {
    save.once();
    props.onClose();
  };
  return (
    <Dialog
      wide
      title={m.widgets_dialog_title({ kind: kindTexts[widget].name() })}
      onEscape={holdsBack}
      onClose={ended}
    >
      <form ref={form} class="widget-form" novalidate onSubmit={submit}>
        <FieldsForm
          fields={fields}
          texts={formTexts[widget] as FormTexts<Fields>}
          values={draft.values() as ValuesOf<Fields>}
          strict={strict()}
          onChange={draft.change}
        />
        <Preview widget={widget} settings={draft.lastRight()} />
        <Actions
          isWrong={strict() && draft.isWrong()}
          isTouched={draft.isTouched()}
          onDiscard={() => {
            save.never();
            close();
          }}
        />
      </form>
    </Dialog>
  );
};

/** Saves when the dialog closes, and when the page goes while it is open. */
const createSave = (draft: Draft, onSave: (settings: Settings) => void) => {
  let isDone = false;
  const once = () => {
    if (!isDone && draft.isChanged()) onSave(draft.lastRight());
    isDone = true;
  };
  onMount(() => window.addEventListener('pagehide', once));
  onCleanup(() => window.removeEventListener('pagehide', once));
  return {
    once,
    never: () => {
      isDone = true;
    },
  };
};

const Actions = (props: { isWrong: boolean; isTouched: boolean; onDiscard: () => void }) => (
  <div class="actions">
    <p class="dim small" role="status">
      {props.isWrong ? m.widgets_dialog_wrong() : m.widgets_dialog_saves()}
    </p>
    <Show when={props.isTouched}>
      <button type="button" class="button quiet" onClick={() => props.onDiscard()}>
        {m.widgets_dialog_discard()}
      </button>
    </Show>
    <button type="submit" class="button primary">
      {m.widgets_dialog_done()}
    </button>
  </div>
);

type Draft = ReturnType<typeof createDraft>;

/** What is typed, and the last of it that was right: that is shown, and saved. */
const createDraft = (fields: Fields, before: Settings) => {
  const [values, setValues] = createSignal<Settings>(before);
  const isWrong = createMemo(() => Object.keys(wrongsOf(fields, values())).length > 0);
  const lastRight = createMemo<Settings>((last) => (isWrong() ? last : values()), before);
  const differs = (one: Settings) => JSON.stringify(one) !== JSON.stringify(before);
  return {
    values,
    isWrong,
    lastRight,
    isChanged: () => differs(lastRight()),
    isTouched: () => differs(values()),
    change: (next: Settings) => setValues(() => next),
  };
};

const Preview = (props: { widget: WidgetKind; settings: Settings }) => {
  const { w, h } = widgets[props.widget].size;
  return (
    <div class="widget-preview">
      <p class="dim small">{m.widgets_dialog_preview()}</p>
      <div class="widget-stage" style={{ '--w': w, '--h': h }}>
        <WidgetView kind={props.widget} settings={props.settings} source={{ from: 'settings' }} />
      </div>
    </div>
  );
};

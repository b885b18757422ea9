import { createSignal, onCleanup, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Failure } from '../../parts/failure.tsx';
import { focusFirstWrong } from '../../parts/form.tsx';
import { useApp } from '../../state/app.ts';
import { AboutFields } from './dialog/about-fields.tsx';
import { Basics } from './dialog/basics.tsx';
import { CheckFields } from './dialog/check-fields.tsx';
import { emptyCheck } from './dialog/draft.ts';
import { createDraftState, createWrongs } from './dialog/draft-state.ts';
import { FormActions } from './dialog/form-actions.tsx';
import { checkToRepeat, createRemoval, createSaving } from './dialog/saving.ts';
import { Several } from './dialog/several.tsx';
import { createTester } from './dialog/tester.ts';
import { UsedOn } from './dialog/used-on.tsx';

type AppDialogProps = {
  /** null: a new app. */
  appId: string | null;
  onClose: () => void;
  onSaved: (id: string) => void;
};

/** Makes an app, or changes one. What was typed is kept when it closes in any other way than by saving. */
export const AppDialog = (props: AppDialogProps) => {
  const { apps } = useApp();
  onCleanup(apps.watch());
  const [many, setMany] = createSignal<string>();
  return (
    <Show
      when={many()}
      fallback={<OneApp appId={props.appId} onClose={props.onClose} onSaved={props.onSaved} onMany={setMany} />}
      keyed
    >
      {(text) => <Several text={text} onClose={props.onClose} onSaved={props.onSaved} />}
    </Show>
  );
};

type OneAppProps = AppDialogProps & { onMany: (text: string) => void };

const OneApp = (props: OneAppProps) => {
  const form = createForm(props);
  const { state, wrongs, saving } = form;
  return (
    <Dialog kind="form" title={props.appId === null ? m.apps_dialog_add() : m.apps_dialog_edit()} onClose={form.ended}>
      <form ref={form.attach} class="app-form" novalidate onSubmit={form.submit}>
        <Failure fault={state.fault()} onRetry={() => void state.load()} />
        <Conflict form={form} />
        <Show when={state.ready()} fallback={<div class="form-waiting" aria-hidden="true" />}>
          <Show when={state.restored()}>
            <p class="notice">
              <span>{m.apps_draft_restored()}</span>
              <button type="button" class="button slim" onClick={() => void form.startOver()}>
                {m.apps_draft_discard()}
              </button>
            </p>
          </Show>
          <Basics
            appId={props.appId}
            state={state}
            wrongs={wrongs}
            tester={form.tester}
            onMany={(text) => {
              form.leaveQuietly();
              props.onMany(text);
            }}
          />
          <CheckFields state={state} wrongs={wrongs} />
          <AboutFields appId={props.appId} state={state} wrongs={wrongs} />
          <Show when={props.appId}>{(id) => <UsedOn appId={id()} />}</Show>
        </Show>
        <FormActions
          isNew={props.appId === null}
          busy={saving.busy()}
          ready={state.ready()}
          onAgain={() => void form.saveAndAgain()}
          onRemove={() => void form.remove()}
        />
      </form>
    </Dialog>
  );
};

/** Somebody else saved meanwhile: which of the two is it to be. */
const Conflict = (props: { form: Form }) => (
  <Show
    when={props.form.saving.fault()?.kind === 'conflict'}
    fallback={<Failure fault={props.form.saving.fault() ?? props.form.fault()} />}
  >
    <p class="notice warn" role="alert">
      <span>{m.apps_conflict()}</span>
      <span class="notice-acts">
        <button type="button" class="button slim" onClick={() => void props.form.startOver()}>
          {m.apps_conflict_theirs()}
        </button>
        <button type="button" class="button slim" onClick={() => void props.form.overwrite()}>
          {m.apps_conflict_mine()}
        </button>
      </span>
    </p>
  </Show>
);

type Form = ReturnType<typeof createForm>;

const createForm = (props: OneAppProps) => {
  const { apps, toasts } = useApp();
  const { appId } = props;
  const state = createDraftState(appId);
  const wrongs = createWrongs(state);
  const tester = createTester({ appId, state, wrongs });
  const remove = createRemoval();
  const [fault, setFault] = createSignal<Parameters<typeof Failure>[0]['fault']>();
  let element: HTMLFormElement | undefined;
  let isDone = false;
  const onWrong = () => queueMicrotask(() => openAndFocusWrong(element));
  const saving = createSaving({ appId, state, wrongs, onSaved: (id) => props.onSaved(id), onWrong });
  const close = () => {
    isDone = true;
    element?.closest('dialog')?.close();
  };
  const saveAndClose = async (revision?: number) => (await saving.save(revision)) && close();
  return {
    state,
    wrongs,
    tester,
    saving,
    fault,
    attach: (form: HTMLFormElement) => {
      element = form;
    },
    submit: (event: SubmitEvent) => {
      event.preventDefault();
      void saveAndClose(state.revision());
    },
    overwrite: () => saving.save(undefined).then((isSaved) => isSaved && close()),
    saveAndAgain: async () => {
      const check = { ...emptyCheck, ...checkToRepeat(state), headers: [] };
      if (!(await saving.save())) return;
      state.clear(check);
      wrongs.reset();
      tester.forget();
      element?.querySelector<HTMLElement>('input[name="name"]')?.focus();
    },
    startOver: async () => {
      state.forget();
      wrongs.reset();
      await state.load();
    },
    remove: async () => {
      if (appId === null) return;
      const refusal = await remove(appId, state.draft.name);
      setFault(refusal);
      if (refusal) return;
      state.forget();
      close();
    },
    leaveQuietly: () => {
      isDone = true;
      state.forget();
    },
    /** Closed by mistake, perhaps. */
    ended: () => {
      if (!isDone && state.keep())
        toasts.say(m.apps_draft_kept(), { label: m.apps_draft_open(), run: () => apps.shown.edit(appId) });
      props.onClose();
    },
  };
};

/** A field that is wrong may be in a part that is folded away. */
const openAndFocusWrong = (form: HTMLFormElement | undefined): void => {
  const wrong = form?.querySelector('[aria-invalid="true"]');
  const folded = wrong?.closest('details');
  if (folded) folded.open = true;
  focusFirstWrong(form);
};

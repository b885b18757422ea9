import type { Audience, BoardContent } from '@amud/protocol/boards.ts';
import { sees } from '@amud/protocol/roles.ts';
import { createUniqueId, For, onMount, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useApp } from '../../state/app.ts';
import { audiences, audienceWords } from '../audience-words.ts';
import { IconButton } from '../icons/icon-button.tsx';
import { type BoardDraft, createBoardDraft } from './board-draft.ts';
import { shownToAll } from './shown-to-all.ts';

type FormProps = {
  /** undefined: a new one. */
  boardId: string | undefined;
  onClose: () => void;
};

/** Name, icon and who sees it: of a new board, or of one that is there. */
export const BoardForm = (props: FormProps) => {
  const draft = createBoardDraft(props.boardId);
  let form: HTMLFormElement | undefined;
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (await draft.save()) form?.closest('dialog')?.close();
    else form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  };
  return (
    <Dialog
      kind="form"
      title={props.boardId === undefined ? m.board_new() : m.board_settings()}
      onClose={props.onClose}
    >
      <form ref={form} class="app-form" novalidate onSubmit={(event) => void submit(event)}>
        <Failure fault={draft.fault()} />
        <NameAndIcon draft={draft} />
        <Show when={props.boardId === undefined}>
          <Beginning draft={draft} />
        </Show>
        <WhoSees draft={draft} />
        <div class="actions detail-actions">
          <button type="button" class="button" onClick={() => form?.closest('dialog')?.close()}>
            {m.shell_cancel()}
          </button>
          <button type="submit" class="button primary" disabled={draft.busy()}>
            {props.boardId === undefined ? m.board_new_make() : m.board_settings_save()}
          </button>
        </div>
      </form>
    </Dialog>
  );
};

const NameAndIcon = (props: { draft: BoardDraft }) => {
  const id = createUniqueId();
  let field: HTMLInputElement | undefined;
  const { draft } = props;
  onMount(() => field?.focus());
  return (
    <div class="field">
      <label for={id}>{m.board_name()}</label>
      <div class="board-form-name">
        <IconChoice draft={draft} />
        <div class="input" classList={{ wrong: draft.wrong() !== undefined }}>
          <input
            id={id}
            ref={field}
            type="text"
            maxlength="60"
            autocomplete="off"
            value={draft.name()}
            aria-invalid={draft.wrong() !== undefined}
            aria-describedby={`${id}-note`}
            onInput={(event) => draft.setName(event.currentTarget.value)}
          />
        </div>
      </div>
      <div id={`${id}-note`} class="field-notes">
        <Show when={draft.wrong()}>
          <p class="field-note wrong" role="alert">
            <Icon name="circle-x" /> <span>{draft.wrong()}</span>
          </p>
        </Show>
      </div>
    </div>
  );
};

const IconChoice = (props: { draft: BoardDraft }) => (
  <IconButton
    class="board-form-icon"
    label={m.board_icon_choose()}
    icon={props.draft.icon()}
    name={props.draft.name() || '?'}
    size={24}
    onChoose={props.draft.setIcon}
  />
);

/** Empty, or as another one is. */
const Beginning = (props: { draft: BoardDraft }) => {
  const { boards } = useApp();
  const id = createUniqueId();
  return (
    <Show when={boards.list().length > 0}>
      <div class="field">
        <label for={id}>{m.board_new_begin()}</label>
        <select
          id={id}
          class="select board-form-select"
          onChange={(event) => props.draft.setCopyOf(event.currentTarget.value)}
        >
          <option value="">{m.board_new_empty()}</option>
          <For each={boards.list()}>
            {(board) => <option value={board.id}>{m.board_new_copy({ name: board.name })}</option>}
          </For>
        </select>
      </div>
    </Show>
  );
};

/** A door to everyone is an admin's to open. */
const WhoSees = (props: { draft: BoardDraft }) => {
  const { session } = useApp();
  const name = createUniqueId();
  const own = () => session.user()?.role ?? 'guest';
  const mayChoose = (one: Audience) => sees(own(), one) && (one !== 'public' || own() === 'admin');
  return (
    <fieldset class="choices">
      <legend>{m.board_access()}</legend>
      <For each={audiences.filter((one) => mayChoose(one) || one === props.draft.access())}>
        {(one) => (
          <label>
            <input
              type="radio"
              name={name}
              checked={one === props.draft.access()}
              disabled={!mayChoose(one)}
              onChange={() => props.draft.setAccess(one)}
            />
            <span>{audienceWords(one)}</span>
          </label>
        )}
      </For>
      <Show when={props.draft.access() === 'public'}>
        <PublicWarning content={props.draft.content()} />
      </Show>
    </fieldset>
  );
};

/** What anyone at all would see. */
const PublicWarning = (props: { content: BoardContent | undefined }) => {
  const counts = () => (props.content ? shownToAll(props.content) : undefined);
  return (
    <p class="notice warn board-public" role="status">
      <Icon name="triangle-alert" />
      <span>
        {m.board_public_warning()}
        <Show when={counts()}>
          {(known) => (
            <>
              {' '}
              {m.board_public_shown({ count: known().shown })}
              <Show when={known().hidden > 0}> {m.board_public_hidden({ count: known().hidden })}</Show>
            </>
          )}
        </Show>
      </span>
    </p>
  );
};

import { createSignal, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Icon } from '../../parts/icon.tsx';
import { Menu } from '../../parts/menu.tsx';
import { Segments } from '../../parts/segments.tsx';
import { setBoard } from '../../state/arranging/section-changes.ts';
import { boardDialogs } from '../board/load.ts';
import { IconButton } from '../icons/icon-button.tsx';
import type { Adding } from './adding.tsx';
import type { Edit } from './edit.ts';
import { NameField } from './name-field.tsx';
import { PhoneReset } from './phone-reset.tsx';
import { stepWords } from './step-words.ts';

type BarProps = { edit: Edit; adding: Adding };

/** In place of the head of the board: its name, whether all is saved, and what can be done. */
export const EditBar = (props: BarProps) => (
  <header class="board-head edit-bar">
    <div class="board-title">
      <BoardIcon edit={props.edit} />
      <h1 class="unseen" tabindex="-1">
        {m.board_edit_title({ name: props.edit.content().name })}
      </h1>
      <NameField
        class="board-name"
        label={m.board_name()}
        value={props.edit.content().name}
        required
        onChange={(name) => props.edit.act('name', name, setBoard({ name }))}
      />
      <Saved edit={props.edit} />
    </div>
    <div class="board-tools">
      <Steps edit={props.edit} />
      <AddMenu adding={props.adding} />
      <Show when={!props.edit.isOnPhone()}>
        <Screens edit={props.edit} />
      </Show>
      <BoardSettings boardId={props.edit.board.boardId} />
      <button type="button" class="button primary edit-done" onClick={() => props.edit.done()}>
        {m.board_edit_done()}
      </button>
    </div>
  </header>
);

/** Which of the two is arranged. */
const Screens = (props: { edit: Edit }) => (
  <>
    <Segments
      slim
      label={m.board_edit_screen()}
      choices={[
        { value: 'desktop', label: m.board_edit_desktop(), icon: 'monitor' },
        { value: 'phone', label: m.board_edit_phone(), icon: 'smartphone' },
      ]}
      value={props.edit.screen()}
      onChoose={props.edit.setScreen}
    />
    <PhoneReset edit={props.edit} />
  </>
);

const BoardIcon = (props: { edit: Edit }) => (
  <IconButton
    class="board-icon"
    label={m.board_icon_choose()}
    icon={props.edit.content().icon}
    name={props.edit.content().name}
    size={24}
    onChoose={(icon) => props.edit.act('icon', props.edit.content().name, setBoard({ icon }))}
  />
);

/** Who sees it; on a phone also the name, which has no room in the bar. */
const BoardSettings = (props: { boardId: string }) => {
  const [shown, setShown] = createSignal(false);
  return (
    <>
      <button
        type="button"
        class="icon-button"
        title={m.board_settings()}
        aria-label={m.board_settings()}
        onClick={() => setShown(true)}
      >
        <Icon name="settings" large />
      </button>
      <Show when={shown()}>
        <boardDialogs.Part
          shown={{ kind: 'settings', boardId: props.boardId }}
          onShow={() => {}}
          onClose={() => setShown(false)}
          onLost={() => setShown(false)}
        />
      </Show>
    </>
  );
};

/** One word, in one place; what stays unsaved says why and what can be done about it. */
const Saved = (props: { edit: Edit }) => {
  const status = () => props.edit.saving.status();
  const reason = () => {
    const now = status();
    return 'message' in now ? now.message : '';
  };
  const words = () =>
    ({
      saved: m.board_edit_saved,
      saving: m.board_edit_saving,
      waiting: m.board_edit_waiting,
      refused: m.board_edit_refused,
    })[status().state]();
  return (
    <div class="edit-saved" data-state={status().state} role="status" data-testid="edit-saved">
      <Show when={status().state === 'saved'} fallback={<span class="edit-dot" aria-hidden="true" />}>
        <Icon name="check" />
      </Show>
      <span class="clip" title={reason()}>
        {words()}
        <Show when={reason() !== ''}>
          <span class="edit-reason"> · {reason()}</span>
        </Show>
      </span>
      <Show when={reason() !== ''}>
        <button type="button" class="button slim" onClick={() => props.edit.saving.retry()}>
          {m.board_edit_retry()}
        </button>
      </Show>
      <Show when={status().state === 'refused'}>
        <button type="button" class="button slim" onClick={() => props.edit.saving.giveUp()}>
          {m.board_edit_discard()}
        </button>
      </Show>
    </div>
  );
};

const Steps = (props: { edit: Edit }) => {
  const { board, saving } = props.edit;
  const canUndo = () => saving.pending() > 0 || (board.base()?.undo ?? null) !== null;
  const canRedo = () => saving.again() !== null;
  const undoWords = () => {
    const step = saving.newest() ?? board.base()?.undo;
    return step ? m.board_edit_undo_step({ step: stepWords(step) }) : m.board_edit_undo();
  };
  const redoWords = () => {
    const step = saving.again();
    return step ? m.board_edit_redo_step({ step: stepWords(step) }) : m.board_edit_redo();
  };
  return (
    <>
      <button
        type="button"
        class="icon-button"
        title={undoWords()}
        aria-label={undoWords()}
        aria-keyshortcuts="Control+Z"
        disabled={!canUndo()}
        onClick={() => props.edit.cross('undo')}
      >
        <Icon name="undo-2" large />
      </button>
      <button
        type="button"
        class="icon-button"
        title={redoWords()}
        aria-label={redoWords()}
        aria-keyshortcuts="Control+Shift+Z"
        disabled={!canRedo()}
        onClick={() => props.edit.cross('redo')}
      >
        <Icon name="redo-2" large />
      </button>
    </>
  );
};

const AddMenu = (props: { adding: Adding }) => (
  <Menu
    align="end"
    class="button edit-add"
    hint={m.board_add()}
    label={
      <>
        <Icon name="plus" /> <span class="edit-add-word">{m.board_add()}</span>
      </>
    }
  >
    <div class="menu-list">
      <button type="button" class="menu-item" onClick={() => props.adding.open('apps')}>
        <Icon name="app-window" /> {m.board_add_apps()}
      </button>
      <button type="button" class="menu-item" onClick={() => props.adding.open('widgets')}>
        <Icon name="layout-grid" /> {m.board_add_widget()}
      </button>
      <button type="button" class="menu-item" onClick={() => props.adding.section()}>
        <Icon name="panel-left" /> {m.board_add_section()}
      </button>
    </div>
  </Menu>
);

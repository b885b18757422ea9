import { createSignal, createUniqueId, For } from 'solid-js';
import { m } from '../../messages.ts';
import { AppIcon } from '../../parts/app-icon.tsx';
import { CopyText } from '../../parts/copy-text.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { useApp } from '../../state/app.ts';
import { kioskAddress, kioskSeconds } from '../kiosk/kiosk-address.ts';

/** Boards in turn on a screen on the wall: which, how long each, and the address that says so. */
export const KioskDialog = (props: { onClose: () => void }) => {
  const { boards, address } = useApp();
  const id = createUniqueId();
  const [chosen, setChosen] = createSignal(boards.list().map((board) => board.id));
  const [seconds, setSeconds] = createSignal<number>(kioskSeconds.preset);
  const path = () =>
    kioskAddress(
      boards
        .list()
        .map((one) => one.id)
        .filter((one) => chosen().includes(one)),
      seconds(),
    );
  const toggle = (boardId: string) =>
    setChosen((ids) => (ids.includes(boardId) ? ids.filter((one) => one !== boardId) : [...ids, boardId]));
  return (
    <Dialog
      kind="form"
      title={m.board_kiosk()}
      note={<p class="dim small">{m.board_kiosk_help()}</p>}
      onClose={props.onClose}
    >
      <form
        class="app-form"
        onSubmit={(event) => {
          event.preventDefault();
          address.go(path());
        }}
      >
        <Choices chosen={chosen()} onToggle={toggle} />
        <div class="field">
          <label for={id}>{m.board_kiosk_seconds()}</label>
          <div class="input short">
            <input
              id={id}
              type="number"
              min={kioskSeconds.least}
              max={kioskSeconds.most}
              value={seconds()}
              onInput={(event) => setSeconds(Number(event.currentTarget.value))}
            />
          </div>
        </div>
        <CopyText label={m.board_kiosk_address()} text={`${location.origin}${path()}`} />
        <div class="actions detail-actions">
          <button type="submit" class="button primary" disabled={chosen().length === 0}>
            {m.board_kiosk_show()}
          </button>
        </div>
      </form>
    </Dialog>
  );
};

const Choices = (props: { chosen: string[]; onToggle: (boardId: string) => void }) => {
  const { boards } = useApp();
  return (
    <fieldset class="choices carry-boards">
      <legend>{m.board_kiosk_boards()}</legend>
      <For each={boards.list()}>
        {(board) => (
          <label>
            <input
              type="checkbox"
              checked={props.chosen.includes(board.id)}
              onChange={() => props.onToggle(board.id)}
            />
            <AppIcon icon={board.icon} name={board.name} size={20} />
            <span class="clip">{board.name}</span>
          </label>
        )}
      </For>
    </fieldset>
  );
};

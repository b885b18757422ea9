import { createSignal, createUniqueId, For } from 'solid-js';
import { m } from '../../messages.ts';
import { AppIcon } from '../../parts/app-icon.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Failure } from '../../parts/failure.tsx';
import { carryTo } from './carry-to.ts';
import type { Edit } from './edit.ts';

/** Cards to another board: they move there, or are copied. */
export const CarryDialog = (props: { edit: Edit; ids: string[]; onClose: () => void }) => {
  const { edit, ids } = props;
  const others = () => edit.app.boards.list().filter(({ id }) => id !== edit.board.boardId);
  const [target, setTarget] = createSignal(others()[0]?.id ?? '');
  const [fault, setFault] = createSignal<Parameters<typeof Failure>[0]['fault']>();
  const [busy, setBusy] = createSignal(false);
  const name = createUniqueId();
  let form: HTMLFormElement | undefined;
  const carry = async (how: 'move' | 'copy') => {
    const to = others().find(({ id }) => id === target());
    if (!to || busy()) return;
    const names = edit.namesOf(ids);
    setBusy(true);
    const refusal = await carryTo(edit, ids, to.id, how);
    setBusy(false);
    setFault(refusal);
    if (refusal) return;
    form?.closest('dialog')?.close();
    const words = how === 'move' ? m.board_carry_moved : m.board_carry_copied;
    edit.app.toasts.say(words({ name: names, board: to.name }), {
      label: m.board_carry_go(),
      run: () => edit.app.address.go(`/boards/${to.id}`),
    });
  };
  return (
    <Dialog title={m.board_carry_title({ name: edit.namesOf(ids) })} onClose={props.onClose}>
      <form
        ref={form}
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void carry('move');
        }}
      >
        <Failure fault={fault()} />
        <fieldset class="choices carry-boards">
          <legend class="unseen">{m.board_boards()}</legend>
          <For each={others()}>
            {(board) => (
              <label>
                <input type="radio" name={name} checked={board.id === target()} onChange={() => setTarget(board.id)} />
                <AppIcon icon={board.icon} name={board.name} size={20} />
                <span class="clip">{board.name}</span>
              </label>
            )}
          </For>
        </fieldset>
        <div class="actions">
          <button type="button" class="button" disabled={busy()} onClick={() => void carry('copy')}>
            {m.board_carry_copy()}
          </button>
          <button type="submit" class="button primary" disabled={busy()}>
            {m.board_carry_move()}
          </button>
        </div>
      </form>
    </Dialog>
  );
};

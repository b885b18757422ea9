import { m } from '../../../messages.ts';
import { Dialog } from '../../../parts/dialog.tsx';
import { list } from '../../../parts/format.ts';
import { useApp } from '../../../state/app.ts';
import type { ListState } from './list-state.ts';

type RemoveDialogProps = { state: ListState; onRemove: () => Promise<void>; onClose: () => void };

/** Says where they are used before they go. */
export const RemoveDialog = (props: RemoveDialogProps) => {
  const { boards } = useApp();
  let form: HTMLFormElement | undefined;
  const used = () => {
    const ids = new Set(props.state.chosen().flatMap((id) => props.state.use(id)?.boards ?? []));
    return [...ids].map((id) => boards.get(id)?.name ?? id);
  };
  const names = () => props.state.chosen().map((id) => props.state.app(id)?.name ?? '');
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    form?.closest('dialog')?.close();
    await props.onRemove();
  };
  return (
    <Dialog title={m.apps_list_remove_title({ count: names().length })} onClose={props.onClose}>
      <form ref={form} class="form" onSubmit={(event) => void submit(event)}>
        <p class="remove-names">
          <strong>{list(names())}</strong>
        </p>
        <p>{used().length > 0 ? m.apps_list_remove_used({ boards: list(used()) }) : m.apps_list_remove_unused()}</p>
        <div class="actions">
          <button type="button" class="button" onClick={() => form?.closest('dialog')?.close()}>
            {m.apps_cancel()}
          </button>
          <button type="submit" class="button danger">
            {m.apps_remove()}
          </button>
        </div>
      </form>
    </Dialog>
  );
};

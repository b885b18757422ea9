import { createEffect, For } from 'solid-js';
import { m } from '../../messages.ts';

const keys: { keys: string[]; does: string }[] = [
  { keys: ['g', 'h'], does: m.shell_keys_home() },
  { keys: ['g', 'n'], does: m.shell_keys_nodes() },
  { keys: ['g', 'f'], does: m.shell_keys_feeds() },
  { keys: ['g', 's'], does: m.shell_keys_settings() },
  { keys: ['g', 'u'], does: m.shell_keys_users() },
  { keys: ['g', 'a'], does: m.shell_keys_audit() },
  { keys: ['j', 'k'], does: m.shell_keys_step() },
  { keys: ['Enter'], does: m.shell_keys_open() },
  { keys: ['/'], does: m.shell_keys_search() },
  { keys: ['f'], does: m.shell_keys_filter() },
  { keys: ['Esc'], does: m.shell_keys_back() },
  { keys: ['?'], does: m.shell_keys_help() },
];

export const KeysDialog = (props: { open: boolean; onClose: () => void }) => {
  let dialog: HTMLDialogElement | undefined;
  createEffect(() => {
    if (props.open) dialog?.showModal();
  });
  return (
    <dialog ref={dialog} aria-labelledby="keys-title" onClose={() => props.onClose()}>
      <h2 id="keys-title">{m.shell_keys()}</h2>
      <dl class="keys">
        <For each={keys}>
          {(row) => (
            <>
              <dt>
                <For each={row.keys}>{(key) => <kbd>{key}</kbd>}</For>
              </dt>
              <dd>{row.does}</dd>
            </>
          )}
        </For>
      </dl>
      <form method="dialog" class="actions">
        <button type="submit" class="button">
          {m.shell_close()}
        </button>
      </form>
    </dialog>
  );
};

import { For } from 'solid-js';
import { m } from '../../messages.ts';
import { Dialog } from '../../parts/dialog.tsx';

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

export const KeysDialog = (props: { onClose: () => void }) => (
  <Dialog title={m.shell_keys()} onClose={() => props.onClose()}>
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
  </Dialog>
);

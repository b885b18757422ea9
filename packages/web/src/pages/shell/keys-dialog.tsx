import { createEffect, For } from 'solid-js';

const keys: { keys: string[]; does: string }[] = [
  { keys: ['g', 'n'], does: 'Go to Nodes' },
  { keys: ['g', 's'], does: 'Go to Settings' },
  { keys: ['g', 'u'], does: 'Go to Users' },
  { keys: ['g', 'a'], does: 'Go to the Audit log' },
  { keys: ['j', 'k'], does: 'Next and previous node' },
  { keys: ['Enter'], does: 'Open the node' },
  { keys: ['/'], does: 'Filter the nodes' },
  { keys: ['Esc'], does: 'Back to all nodes' },
  { keys: ['?'], does: 'These keys' },
];

export const KeysDialog = (props: { open: boolean; onClose: () => void }) => {
  let dialog: HTMLDialogElement | undefined;
  createEffect(() => {
    if (props.open) dialog?.showModal();
  });
  return (
    <dialog ref={dialog} aria-labelledby="keys-title" onClose={() => props.onClose()}>
      <h2 id="keys-title">Keys</h2>
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
          Close
        </button>
      </form>
    </dialog>
  );
};

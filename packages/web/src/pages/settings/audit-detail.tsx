import { For, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { exactTime } from '../../parts/format.ts';
import type { AuditEntry } from '../../state/admin.ts';
import { happened, resultLabels, who } from './audit-words.ts';

/** Everything that is kept of one entry. */
export const AuditDetail = (props: { entry: AuditEntry; onClose: () => void }) => {
  const facts = (): [string, string][] => [
    [m.account_audit_time(), exactTime(props.entry.at)],
    [m.account_audit_user(), props.entry.username ?? m.account_audit_nobody()],
    [m.account_audit_action(), props.entry.action],
    [m.account_audit_on(), props.entry.target ?? '–'],
    [m.account_audit_from(), props.entry.address],
    [m.account_audit_result(), resultLabels[props.entry.result]],
    ...Object.entries(props.entry.detail).map(([name, value]): [string, string] => [name, String(value)]),
    [m.account_audit_entry(), String(props.entry.id)],
  ];
  return (
    <Dialog title={happened(props.entry, who(props.entry))} onClose={props.onClose}>
      <dl class="detail">
        <For each={facts()}>
          {([name, value]) => (
            <>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </>
          )}
        </For>
        <dt>{m.account_audit_hash()}</dt>
        <dd class="code small">{props.entry.hash}</dd>
      </dl>
      <Show when={props.entry.detail['unrecordedBefore']}>
        {(count) => <p class="dim small">{m.account_audit_unrecorded({ count: Number(count()) })}</p>}
      </Show>
      <form method="dialog" class="actions">
        <button type="submit" class="button">
          {m.shell_close()}
        </button>
      </form>
    </Dialog>
  );
};

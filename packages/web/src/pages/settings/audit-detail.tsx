import { For, Show } from 'solid-js';
import { Dialog } from '../../parts/dialog.tsx';
import { exactTime } from '../../parts/format.ts';
import type { AuditEntry } from '../../state/admin.ts';
import { whatHappened, who } from './audit-words.ts';

/** Everything that is kept of one entry. */
export const AuditDetail = (props: { entry: AuditEntry; onClose: () => void }) => {
  const facts = (): [string, string][] => [
    ['Time', exactTime(props.entry.at)],
    ['User', props.entry.username ?? 'nobody known'],
    ['Action', props.entry.action],
    ['On', props.entry.target ?? '–'],
    ['From', props.entry.address],
    ['Result', props.entry.result],
    ...Object.entries(props.entry.detail).map(([name, value]): [string, string] => [name, String(value)]),
    ['Entry', String(props.entry.id)],
  ];
  return (
    <Dialog title={`${who(props.entry)} ${whatHappened(props.entry)}`} onClose={props.onClose}>
      <dl class="detail">
        <For each={facts()}>
          {([name, value]) => (
            <>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </>
          )}
        </For>
        <dt>Hash</dt>
        <dd class="code small">{props.entry.hash}</dd>
      </dl>
      <Show when={props.entry.detail['unrecordedBefore']}>
        {(count) => (
          <p class="dim small">
            Before it, {String(count())} more tries were refused within a minute and only counted.
          </p>
        )}
      </Show>
      <form method="dialog" class="actions">
        <button type="submit" class="button">
          Close
        </button>
      </form>
    </Dialog>
  );
};

import { For, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Icon } from '../../parts/icon.tsx';
import { Segments } from '../../parts/segments.tsx';
import type { AuditState } from './audit-state.ts';
import { actionLabel, resultLabels } from './audit-words.ts';

type ResultWish = 'all' | 'done' | 'refused' | 'failed';

const results: { value: ResultWish; label: string }[] = [
  { value: 'all', label: m.account_audit_results() },
  { value: 'done', label: resultLabels.done },
  { value: 'refused', label: resultLabels.refused },
  { value: 'failed', label: resultLabels.failed },
];

const DAY_MS = 24 * 3_600_000;
/** The start of a day of the calendar here, or nothing. */
const startOf = (day: string): number | undefined => (day === '' ? undefined : new Date(`${day}T00:00`).getTime());

export const AuditFilters = (props: { state: AuditState }) => (
  <search class="audit-filters">
    <div class="input slim">
      <Icon name="search" />
      <input
        type="search"
        aria-label={m.account_audit_search()}
        placeholder={m.account_audit_search_hint()}
        maxlength="100"
        value={props.state.filter().text ?? ''}
        onInput={(event) => props.state.narrow({ text: event.currentTarget.value })}
      />
    </div>
    <select
      class="select tall"
      aria-label={m.account_audit_action()}
      value={props.state.filter().action ?? ''}
      onChange={(event) => props.state.narrow({ action: event.currentTarget.value || undefined })}
    >
      <option value="">{m.account_audit_everything()}</option>
      <For each={props.state.actions()}>{(action) => <option value={action}>{actionLabel(action)}</option>}</For>
    </select>
    <Segments
      label={m.account_audit_result()}
      choices={results}
      value={props.state.filter().result ?? 'all'}
      onChoose={(wish) => props.state.narrow({ result: wish === 'all' ? undefined : wish })}
    />
    <Days state={props.state} />
    <Show when={props.state.isNarrowed()}>
      <button type="button" class="button quiet" onClick={props.state.clear}>
        {m.account_audit_clear()}
      </button>
    </Show>
  </search>
);

const Days = (props: { state: AuditState }) => (
  <div class="days">
    <label>
      {m.account_audit_from()}{' '}
      <input
        class="select tall"
        type="date"
        onChange={(event) => props.state.narrow({ from: startOf(event.currentTarget.value) })}
      />
    </label>
    <label>
      {m.account_audit_to()}{' '}
      <input
        class="select tall"
        type="date"
        onChange={(event) => {
          const start = startOf(event.currentTarget.value);
          props.state.narrow({ to: start === undefined ? undefined : start + DAY_MS - 1 });
        }}
      />
    </label>
  </div>
);

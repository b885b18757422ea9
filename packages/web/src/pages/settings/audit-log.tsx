import { createSignal, For, Match, Show, Switch } from 'solid-js';
import { m } from '../../messages.ts';
import { Failure } from '../../parts/failure.tsx';
import { ago, exactTime } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { part, Sentence } from '../../parts/sentence.tsx';
import type { AuditEntry, AuditVerdict, Refusal } from '../../state/admin.ts';
import { useApp } from '../../state/app.ts';
import { said } from '../../state/server-words.ts';
import { useTitle } from '../title.ts';
import { AuditDetail } from './audit-detail.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { createAuditState } from './audit-state.ts';
import { happened, who, whyNot } from './audit-words.ts';

export const AuditLog = () => {
  useTitle(() => m.account_audit());
  const { admin } = useApp();
  const state = createAuditState();
  const [shown, setShown] = createSignal<AuditEntry>();
  return (
    <>
      <div class="page-head">
        <div>
          <h1 tabindex="-1">{m.account_audit()}</h1>
          <p>{m.account_audit_about()}</p>
        </div>
        <div class="page-tools">
          <For each={['csv', 'json'] as const}>
            {(format) => (
              <a class="button" href={admin.audit.exportPath(state.filter(), format)} download="">
                <Icon name="download" /> {format.toUpperCase()}
              </a>
            )}
          </For>
        </div>
      </div>
      <Chain />
      <AuditFilters state={state} />
      <Failure fault={state.fault()} onRetry={state.reload} />
      <Show
        when={state.entries()}
        fallback={
          <Show when={state.busy()}>
            <p class="dim">{m.shell_looking()}</p>
          </Show>
        }
      >
        {(entries) => (
          <section class="card" aria-label={m.account_audit_entries()} aria-busy={state.busy()}>
            <Show
              when={entries().length > 0}
              fallback={<Nothing narrowed={state.isNarrowed()} onClear={state.clear} />}
            >
              <ol class="audit">
                <For each={entries()}>{(entry) => <EntryRow entry={entry} onShow={() => setShown(entry)} />}</For>
              </ol>
              <Show when={state.hasOlder()}>
                <button type="button" class="button" disabled={state.busy()} onClick={state.older}>
                  {state.busy() ? m.shell_looking() : m.account_audit_older()}
                </button>
              </Show>
            </Show>
          </section>
        )}
      </Show>
      <Show when={shown()} keyed>
        {(entry) => <AuditDetail entry={entry} onClose={() => setShown(undefined)} />}
      </Show>
    </>
  );
};

const Nothing = (props: { narrowed: boolean; onClear: () => void }) => (
  <Show when={props.narrowed} fallback={<p class="dim">{m.account_audit_nothing()}</p>}>
    <p class="dim">{m.account_audit_no_match()}</p>
    <button type="button" class="button slim" onClick={() => props.onClear()}>
      {m.account_audit_all()}
    </button>
  </Show>
);

const EntryRow = (props: { entry: AuditEntry; onShow: () => void }) => {
  const { now } = useApp();
  return (
    <li data-result={props.entry.result}>
      <button type="button" onClick={() => props.onShow()}>
        <Icon name={props.entry.result === 'done' ? 'check' : 'circle-x'} />
        <span class="audit-words">
          <span>
            <Sentence text={happened(props.entry, part(0))} parts={[<strong>{who(props.entry)}</strong>]} />
          </span>
          <Show when={whyNot(props.entry)}>{(reason) => <span class="tag warn">{reason()}</span>}</Show>
        </span>
        <span class="dim small audit-from">{props.entry.address}</span>
        <time class="dim small" title={exactTime(props.entry.at)}>
          {ago(props.entry.at, now())}
        </time>
      </button>
    </li>
  );
};

/** Whether the chain of entries is whole, looked at when the page opens. */
const Chain = () => {
  const { admin } = useApp();
  const [verdict, setVerdict] = createSignal<AuditVerdict>();
  const [fault, setFault] = createSignal<Refusal>();
  const look = async () => {
    setVerdict(undefined);
    const answer = await admin.audit.verify();
    setFault(answer.ok ? undefined : answer.fault);
    if (answer.ok) setVerdict(answer.value);
  };
  void look();
  return (
    <>
      <Failure fault={fault()} onRetry={() => void look()} />
      <Switch>
        <Match when={verdict()?.ok === true && verdict()}>
          {(whole) => (
            <p class="notice good">
              <Icon name="shield-check" />
              <span>{m.account_audit_whole({ count: whole().entries })}</span>
            </p>
          )}
        </Match>
        <Match when={verdict()?.ok === false && (verdict() as Extract<AuditVerdict, { ok: false }>)}>
          {(broken) => (
            <p class="notice bad" role="alert">
              <Icon name="triangle-alert" />
              <span>{m.account_audit_broken({ entry: String(broken().brokenId), reason: said(broken().reason) })}</span>
            </p>
          )}
        </Match>
      </Switch>
    </>
  );
};

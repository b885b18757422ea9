import type { CheckKind } from '@amud/protocol/checks.ts';
import { type Component, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { m } from '../../../messages.ts';
import { Segments } from '../../../parts/segments.tsx';
import { Fingerprint } from './certificate.tsx';
import { type CheckFieldsProps, CheckLine } from './check-line.tsx';
import { CheckRhythm } from './check-rhythm.tsx';
import type { CheckDraft } from './draft.ts';
import type { DraftState } from './draft-state.ts';
import { ChoiceLine } from './field.tsx';
import { HttpMore } from './http-more.tsx';

const kinds: { value: CheckKind; label: () => string; help: () => string }[] = [
  { value: 'http', label: m.apps_kind_http, help: m.apps_kind_http_help },
  { value: 'tcp', label: m.apps_kind_tcp, help: m.apps_kind_tcp_help },
  { value: 'ping', label: m.apps_kind_ping, help: m.apps_kind_ping_help },
  { value: 'dns', label: m.apps_kind_dns, help: m.apps_kind_dns_help },
  { value: 'tls', label: m.apps_kind_tls, help: m.apps_kind_tls_help },
];

/** Whether it is watched, how, and how often. Only the fields of the chosen kind are there. */
export const CheckFields = (props: CheckFieldsProps) => {
  const { state } = props;
  const kind = () => kinds.find(({ value }) => value === state.draft.check.kind);
  return (
    <section class="form-part" aria-label={m.apps_check()}>
      <Watched state={state} />
      <Show when={state.draft.isWatched}>
        <div class="field">
          <Segments
            label={m.apps_kind()}
            choices={kinds.map(({ value, label }) => ({ value, label: label() }))}
            value={state.draft.check.kind}
            onChoose={(chosen) => state.setCheck({ kind: chosen, ...fromUrl(state, chosen) })}
          />
          <p class="field-note">{kind()?.help()}</p>
        </div>
        <Dynamic component={kindFields[state.draft.check.kind]} {...props} />
        <CheckRhythm {...props} />
        <Show when={state.draft.check.kind === 'http'}>
          <HttpMore {...props} />
        </Show>
      </Show>
    </section>
  );
};

const Watched = (props: { state: DraftState }) => (
  <div class="field" data-kind="switch">
    <label for="app-watched">{m.apps_check()}</label>
    <input
      id="app-watched"
      type="checkbox"
      role="switch"
      class="switch"
      checked={props.state.draft.isWatched}
      aria-checked={props.state.draft.isWatched}
      aria-describedby="app-watched-note"
      onChange={(event) => props.state.set({ isWatched: event.currentTarget.checked })}
    />
    <div id="app-watched-note" class="field-notes">
      <p class="field-note">{m.apps_check_help()}</p>
    </div>
  </div>
);

const isSecure = (url: URL): boolean => url.protocol === 'https:';

/** What the address of the app already says, in fields that are still empty. */
const fromUrl = ({ draft }: DraftState, kind: CheckKind): Partial<CheckDraft> => {
  const url = URL.parse(draft.url.trim());
  if (!url?.hostname) return {};
  const { host, port, name } = draft.check;
  const usual = isSecure(url) ? '443' : '80';
  const isTls = kind === 'tls' && !isSecure(url);
  return {
    host: host || url.hostname,
    name: name || url.hostname,
    port: port || (isTls ? '443' : url.port || usual),
  };
};

const HostLine = (props: CheckFieldsProps) => (
  <CheckLine {...props} name="host" kind="code" label={m.apps_host()} placeholder="nas.lan" />
);

const TcpFields = (props: CheckFieldsProps) => (
  <div class="field-pair">
    <HostLine {...props} />
    <CheckLine {...props} name="port" kind="number" label={m.apps_port()} />
  </div>
);

const records = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'TXT', 'PTR', 'SRV'] as const;

const DnsFields = (props: CheckFieldsProps) => (
  <>
    <div class="field-pair">
      <CheckLine {...props} name="name" kind="code" label={m.apps_dns_name()} placeholder="nas.lan" />
      <ChoiceLine
        label={m.apps_dns_record()}
        path="check.record"
        wrongs={props.wrongs}
        value={props.state.draft.check.record}
        choices={records.map((value) => ({ value, label: value }))}
        onChoose={(record) => props.state.setCheck({ record })}
      />
    </div>
    <CheckLine
      {...props}
      name="server"
      kind="code"
      label={m.apps_dns_server()}
      placeholder="192.168.1.1"
      help={m.apps_dns_server_help()}
    />
    <CheckLine {...props} name="expected" kind="code" label={m.apps_dns_expected()} help={m.apps_dns_expected_help()} />
  </>
);

const TlsFields = (props: CheckFieldsProps) => (
  <>
    <TcpFields {...props} />
    <CheckLine
      {...props}
      name="warnDays"
      kind="number"
      label={m.apps_warn_days()}
      unit={m.apps_unit_days()}
      help={m.apps_warn_days_help()}
    />
    <Pin {...props} />
  </>
);

const kindFields: Record<CheckKind, Component<CheckFieldsProps>> = {
  http: (props) => <Pin {...props} />,
  tcp: TcpFields,
  ping: HostLine,
  dns: DnsFields,
  tls: TlsFields,
};

/** The one certificate that is trusted. A new one comes by the test. */
const Pin = (props: CheckFieldsProps) => (
  <Show when={props.state.draft.check.pin}>
    {(pin) => (
      <div class="pin">
        <div>
          <p class="field-label">{m.apps_pin()}</p>
          <Fingerprint of={pin()} />
        </div>
        <button type="button" class="button slim" onClick={() => props.state.setCheck({ pin: '' })}>
          {m.apps_pin_stop()}
        </button>
      </div>
    )}
  </Show>
);

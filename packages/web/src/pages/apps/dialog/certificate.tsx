import type { Certificate, CheckReason } from '@amud/protocol/checks.ts';
import { For, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { day } from '../../../parts/check-format.ts';
import { list } from '../../../parts/format.ts';
import { Icon } from '../../../parts/icon.tsx';
import { useApp } from '../../../state/app.ts';

type CertificateProps = {
  certificate: Certificate;
  reason: CheckReason | null;
  /** The one that is trusted now; empty: none. */
  pin: string;
  onTrust: (sha256: string) => void;
};

/** What the server showed. Who is sure that it is theirs can trust just this one. */
export const CertificateShown = (props: CertificateProps) => {
  const isRefused = () =>
    props.reason?.code.startsWith('certificate-') === true && props.reason.code !== 'certificate-expiring';
  const isOther = () => props.pin !== '' && props.pin !== props.certificate.sha256;
  return (
    <details class="certificate" open={isRefused()}>
      <summary>
        <Icon name="chevron-right" /> {m.apps_certificate()}
        <span class="dim small clip">{summaryOf(props.certificate)}</span>
      </summary>
      <Facts certificate={props.certificate} />
      <Show when={isOther()}>
        <p class="notice bad">
          <Icon name="triangle-alert" /> <span>{m.apps_certificate_changed()}</span>
        </p>
        <dl class="certificate-facts">
          <dt>{m.apps_certificate_trusted()}</dt>
          <dd>
            <Fingerprint of={props.pin} />
          </dd>
        </dl>
      </Show>
      <Show when={isRefused() && props.pin !== props.certificate.sha256}>
        <p class="dim small">{m.apps_certificate_why()}</p>
        <button
          type="button"
          class="button"
          classList={{ danger: isOther() }}
          onClick={() => props.onTrust(props.certificate.sha256)}
        >
          {isOther() ? m.apps_certificate_trust_new() : m.apps_certificate_trust()}
        </button>
      </Show>
    </details>
  );
};

/** The name that a person knows it by. */
const commonName = (subject: string): string => /(?:^|[,\n]\s*)CN=([^,\n]+)/.exec(subject)?.[1] ?? subject;

const summaryOf = ({ subject, validTo }: Certificate): string =>
  m.apps_certificate_summary({ name: commonName(subject), date: day(validTo) });

const Facts = (props: { certificate: Certificate }) => {
  const { slowNow } = useApp();
  const of = () => props.certificate;
  const isSelfSigned = () => of().subject === of().issuer;
  return (
    <dl class="certificate-facts">
      <dt>{m.apps_certificate_subject()}</dt>
      <dd>{of().subject}</dd>
      <Show when={of().names.length > 0}>
        <dt>{m.apps_certificate_names()}</dt>
        <dd>{list(of().names)}</dd>
      </Show>
      <dt>{m.apps_certificate_issuer()}</dt>
      <dd>{isSelfSigned() ? m.apps_certificate_self() : of().issuer}</dd>
      <dt>{m.apps_certificate_valid()}</dt>
      <dd classList={{ bad: of().validTo < slowNow() || of().validFrom > slowNow() }}>
        {m.apps_certificate_span({ from: day(of().validFrom), to: day(of().validTo) })}
      </dd>
      <dt>SHA-256</dt>
      <dd>
        <Fingerprint of={of().sha256} />
      </dd>
    </dl>
  );
};

/** In groups of four, to be compared by eye. */
export const Fingerprint = (props: { of: string }) => (
  <code class="fingerprint">
    <For each={props.of.match(/.{1,4}/g) ?? []}>{(group) => <span>{group}</span>}</For>
  </code>
);

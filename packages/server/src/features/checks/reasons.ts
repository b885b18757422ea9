import type { CheckReason, Hop } from '@amud/protocol/checks.ts';
import type { Journey } from '../../core/outbound/journey.ts';
import { OutboundError } from '../../core/outbound/refusal.ts';
import { sha256Of } from './certificates.ts';
import type { Outcome } from './watched.ts';

const DETAIL_LENGTH = 300;

export const reasonOf = (
  hop: Hop,
  code: CheckReason['code'],
  detail: string | number | undefined = '',
): CheckReason => ({
  hop,
  code,
  // What machines say may be long, or tear the line that it is shown in.
  detail: String(detail)
    .replace(/\p{Cc}+/gu, ' ')
    .slice(0, DETAIL_LENGTH),
});

/** What is known of a look that failed; `place` is `host:port`, `dnsServer` the system's first. */
export type Failure = { error: unknown; journey: Journey; now: number; place: string; dnsServer: string };

type Explain = (failure: Failure & { error: OutboundError; hop: Hop }) => CheckReason;

export const explain = (failure: Failure): Pick<Outcome, 'state' | 'reason'> => {
  const { error, journey } = failure;
  const hop = journey.step ?? 'policy';
  if (!(error instanceof OutboundError))
    return { state: 'down', reason: reasonOf(hop, 'failed', (error as Error).message) };
  if (error.reason === 'busy') return { state: 'busy', reason: reasonOf('policy', 'busy') };
  const reason = explanations[error.reason]({ ...failure, error, hop });
  return { state: reason.hop === 'policy' ? 'blocked' : 'down', reason };
};

const explanations: Record<Exclude<OutboundError['reason'], 'busy'>, Explain> = {
  'forbidden-address': ({ error }) => reasonOf('policy', 'forbidden-address', error.code),
  'bad-address': (failure) => addressReason(failure),
  scheme: (failure) => addressReason(failure),
  credentials: () => reasonOf('policy', 'credentials'),
  'unknown-host': (failure) => nameReason(failure),
  unreachable: ({ error, hop, place }) => brokenReason(error.code, hop, place),
  tls: (failure) => tlsReason(failure),
  redirects: ({ journey }) => reasonOf('http', 'redirects', journey.url?.origin),
  'too-slow': ({ hop, place, dnsServer }) =>
    hop === 'dns' || hop === 'policy' ? reasonOf('dns', 'timeout', dnsServer) : reasonOf(hop, 'timeout', place),
  'too-large': ({ hop, error }) => reasonOf(hop, 'too-large', error.code.startsWith('HPE') ? '' : error.code),
  'bad-answer': ({ hop, error }) => reasonOf(hop, 'bad-answer', error.code),
};

/** It was typed so, or a redirect led there. */
const addressReason: Explain = ({ journey, place }) =>
  journey.step === undefined
    ? reasonOf('policy', 'bad-address', place)
    : reasonOf('http', 'redirects', journey.url?.origin);

const nameReason: Explain = ({ error: { code }, place, dnsServer }) => {
  if (code === 'ENOTFOUND' || code === 'ENODATA') return reasonOf('dns', 'unknown-name', place.replace(/:\d+$/, ''));
  return code === 'ETIMEOUT' ? reasonOf('dns', 'timeout', dnsServer) : reasonOf('dns', 'bad-answer', code);
};

/** Errors of the system by what they mean to a person. */
const brokenReason = (code: string, hop: Hop, place: string): CheckReason => {
  if (code === 'ECONNREFUSED') return reasonOf(hop, 'refused', place);
  if (code === 'ETIMEDOUT') return reasonOf(hop, 'timeout', place);
  if (/^E(HOST|NET|ADDRNOTAVAIL|ACCES|PERM)/.test(code)) return reasonOf(hop, 'unreachable', place);
  return reasonOf(hop, 'closed', place);
};

const tlsReason: Explain = ({ error, journey, place, now }) => {
  const shown = journey.certificate;
  if (!shown) {
    const isTalk = error.code.startsWith('ERR_') || error.code === 'EPROTO';
    return isTalk ? reasonOf('tls', 'bad-answer', error.code) : brokenReason(error.code, 'tls', place);
  }
  if (error.code === 'other') return reasonOf('tls', 'certificate-other', sha256Of(shown));
  const endsAt = shown.validToDate.getTime();
  if (endsAt < now) return reasonOf('tls', 'certificate-expired', endsAt);
  return reasonOf('tls', 'certificate-untrusted', error.code);
};

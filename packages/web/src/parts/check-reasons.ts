import type { CheckReason } from '@amud/protocol/checks.ts';
import { m } from '../messages.ts';
import { day, latency } from './check-format.ts';
import { type Code, numberOf, type Words } from './check-words.ts';
import { text } from './format.ts';

/** What happened, and what to do about it. */
const long: Record<Code, Words> = {
  'forbidden-address': ({ detail }) => forbidden(detail),
  'bad-address': ({ detail }) =>
    detail === '' ? m.apps_why_bad_address_none() : m.apps_why_bad_address({ address: detail }),
  credentials: m.apps_why_credentials,
  busy: m.apps_why_busy,
  'unknown-name': ({ detail }) => m.apps_why_unknown_name({ name: detail || m.apps_target() }),
  'record-different': ({ detail }) =>
    detail === '' ? m.apps_why_record_missing() : m.apps_why_record_different({ found: detail }),
  refused: (reason) => refused(reason),
  unreachable: ({ detail }) => m.apps_why_unreachable(whereOf(detail)),
  timeout: (reason) => timeout(reason),
  closed: (reason) => closed(reason),
  'certificate-untrusted': ({ detail }) => untrusted(detail),
  'certificate-expired': ({ detail }) => {
    const at = numberOf(detail);
    return at === undefined ? m.apps_why_expired() : m.apps_why_expired_on({ date: day(at) });
  },
  'certificate-expiring': ({ detail }) => m.apps_why_expiring({ days: numberOf(detail) ?? 0 }),
  'certificate-other': m.apps_why_other,
  'bad-answer': ({ hop }) => badAnswer(hop),
  'too-large': m.apps_why_too_large,
  redirects: m.apps_why_redirects,
  status: ({ detail }) => status(detail),
  'keyword-missing': ({ detail }) =>
    detail === '' ? m.apps_why_keyword_missing_none() : m.apps_why_keyword_missing({ keyword: detail }),
  'keyword-present': ({ detail }) =>
    detail === '' ? m.apps_why_keyword_present_none() : m.apps_why_keyword_present({ keyword: detail }),
  'not-json': m.apps_why_not_json,
  'json-missing': ({ detail }) =>
    detail === '' ? m.apps_why_json_missing_none() : m.apps_why_json_missing({ path: detail }),
  'json-different': ({ detail }) =>
    detail === '' ? m.apps_why_json_different_none() : m.apps_why_json_different({ found: detail }),
  'no-reply': ({ detail }) => m.apps_why_no_reply(whereOf(detail)),
  'no-program': m.apps_why_no_program,
  slow: ({ detail }) => {
    const ms = numberOf(detail);
    return ms === undefined ? m.apps_why_slow_none() : m.apps_why_slow({ time: text(latency(ms)) });
  },
  failed: ({ detail }) => (detail === '' ? m.apps_why_failed_none() : m.apps_why_failed({ what: detail })),
};

/** A certificate can be trusted in the dialog of the app, which need not be told there. */
const isForTrust = ({ code }: CheckReason): boolean => code === 'certificate-untrusted' || code === 'certificate-other';

/** What happened; `reasonWords` also tells where a certificate is trusted. */
export const bareReason = (reason: CheckReason): string => long[reason.code](reason);

export const reasonWords = (reason: CheckReason): string =>
  isForTrust(reason) ? `${bareReason(reason)} ${m.apps_advice_trust()}` : bareReason(reason);

/** `nas.lan:5000`, `[fd00::5]:443`, `nas.lan` or a bare IPv6 address, taken apart. */
export const whereOf = (detail: string): { host: string; port?: string } => {
  if (detail === '') return { host: m.apps_target() };
  const [, bracketed, plain, port] = /^(?:\[(.+)\]|([^:]+)):(\d+)$/.exec(detail) ?? [];
  const host = bracketed ?? plain;
  return host === undefined || port === undefined ? { host: detail } : { host, port };
};

const forbidden = (address: string): string => {
  if (address === '') return m.apps_why_forbidden_unknown();
  // Many run AMUD beside their services, and type "localhost".
  const isLoopback = /^(127\.|::1$|::ffff:127\.)/.test(address);
  return isLoopback ? m.apps_why_forbidden_loopback({ address }) : m.apps_why_forbidden_address({ address });
};

const refused: Words = ({ hop, detail }) => {
  const { host, port } = whereOf(detail);
  if (hop === 'dns') return m.apps_why_refused_dns({ host });
  return port === undefined ? m.apps_why_refused({ host }) : m.apps_why_refused_port({ host, port });
};

const timeout: Words = ({ hop, detail }) => {
  const { host, port } = whereOf(detail);
  if (hop === 'dns') return m.apps_why_timeout_dns({ host });
  if (hop === 'tls') return m.apps_why_timeout_tls({ host });
  if (hop === 'http') return m.apps_why_timeout_http({ host });
  if (hop === 'body') return m.apps_why_timeout_body({ host });
  return port === undefined ? m.apps_why_timeout({ host }) : m.apps_why_timeout_port({ host, port });
};

const closed: Words = ({ hop, detail }) => {
  const { host } = whereOf(detail);
  if (hop === 'dns') return m.apps_why_closed_dns({ host });
  if (hop === 'tls') return m.apps_why_closed_tls({ host });
  if (hop === 'http') return m.apps_why_closed_http({ host });
  return hop === 'body' ? m.apps_why_closed_body({ host }) : m.apps_why_closed({ host });
};

const badAnswer = (hop: CheckReason['hop']): string => {
  if (hop === 'dns') return m.apps_why_bad_answer_dns();
  if (hop === 'tls') return m.apps_why_bad_answer_tls();
  return hop === 'body' ? m.apps_why_bad_answer_body() : m.apps_why_bad_answer();
};

/** OpenSSL's codes, as people understand them. */
const untrusted = (code: string): string => {
  if (/SELF_SIGNED/.test(code)) return m.apps_why_untrusted_self();
  if (/ALTNAME|HOSTNAME/.test(code)) return m.apps_why_untrusted_name();
  if (/LEAF_SIGNATURE|ISSUER/.test(code)) return m.apps_why_untrusted_chain();
  return /NOT_YET_VALID/.test(code) ? m.apps_why_untrusted_early() : m.apps_why_untrusted();
};

const status = (code: string): string => {
  if (code === '') return m.apps_why_status_none();
  if (/^3/.test(code)) return m.apps_why_status_moved({ code });
  if (code === '401' || code === '403') return m.apps_why_status_sign_in({ code });
  if (code === '404' || code === '410') return m.apps_why_status_missing({ code });
  if (/^50[234]$/.test(code)) return m.apps_why_status_gateway({ code });
  return /^5/.test(code) ? m.apps_why_status_broken({ code }) : m.apps_why_status({ code });
};

import type { AppStatus, CheckReason, CheckState } from '@amud/protocol/checks.ts';
import { m } from '../messages.ts';

/** How an app is; `none`: nobody watches it. */
export type AppState = CheckState | 'none';

export const stateOf = (status: AppStatus | null): AppState => status?.state ?? 'none';

/** Something that a person may want to act on. */
export const isTrouble = (state: AppState): boolean => state === 'down' || state === 'blocked' || state === 'slow';

const states: Record<AppState, () => string> = {
  up: m.apps_state_up,
  slow: m.apps_state_slow,
  down: m.apps_state_down,
  blocked: m.apps_state_blocked,
  paused: m.apps_state_paused,
  unknown: m.apps_state_unknown,
  none: m.apps_state_none,
};

export const stateWord = (state: AppState): string => states[state]();

export type Code = CheckReason['code'];
export type Words = (reason: CheckReason) => string;

/** In two to four words, for where there is one line. */
const short: Record<Code, Words> = {
  'forbidden-address': m.apps_short_forbidden_address,
  'bad-address': m.apps_short_bad_address,
  credentials: m.apps_short_credentials,
  busy: m.apps_short_busy,
  'unknown-name': m.apps_short_unknown_name,
  'record-different': ({ detail }) => (detail === '' ? m.apps_short_record_missing() : m.apps_short_record_different()),
  refused: m.apps_short_refused,
  unreachable: m.apps_short_unreachable,
  timeout: m.apps_short_timeout,
  closed: m.apps_short_closed,
  'certificate-untrusted': m.apps_short_untrusted,
  'certificate-expired': m.apps_short_expired,
  'certificate-expiring': ({ detail }) => m.apps_short_expiring({ days: numberOf(detail) ?? 0 }),
  'certificate-other': m.apps_short_other,
  'bad-answer': m.apps_short_bad_answer,
  'too-large': m.apps_short_too_large,
  redirects: m.apps_short_redirects,
  status: ({ detail }) => (detail === '' ? m.apps_short_status_none() : m.apps_short_status({ code: detail })),
  'keyword-missing': m.apps_short_keyword_missing,
  'keyword-present': m.apps_short_keyword_present,
  'not-json': m.apps_short_not_json,
  'json-missing': m.apps_short_json_missing,
  'json-different': m.apps_short_json_different,
  'no-reply': m.apps_short_no_reply,
  'no-program': m.apps_short_no_program,
  slow: m.apps_short_slow,
  failed: m.apps_short_failed,
};

export const shortReason = (reason: CheckReason): string => short[reason.code](reason);

export const numberOf = (detail: string): number | undefined => {
  const found = Number(detail);
  return detail === '' || Number.isNaN(found) ? undefined : found;
};

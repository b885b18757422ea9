import type { RemoteReason } from '@amud/protocol/remote.ts';
import type { Answer } from './exchange.ts';
import { OutboundError, type Reason } from './refusal.ts';

/** Something of another machine that could not be had, as a page explains it. */
export class RemoteError extends Error {
  override readonly name = 'RemoteError';
  readonly reason: RemoteReason;
  readonly detail: string;
  constructor(reason: RemoteReason, detail: string, options?: ErrorOptions) {
    super(`${reason} ${detail}`, options);
    this.reason = reason;
    this.detail = detail;
  }
}

const reasons: Record<Reason, RemoteReason> = {
  'bad-address': 'address',
  scheme: 'address',
  credentials: 'address',
  'forbidden-address': 'blocked',
  'unknown-host': 'unknown-host',
  unreachable: 'unreachable',
  tls: 'tls',
  redirects: 'broken',
  'too-slow': 'slow',
  'too-large': 'large',
  'bad-answer': 'broken',
  busy: 'busy',
};

/** What stopped a request to `url`, without what else the address holds: it may be a secret. Bugs stay bugs. */
export const toRemoteError = (error: unknown, url: string): unknown => {
  if (!(error instanceof OutboundError)) return error;
  return new RemoteError(reasons[error.reason], hostOf(url), { cause: error });
};

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '');

/** @throws RemoteError unless the answer is one of 200 to 299, or 304 where that was asked for. */
export const mustSucceed = ({ status, url }: Answer): void => {
  if ((status >= 200 && status < 300) || status === 304) return;
  if (status === 401 || status === 403) throw new RemoteError('denied', hostOf(url));
  if (status === 404 || status === 410) throw new RemoteError('missing', hostOf(url));
  if (status === 429) throw new RemoteError('limited', hostOf(url));
  throw new RemoteError('status', String(status));
};

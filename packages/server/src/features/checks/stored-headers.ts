import type { Check } from '@amud/protocol/checks.ts';
import type { Secret } from '@amud/protocol/secret.ts';
import { FaultError } from '../../http/faults.ts';
import type { WatchedApp } from './watched.ts';

/** Where a check goes: the origin of an address, or `host:port`. */
export const originOf = (url: string, check: Check): string => {
  if (check.kind === 'tcp' || check.kind === 'tls') return `${check.host}:${check.port}`;
  if (check.kind === 'ping') return check.host;
  if (check.kind === 'dns') return check.server;
  const address = check.url || url;
  return URL.canParse(address) ? new URL(address).origin : '';
};

/**
 * The stored values that a test needs, for those headers whose value was not typed anew. They go where they go already
 * and nowhere else: whoever may test must not have them sent to a machine of their own.
 * @throws FaultError when the address leads elsewhere than the stored one.
 */
export const storedHeaders = (app: WatchedApp | undefined, url: string, check: Check): ReadonlyMap<string, Secret> => {
  const isNeeded = check.kind === 'http' && check.headers.some(({ value }) => value === null);
  if (!isNeeded || !app?.check) return new Map();
  if (originOf(url, check) === originOf(app.url, app.check)) return app.headers;
  throw new FaultError('invalid', 'The address leads elsewhere now: type the values of the headers again.', {
    field: 'check.headers',
  });
};

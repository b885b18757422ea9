import type { X509Certificate } from 'node:crypto';
import type { Check, CheckReason, Hop } from '@amud/protocol/checks.ts';
import type { Secret } from '@amud/protocol/secret.ts';

/** An app as the checks see it. `headers` has the stored values of the check's headers by name, in lower case. */
export type WatchedApp = {
  id: string;
  name: string;
  url: string;
  check: Check | null;
  headers: ReadonlyMap<string, Secret>;
};

/** What to look at, once: the same for an app and for a check that is only tried. */
export type Task<C extends Check = Check> = Pick<WatchedApp, 'url' | 'headers'> & { check: C };

/**
 * What one look found. `slow` is all that works but not as it should. `unknown`: we could not look, and the app can't help
 * it. `busy`: we have enough to do; look again soon.
 */
export type Outcome = {
  state: 'up' | 'slow' | 'down' | 'blocked' | 'unknown' | 'busy';
  latencyMs: number | null;
  reason: CheckReason | null;
  hops: { hop: Hop; ms: number }[];
  /** That of the last TLS server, accepted or not. */
  certificate: X509Certificate | undefined;
};

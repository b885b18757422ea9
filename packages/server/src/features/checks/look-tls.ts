import type { Check } from '@amud/protocol/checks.ts';
import { reasonOf } from './reasons.ts';
import { fine, type Runner } from './runner.ts';

const DAY_MS = 86_400_000;

/** Shakes hands, and looks how long the certificate is still good. A pinned one may be untrusted, but not expired. */
export const lookByTls: Runner<Extract<Check, { kind: 'tls' }>> = async ({ check }, way) => {
  const { host, port, pin, warnDays } = check;
  await way.outbound.reach({ ...way, host, port, zone: 'lan', tls: { pin: pin || undefined } });
  const endsAt = way.journey.certificate?.validToDate.getTime() ?? 0;
  const leftMs = endsAt - way.now();
  if (leftMs < 0) return { state: 'down', latencyMs: null, reason: reasonOf('tls', 'certificate-expired', endsAt) };
  if (leftMs >= warnDays * DAY_MS) return fine;
  return { state: 'slow', reason: reasonOf('tls', 'certificate-expiring', Math.floor(leftMs / DAY_MS)) };
};

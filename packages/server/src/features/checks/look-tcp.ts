import type { Check } from '@amud/protocol/checks.ts';
import { fine, type Runner } from './runner.ts';

/** Connects, and closes at once. */
export const lookByTcp: Runner<Extract<Check, { kind: 'tcp' }>> = async ({ check }, way) => {
  await way.outbound.reach({ ...way, host: check.host, port: check.port, zone: 'lan' });
  return fine;
};

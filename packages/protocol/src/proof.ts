import { createHmac, timingSafeEqual } from 'node:crypto';
import { proofText } from './agent.ts';
import type { Secret } from './secret.ts';

type Claim = { role: 'agent' | 'server'; serverNonce: string; agentNonce: string; nodeId: string };

/** HMAC-SHA-256, lower-case hex (security 11): proves the secret without sending it. */
export const prove = (secret: Secret, { role, serverNonce, agentNonce, nodeId }: Claim): string =>
  createHmac('sha256', secret.reveal())
    .update(proofText(role, serverNonce, agentNonce, nodeId))
    .digest('hex');

export const isProof = (secret: Secret, claim: Claim, proof: string): boolean =>
  timingSafeEqual(Buffer.from(prove(secret, claim)), Buffer.from(proof));

import * as v from 'valibot';
import { discoverAnswer } from './discovery.ts';
import { fault } from './faults.ts';
import { nodeId, nonce, randomId } from './ids.ts';
import { limits } from './limits.ts';
import { platform, reading, sourceReport } from './reading.ts';

/**
 * The agent link: every message between an agent and the server, JSON text frames of a WebSocket.
 *
 *   server → challenge            agent → hello (proof)          server → welcome (proof), configure
 *   agent  → sample, backfill     server → configure, ask        agent  → result | fault
 *
 * Both proofs are HMAC-SHA-256 over `proofText`, keyed with the shared secret, which itself never crosses.
 */
export const AGENT_SUBPROTOCOL = 'amud.agent.v1';
export const AGENT_PATH = '/agent';

/** The text that a proof signs. Every part has a fixed alphabet without a line feed, so parts cannot run together. */
export const proofText = (role: 'agent' | 'server', serverNonce: string, agentNonce: string, node: string): string =>
  [AGENT_SUBPROTOCOL, role, serverNonce, agentNonce, node].join('\n');

const at = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15));
const seq = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(Number.MAX_SAFE_INTEGER));
const proof = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'is not a proof'));
const askId = v.pipe(v.number(), v.integer(), v.minValue(1));

// ---- agent → server

export const hello = v.object({
  type: v.literal('hello'),
  nodeId,
  nodeName: v.pipe(v.string(), v.minLength(1), v.maxLength(limits.reading.nameLength)),
  nonce,
  proof,
  version: v.pipe(v.string(), v.maxLength(64)),
  /** Changes when the host boots; absent where the kernel does not tell. */
  bootId: v.optional(v.pipe(v.string(), v.maxLength(64))),
  /** Changes when the agent starts; sequence numbers count within it. */
  runId: randomId,
  /** The agent's clock when this was sent, epoch ms. */
  sentAt: at,
  platform,
  capabilities: v.pipe(v.array(v.picklist(['host', 'sources'])), v.maxLength(16)),
});
export type Hello = v.InferOutput<typeof hello>;

/** One look, sent as it is taken. `at` is the agent's clock, epoch ms. */
export const sample = v.object({ type: v.literal('sample'), seq, at, reading });
export type Sample = v.InferOutput<typeof sample>;

/**
 * A look, or the average of looks `firstSeq`–`lastSeq`, taken while the server was away; `at` is that of the last. It may
 * be of a run before this one, hence the run's id.
 */
export const pastSample = v.object({ runId: randomId, firstSeq: seq, lastSeq: seq, at, reading });
export type PastSample = v.InferOutput<typeof pastSample>;

/** In order of time, oldest first; the live samples begin after the last frame. */
export const backfill = v.object({
  type: v.literal('backfill'),
  samples: v.array(pastSample),
  isLast: v.boolean(),
});

export const askAnswers = {
  /** Where this host's readings come from, and which are missing and why. */
  sources: v.array(sourceReport),
  /** What runs on this host and could be an app. */
  discover: discoverAnswer,
};
export type AskKind = keyof typeof askAnswers;

export const askResult = v.object({ type: v.literal('result'), id: askId, value: v.unknown() });
export const askFault = v.object({ type: v.literal('fault'), id: askId, fault });

export const agentMessage = v.variant('type', [hello, sample, backfill, askResult, askFault]);
export type AgentMessage = v.InferOutput<typeof agentMessage>;

// ---- server → agent

export const challenge = v.object({ type: v.literal('challenge'), nonce });

export const welcome = v.object({
  type: v.literal('welcome'),
  proof,
  version: v.string(),
  /** The last look of this agent's run that the server holds; absent when it holds none. */
  have: v.optional(seq),
});

export const configure = v.object({
  type: v.literal('configure'),
  intervalMs: v.pipe(
    v.number(),
    v.integer(),
    v.minValue(limits.sample.minIntervalMs),
    v.maxValue(limits.sample.maxIntervalMs),
  ),
});

export const ask = v.object({
  type: v.literal('ask'),
  id: askId,
  kind: v.pipe(v.string(), v.maxLength(64)),
  deadlineMs: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60_000)),
});

export const serverMessage = v.variant('type', [challenge, welcome, configure, ask]);
export type ServerMessage = v.InferOutput<typeof serverMessage>;

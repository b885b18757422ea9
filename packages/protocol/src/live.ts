import * as v from 'valibot';
import { nodeId, shortId } from './ids.ts';
import { platform, reading } from './reading.ts';
import { settingsView } from './setting-schemas.ts';

/**
 * The live channel to browsers: one WebSocket a tab, JSON text frames.
 *
 *   browser → subscribe, unsubscribe        server → hello, snapshot, delta, gone
 *
 * A snapshot is everything of a topic as this person may see it; a delta is a merge patch (RFC 7396) on its `data`: only
 * what changed, `null` for what went. `version` counts by one per topic; a gap means the browser subscribes anew.
 */

export const topic = v.union([
  v.picklist(['nodes', 'boards', 'apps', 'feeds']),
  v.pipe(
    v.string(),
    v.maxLength(80),
    v.check((text) => text.startsWith('node:') && v.is(nodeId, text.slice(5)), 'is not a topic'),
  ),
  v.pipe(
    v.string(),
    v.maxLength(80),
    v.check((text) => text.startsWith('board:') && v.is(shortId, text.slice(6)), 'is not a topic'),
  ),
]);

const at = v.pipe(v.number(), v.minValue(0));

/**
 * - `online`: connected and sampling.
 * - `offline`: was here, is not now.
 * - `unauthenticated`: an agent claims to be it, with a wrong secret.
 */
export const nodeState = v.picklist(['online', 'offline', 'unauthenticated']);
export type NodeState = v.InferOutput<typeof nodeState>;

/** The few numbers of a node that a list shows. Absent: the host does not tell. */
export const nodeGist = v.object({
  at,
  cpuPercent: v.optional(v.number()),
  memoryUsedBytes: v.optional(v.number()),
  memoryTotalBytes: v.optional(v.number()),
  /** The fullest real file system. */
  diskMount: v.optional(v.string()),
  diskUsedPercent: v.optional(v.number()),
  diskUsedBytes: v.optional(v.number()),
  diskTotalBytes: v.optional(v.number()),
  receiveBytesPerSecond: v.optional(v.number()),
  transmitBytesPerSecond: v.optional(v.number()),
  loadOne: v.optional(v.number()),
  cpuCelsius: v.optional(v.number()),
  uptimeSeconds: v.optional(v.number()),
  failedUnits: v.optional(v.number()),
});
export type NodeGist = v.InferOutput<typeof nodeGist>;

export const nodeView = v.object({
  id: nodeId,
  name: v.string(),
  state: nodeState,
  /** Since when it is in this state, epoch ms. */
  since: at,
  /** Why it is not online, and what to do: for a person. */
  reason: v.optional(v.string()),
  firstSeenAt: at,
  lastSeenAt: v.optional(at),
  /** How often it samples now; three missed ones make its numbers stale. */
  intervalMs: v.number(),
  agentVersion: v.optional(v.string()),
  platform: v.optional(platform),
  gist: v.optional(nodeGist),
});
export type NodeView = v.InferOutput<typeof nodeView>;

/** An agent that was turned away and is not a known node. Keyed by the node id it claimed. */
export const refusal = v.object({ nodeId: v.string(), at, reason: v.string() });

const columns = v.object({
  at: v.array(at),
  series: v.record(v.string(), v.array(v.nullable(v.number()))),
});

/** Topic `nodes`. History, per node: `cpuPercent`, `memoryPercent` of the last 15 minutes, for the small lines. */
export const nodesData = v.object({
  nodes: v.record(v.string(), nodeView),
  refusals: v.record(v.string(), refusal),
});
export type NodesData = v.InferOutput<typeof nodesData>;

/** Topic `node:ID`. History: the charted series (series.ts) of the last 15 minutes. `reading` is absent before the first sample. */
export const nodeData = v.object({
  node: nodeView,
  at: v.optional(at),
  reading: v.optional(reading),
});
export type NodeData = v.InferOutput<typeof nodeData>;

export type TopicName = v.InferOutput<typeof topic>;

// ---- browser → server

export const subscribe = v.object({ type: v.literal('subscribe'), topic });
export const unsubscribe = v.object({ type: v.literal('unsubscribe'), topic });
export const clientMessage = v.variant('type', [subscribe, unsubscribe]);
export type ClientMessage = v.InferOutput<typeof clientMessage>;

// ---- server → browser

/** First frame. `build` names the web app that the server serves; another one than the page's means: offer a reload. */
export const liveHello = v.object({
  type: v.literal('hello'),
  version: v.string(),
  build: v.string(),
  now: at,
  /** What was chosen, since it may have changed while the page was away. */
  settings: v.optional(settingsView),
});

/** What was chosen changed, here or in another tab. */
export const liveSettings = v.object({ type: v.literal('settings'), settings: settingsView });

export const snapshot = v.object({
  type: v.literal('snapshot'),
  topic: v.string(),
  version: v.number(),
  data: v.unknown(),
  /** Keyed by node id. */
  history: v.record(v.string(), columns),
});
export type Snapshot = v.InferOutput<typeof snapshot>;

export const delta = v.object({
  type: v.literal('delta'),
  topic: v.string(),
  version: v.number(),
  patch: v.unknown(),
  /** Paths of what is null now, which a merge patch can't say; set after it. */
  nulls: v.optional(v.array(v.array(v.string()))),
});
export type Delta = v.InferOutput<typeof delta>;

/** The topic can't be had: no such node, or not yours to see. */
export const gone = v.object({ type: v.literal('gone'), topic: v.string(), message: v.string() });

export const liveMessage = v.variant('type', [liveHello, liveSettings, snapshot, delta, gone]);
export type LiveMessage = v.InferOutput<typeof liveMessage>;

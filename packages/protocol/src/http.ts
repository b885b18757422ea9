import * as v from 'valibot';
import { limits } from './limits.ts';
import { nodeData, nodeView, snapshot } from './live.ts';
import { sourceReport } from './reading.ts';

/** What crosses HTTP, both ways. Paths and access are in the server's `routes.ts` files. */

export const role = v.picklist(['admin', 'operator', 'viewer', 'guest']);
export type Role = v.InferOutput<typeof role>;

const at = v.number();

/** As typed at sign-in: any non-empty text up to the limits, so that a wrong one is answered like any wrong one. */
export const signInInput = v.object({
  username: v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1, 'Type your user name.'),
    v.maxLength(limits.user.nameLength, 'This user name is too long.'),
  ),
  password: v.pipe(
    v.string(),
    v.minLength(1, 'Type your password.'),
    v.maxLength(limits.password.maxLength, `A password has ${limits.password.maxLength} characters at most.`),
  ),
});

export const user = v.object({
  id: v.number(),
  username: v.string(),
  role,
  mustChangePassword: v.boolean(),
});
export type User = v.InferOutput<typeof user>;

export const signInOutput = v.object({ user });
export const meOutput = v.object({ user });

export const newPassword = v.pipe(
  v.string(),
  v.minLength(limits.password.minLength, `Use ${limits.password.minLength} characters or more.`),
  v.maxLength(limits.password.maxLength, `Use ${limits.password.maxLength} characters at most.`),
);
export const passwordInput = v.object({
  current: v.pipe(v.string(), v.minLength(1, 'Type your current password.'), v.maxLength(limits.password.maxLength)),
  next: newPassword,
});

export const session = v.object({
  id: v.number(),
  current: v.boolean(),
  createdAt: at,
  lastSeenAt: at,
  expiresAt: at,
  address: v.string(),
  /** The browser's own name, shortened. */
  device: v.string(),
});
export type Session = v.InferOutput<typeof session>;
export const sessionsOutput = v.object({ sessions: v.array(session) });

export const done = v.object({ ok: v.literal(true) });

export const nodesOutput = v.object({ nodes: v.array(nodeView) });
export const nodeOutput = nodeData;

/** `from` and `to` are epoch ms; `points` asks for at most that many, averaged over equal steps. */
export const historyQuery = v.object({
  series: v.pipe(v.string(), v.minLength(1), v.maxLength(512)),
  from: v.optional(v.pipe(v.string(), v.digits(), v.maxLength(16), v.transform(Number))),
  to: v.optional(v.pipe(v.string(), v.digits(), v.maxLength(16), v.transform(Number))),
  points: v.optional(
    v.pipe(v.string(), v.digits(), v.maxLength(5), v.transform(Number), v.minValue(1), v.maxValue(10_000)),
  ),
});
export const historyOutput = v.object({
  series: v.string(),
  at: v.array(at),
  values: v.array(v.nullable(v.number())),
});

export const sourcesOutput = v.object({ sources: v.array(sourceReport) });

export const healthOutput = v.object({ ok: v.boolean() });

/** A thing about this installation that the person should know; `id` is stable, for hiding. */
export const notice = v.object({ id: v.string(), level: v.picklist(['info', 'warn']), text: v.string() });
export type Notice = v.InferOutput<typeof notice>;

/** What a page carries in `<script type="application/json" id="first">`: the person, and the snapshot of its topic. */
export const firstData = v.object({
  version: v.string(),
  build: v.string(),
  now: at,
  user: v.nullable(user),
  notices: v.array(notice),
  snapshot: v.optional(snapshot),
});
export type FirstData = v.InferOutput<typeof firstData>;

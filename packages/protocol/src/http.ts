import * as v from 'valibot';
import { boardEntry } from './board-list.ts';
import { limits } from './limits.ts';
import { nodeData, nodeView, snapshot } from './live.ts';
import { sourceReport } from './reading.ts';
import { role } from './role-schemas.ts';
import { settingsView } from './setting-schemas.ts';
import { weatherOutput } from './weather.ts';

export { role } from './role-schemas.ts';
export type { Role } from './roles.ts';

/** What crosses HTTP, both ways. Paths and access are in the server's `routes.ts` files. */

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

/** How an audited action ended: `refused` is our answer, `failed` is a fault of ours or of a machine. */
export const auditResult = v.picklist(['done', 'refused', 'failed']);
export type AuditResult = v.InferOutput<typeof auditResult>;

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

/** The password again, before something that a borrowed browser must not do. */
export const confirmInput = v.object({
  password: v.pipe(v.string(), v.minLength(1, 'Type your password.'), v.maxLength(limits.password.maxLength)),
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

/** A sign-in, or a try that failed, as its owner sees it. */
export const signIn = v.object({ at, ok: v.boolean(), address: v.string(), device: v.string() });
export type SignInEvent = v.InferOutput<typeof signIn>;
export const signInsOutput = v.object({ signIns: v.array(signIn) });

/** Names people can tell apart and type: no spaces, no look-alikes of other scripts. */
export const newUsername = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'Type a user name.'),
  v.maxLength(limits.user.nameLength, `Use ${limits.user.nameLength} characters at most.`),
  v.regex(
    /^[A-Za-z0-9][A-Za-z0-9._@+-]*$/,
    'Use letters a to z, digits and . _ @ + - only, beginning with a letter or digit.',
  ),
);

/** An account, as an admin sees it. */
export const account = v.object({
  id: v.number(),
  username: v.string(),
  role,
  disabled: v.boolean(),
  mustChangePassword: v.boolean(),
  createdAt: at,
  lastSignInAt: v.nullable(at),
  sessions: v.number(),
});
export type Account = v.InferOutput<typeof account>;
export const accountsOutput = v.object({ users: v.array(account) });
export const accountInput = v.object({ username: newUsername, role });
/** `password` is for one sign-in, and is shown only here. */
export const newAccountOutput = v.object({ user: account, password: v.string() });
export const accountChange = v.pipe(
  v.object({ role: v.optional(role), disabled: v.optional(v.boolean()) }),
  v.check(
    ({ role, disabled }) => role !== undefined || disabled !== undefined,
    'Say what to change: role or disabled.',
  ),
);
export const oneTimePasswordOutput = v.object({ password: v.string() });

const whole = v.pipe(v.string(), v.regex(/^\d{1,15}$/, 'must be a whole number'), v.transform(Number));

/** An entry of the audit log. `detail` holds small facts beside it. */
export const auditEntry = v.object({
  id: v.number(),
  at,
  userId: v.nullable(v.number()),
  username: v.nullable(v.string()),
  action: v.string(),
  target: v.nullable(v.string()),
  address: v.string(),
  result: auditResult,
  detail: v.record(v.string(), v.union([v.string(), v.number(), v.boolean(), v.null()])),
  hash: v.string(),
});
export type AuditEntry = v.InferOutput<typeof auditEntry>;
const auditFilterFields = {
  user: v.optional(v.pipe(v.string(), v.maxLength(limits.user.nameLength))),
  action: v.optional(v.pipe(v.string(), v.regex(/^[a-z.-]{1,64}$/, 'is not an action'))),
  result: v.optional(auditResult),
  /** In user, action, target, address or detail. */
  text: v.optional(v.pipe(v.string(), v.maxLength(100))),
  /** Epoch ms, both included. */
  from: v.optional(whole),
  to: v.optional(whole),
};
export const auditFilter = v.object(auditFilterFields);
export type AuditFilter = v.InferOutput<typeof auditFilter>;
/** Entries older than `before`, an id; the newest first. */
export const auditQuery = v.object({
  ...auditFilterFields,
  before: v.optional(whole),
  limit: v.optional(v.pipe(whole, v.minValue(1), v.maxValue(limits.audit.pageEntries))),
});
export const auditOutput = v.object({
  entries: v.array(auditEntry),
  /** Pass as `before` for what is older; null at the end. */
  next: v.nullable(v.number()),
  /** Every action that occurs in the log, for choosing. */
  actions: v.array(v.string()),
});
export const auditExportQuery = v.object({ ...auditFilterFields, format: v.picklist(['csv', 'json']) });
export const auditVerdict = v.variant('ok', [
  v.object({ ok: v.literal(true), entries: v.number(), lastId: v.number(), lastHash: v.string() }),
  v.object({ ok: v.literal(false), entries: v.number(), brokenId: v.number(), reason: v.string() }),
]);
export type AuditVerdict = v.InferOutput<typeof auditVerdict>;

/** A picture that was uploaded; `url` shows it, re-encoded. */
export const upload = v.object({
  id: v.string(),
  url: v.string(),
  width: v.number(),
  height: v.number(),
  bytes: v.number(),
  createdAt: at,
});
export type Upload = v.InferOutput<typeof upload>;
export const uploadOutput = v.object({ upload });
export const uploadsOutput = v.object({ uploads: v.array(upload) });

/** A line of the production check-up: `unknown` is what can't be seen from here. */
export const checkupLine = v.object({
  id: v.string(),
  title: v.string(),
  state: v.picklist(['ok', 'warn', 'unknown']),
  text: v.string(),
  /** What to do about it. */
  fix: v.optional(v.string()),
});
export type CheckupLine = v.InferOutput<typeof checkupLine>;
export const checkupOutput = v.object({ lines: v.array(checkupLine) });

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

const shotSnapshot = v.object({ ...v.omit(snapshot, ['type', 'version']).entries, at });
const shot = v.object({ snapshots: v.array(shotSnapshot) });

/**
 * What a page carries in `<script type="application/json" id="first">`: the person, the boards they may see and which of
 * them is home, and the snapshots of what the page shows.
 */
export const firstData = v.object({
  version: v.string(),
  build: v.string(),
  /** Names the icons that this server has; part of their addresses. */
  icons: v.string(),
  now: at,
  user: v.nullable(user),
  notices: v.array(notice),
  settings: settingsView,
  boards: v.array(boardEntry),
  home: v.nullable(v.string()),
  /** What this page may frame; for a board with other frames the page is loaded anew. */
  frameOrigins: v.array(v.string()),
  snapshots: v.array(snapshot),
  /** By widget of the board: weather that was here already. */
  weather: v.record(v.string(), weatherOutput),
  /** What a browser kept, when it was the browser that wrote the page: the server did not answer. */
  shot: v.optional(shot),
});
export type Shot = v.InferOutput<typeof shot>;
export type FirstData = v.InferOutput<typeof firstData>;

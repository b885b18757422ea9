import type { CheckState } from '@amud/protocol/checks.ts';
import type { AuditResult } from '@amud/protocol/http.ts';
import type { Audience, Role } from '@amud/protocol/roles.ts';
import type { Generated } from 'kysely';

/** The tables as Kysely sees them. Times are epoch milliseconds; booleans are 0 and 1. */
export type UsersTable = {
  id: Generated<number>;
  username: string;
  password_hash: string;
  role: Role;
  must_change_password: number;
  created_at: number;
  password_changed_at: number;
  disabled: Generated<number>;
  last_sign_in_at: number | null;
};

export type SessionsTable = {
  id: Generated<number>;
  token_hash: string;
  user_id: number;
  created_at: number;
  last_seen_at: number;
  expires_at: number;
  address: string;
  device: string;
  confirmed_at: Generated<number>;
};

export type NodesTable = {
  id: string;
  name: string;
  first_seen_at: number;
  last_seen_at: number;
  agent_version: string;
  platform: string;
};

/** `detail` is JSON. Written only by audit-log.ts. */
export type AuditTable = {
  id: number;
  at: number;
  user_id: number | null;
  username: string | null;
  action: string;
  target: string | null;
  address: string;
  result: AuditResult;
  detail: string;
  hash: string;
};

export type AuditStartTable = { only_row: number; removed_id: number; removed_hash: string };

/** Written only by secrets.ts. */
export type SecretsTable = { owner: string; field: string; sealed: string; changed_at: number };

/** Pictures; the file of each is beside the database, under its id. */
export type UploadsTable = {
  id: string;
  user_id: number | null;
  created_at: number;
  bytes: number;
  /** 0 of a video: nothing here reads it. */
  width: number;
  height: number;
  kind: Generated<'webp' | 'mp4' | 'webm'>;
  darkest: Generated<string | null>;
  brightest: Generated<string | null>;
};

/** `value` is JSON. */
export type SettingsTable = { key: string; value: string; changed_at: number };
export type UserSettingsTable = SettingsTable & { user_id: number };
/** `content` is JSON of an `AppInput`, values of headers left out: those are in `secrets`. */
export type AppsTable = {
  id: string;
  revision: number;
  content: string;
  changed_at: number;
  removed_at: number | null;
};

/** `step` is the one of its steps that shows. */
export type BoardsTable = {
  id: string;
  position: number;
  access: Audience;
  revision: number;
  step: number;
  removed_at: number | null;
};

/** `content` is JSON of a `BoardContent`, zstd; `pictures` a JSON array of upload ids. */
export type BoardStepsTable = {
  board_id: string;
  number: number;
  at: number;
  username: string | null;
  what: string;
  hidden: number;
  content: Buffer;
  pictures: string;
  linked_board: string | null;
  linked_step: number | null;
};

export type HomeBoardsTable = { user_id: number; board_id: string };

/** `reason` is JSON of a `CheckReason`. */
export type CheckStatusTable = {
  app_id: string;
  state: CheckState;
  since: number | null;
  checked_at: number | null;
  latency_ms: number | null;
  reason: string | null;
};

export type CheckEventsTable = {
  id: Generated<number>;
  app_id: string;
  at: number;
  state: CheckState;
  reason: string | null;
};

/** Compressed columns; written only by features/checks. */
export type CheckHistoryTable = { app_id: string; tier: number; start: number; data: Buffer };
export type CheckClosedTable = { tier: number; until: number };
export type CheckJournalTable = { id: Generated<number>; until: number; data: Buffer };

export type DiscoveryIgnoredTable = { key: string; at: number };

/** Tries to make a backup; `failure` says why one failed. */
export type BackupRunsTable = {
  id: Generated<number>;
  at: number;
  origin: 'hand' | 'schedule';
  failure: string | null;
};

/** `content` is JSON of a `FeedInput`, `fault` of a `RemoteFault`. */
export type FeedsTable = {
  id: string;
  content: string;
  title: string;
  site: string;
  etag: string | null;
  modified: string | null;
  read_at: number | null;
  fault: string | null;
  changed_at: number;
  removed_at: number | null;
};

export type FeedEntriesTable = {
  id: Generated<number>;
  feed_id: string;
  key: string;
  url: string;
  title: string;
  author: string;
  excerpt: string;
  at: number;
  seen_at: number;
};

export type FeedMarksTable = {
  user_id: number;
  entry_id: number;
  read_at: number | null;
  starred_at: number | null;
};

export type Tables = {
  feeds: FeedsTable;
  feed_entries: FeedEntriesTable;
  feed_marks: FeedMarksTable;
  backup_runs: BackupRunsTable;
  discovery_ignored: DiscoveryIgnoredTable;
  users: UsersTable;
  sessions: SessionsTable;
  nodes: NodesTable;
  audit: AuditTable;
  audit_start: AuditStartTable;
  secrets: SecretsTable;
  uploads: UploadsTable;
  settings: SettingsTable;
  user_settings: UserSettingsTable;
  apps: AppsTable;
  boards: BoardsTable;
  board_steps: BoardStepsTable;
  home_boards: HomeBoardsTable;
  check_status: CheckStatusTable;
  check_events: CheckEventsTable;
  check_history: CheckHistoryTable;
  check_closed: CheckClosedTable;
  check_journal: CheckJournalTable;
};

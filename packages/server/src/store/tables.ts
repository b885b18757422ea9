import type { AuditResult, Role } from '@amud/protocol/http.ts';
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
  width: number;
  height: number;
};

/** `value` is JSON. */
export type SettingsTable = { key: string; value: string; changed_at: number };
export type UserSettingsTable = SettingsTable & { user_id: number };

export type Tables = {
  users: UsersTable;
  sessions: SessionsTable;
  nodes: NodesTable;
  audit: AuditTable;
  audit_start: AuditStartTable;
  secrets: SecretsTable;
  uploads: UploadsTable;
  settings: SettingsTable;
  user_settings: UserSettingsTable;
};

import type { Role } from '@amud/protocol/http.ts';
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
};

export type NodesTable = {
  id: string;
  name: string;
  first_seen_at: number;
  last_seen_at: number;
  agent_version: string;
  platform: string;
};

export type Tables = { users: UsersTable; sessions: SessionsTable; nodes: NodesTable };

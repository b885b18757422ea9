import { sql as users } from './0001-users.ts';
import { sql as nodes } from './0002-nodes.ts';

/** In order; a migration's number is its place here, from 1. One that has shipped never changes. */
export const migrations: readonly { name: string; sql: string }[] = [
  { name: '0001-users', sql: users },
  { name: '0002-nodes', sql: nodes },
];

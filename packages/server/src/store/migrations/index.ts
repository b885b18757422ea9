import { sql as users } from './0001-users.ts';
import { sql as nodes } from './0002-nodes.ts';
import { sql as audit } from './0003-audit.ts';
import { sql as accounts } from './0004-accounts.ts';
import { sql as secrets } from './0005-secrets.ts';
import { sql as uploads } from './0006-uploads.ts';
import { sql as confirmed } from './0007-confirmed.ts';
import { sql as settings } from './0008-settings.ts';
import { sql as boards } from './0009-boards.ts';
import { sql as checks } from './0010-checks.ts';
import { sql as discovery } from './0011-discovery.ts';
import { sql as backups } from './0012-backups.ts';
import { sql as feeds } from './0013-feeds.ts';
import { sql as uploadKinds } from './0014-uploads.ts';

/** In order; a migration's number is its place here, from 1. One that has shipped never changes. */
export const migrations: readonly { name: string; sql: string }[] = [
  { name: '0001-users', sql: users },
  { name: '0002-nodes', sql: nodes },
  { name: '0003-audit', sql: audit },
  { name: '0004-accounts', sql: accounts },
  { name: '0005-secrets', sql: secrets },
  { name: '0006-uploads', sql: uploads },
  { name: '0007-confirmed', sql: confirmed },
  { name: '0008-settings', sql: settings },
  { name: '0009-boards', sql: boards },
  { name: '0010-checks', sql: checks },
  { name: '0011-discovery', sql: discovery },
  { name: '0012-backups', sql: backups },
  { name: '0013-feeds', sql: feeds },
  { name: '0014-uploads', sql: uploadKinds },
];

import { basename, join } from 'node:path';
import type { Secret } from '@amud/protocol/secret.ts';
import { silentLog } from '../../core/log.ts';
import { type AuditEntry, appendAudit } from '../../store/audit-log.ts';
import { openStore } from '../../store/open.ts';
import { resealAll } from '../../store/secrets.ts';
import { readKey } from '../../store/secrets-key.ts';
import { names } from './contents.ts';
import type { Staged } from './stage.ts';
import { keptNameOf, writePending } from './swap.ts';

export type RestoreWish = {
  staged: Staged;
  databasePath: string;
  /** The key of the environment, when it is there: it seals what the backup's key sealed. */
  environmentKey: Secret | undefined;
  at: number;
  /** Who wanted it, for the audit log of the restored database. */
  by: AuditEntry['user'];
  address: string;
};

/**
 * Makes a staged backup ready to take the place of what is here: everybody is signed out, since a session that ended after
 * the backup would be back, and the audit log says what happened. Then it says so beside the database; see swap.ts.
 */
export const prepareRestore = async (wish: RestoreWish): Promise<void> => {
  const { staged, databasePath, environmentKey, at, by, address } = wish;
  const path = join(staged.folder, names.database);
  const store = openStore(path, silentLog());
  try {
    if (environmentKey) await resealAll(store.query, readKey(join(staged.folder, names.key)), environmentKey, at);
    await store.query.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('sessions').execute();
      const detail = { of: new Date(staged.about.createdAt).toISOString(), program: staged.about.program };
      await appendAudit(transaction, { user: by, action: 'backup.restore', address, result: 'done', detail }, at);
    });
    store.database.pragma('journal_mode = DELETE');
  } finally {
    await store.close();
  }
  writePending(databasePath, {
    step: 'aside',
    staged: basename(staged.folder),
    kept: keptNameOf(at),
    withKey: environmentKey === undefined,
  });
};

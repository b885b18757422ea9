import { createReadStream, existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BackupCounts } from '@amud/protocol/backup.ts';
import type { Secret } from '@amud/protocol/secret.ts';
import type { Database } from 'better-sqlite3';
import type { Entry } from './tar.ts';

/** What is in a backup, by name. Beside the database these lie in the same places. */
export const names = {
  manifest: 'manifest.json',
  database: 'amud.db',
  key: 'secrets-key',
  agentSecret: 'agent-secret',
  uploads: 'uploads',
} as const;
export const uploadName = /^uploads\/[A-Za-z0-9_-]{43}\.(webp|mp4|webm)$/;

/** Tables that tell a person whether this is the right backup; a database of an older program lacks some. */
const counted = { users: 'users', boards: 'boards', apps: 'apps', pictures: 'uploads', nodes: 'nodes' } as const;

export const countIn = (database: Database): BackupCounts => {
  const tables = new Set(
    database.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all(),
  );
  const count = (table: string): number =>
    tables.has(table) ? Number(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get()) : 0;
  const { users, boards, apps, pictures, nodes } = counted;
  return {
    users: count(users),
    boards: count(boards),
    apps: count(apps),
    pictures: count(pictures),
    nodes: count(nodes),
  };
};

/** The agents' secret, where `amud up` keeps it. */
export const agentSecretPathOf = (databasePath: string): string => join(dirname(databasePath), names.agentSecret);
export const uploadsFolderOf = (databasePath: string): string => join(dirname(databasePath), names.uploads);

export type Source = {
  databasePath: string;
  /** A copy of the database that nobody writes. */
  snapshotPath: string;
  uploadIds: string[];
  key: Secret;
  manifest: object;
};

/** A picture that was removed since the copy was made is left out. */
export async function* entriesOf(source: Source): AsyncGenerator<Entry> {
  yield whole(names.manifest, Buffer.from(`${JSON.stringify(source.manifest, undefined, 2)}\n`));
  yield await fileEntry(names.database, source.snapshotPath);
  yield whole(names.key, Buffer.from(`${Buffer.from(source.key.reveal(), 'hex').toString('base64url')}\n`));
  const agentSecret = agentSecretPathOf(source.databasePath);
  if (existsSync(agentSecret)) yield whole(names.agentSecret, await readFile(agentSecret));
  for (const id of source.uploadIds) {
    for (const kind of ['webp', 'mp4', 'webm']) {
      const path = join(uploadsFolderOf(source.databasePath), `${id}.${kind}`);
      if (existsSync(path)) yield await fileEntry(`${names.uploads}/${id}.${kind}`, path);
    }
  }
}

const whole = (name: string, content: Buffer): Entry => ({ name, bytes: content.length, body: [content] });

const fileEntry = async (name: string, path: string): Promise<Entry> => ({
  name,
  bytes: (await stat(path)).size,
  body: createReadStream(path) as AsyncIterable<Buffer>,
});

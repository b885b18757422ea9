import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { BackupCheck } from '@amud/protocol/backup.ts';
import type { Undo } from '@amud/protocol/clock.ts';
import { limits } from '@amud/protocol/limits.ts';
import type { Secret } from '@amud/protocol/secret.ts';
import { randomToken, sha256Hex } from '../../core/random.ts';
import { FaultError } from '../../http/faults.ts';
import type { Caller } from '../../http/route.ts';
import { BackupError } from './backup-error.ts';
import type { BackupsParts } from './backups.ts';
import { countIn } from './contents.ts';
import type { Turn } from './one-at-a-time.ts';
import { prepareRestore } from './prepare-restore.ts';
import type { Shelf } from './shelf.ts';
import { type Staged, stage } from './stage.ts';
import { isKeptName } from './swap.ts';

/** Opens backups beside what is here, and puts one in its place. */
export const createRestorer = (parts: BackupsParts, shelf: Shelf, turn: Turn) => {
  const { store, clock, log, databasePath } = parts;
  const home = dirname(databasePath);
  let ready: Staged | undefined;
  let cancel: Undo = () => {};
  const discard = async (): Promise<void> => {
    cancel();
    const old = ready;
    ready = undefined;
    if (old) await rm(old.folder, { recursive: true, force: true });
  };
  const check = (name: string, passphrase: Secret): Promise<BackupCheck> =>
    turn.take('checking', async () => {
      const path = await shelf.find(name);
      await discard();
      const folder = join(home, `.restore-${sha256Hex(randomToken()).slice(0, 12)}`);
      ready = await stage(path, passphrase, folder).catch((error: unknown) => {
        throw toFault(error);
      });
      cancel = clock.after(limits.backup.stagedMs, () => void discard());
      const { about, counts, admins } = ready;
      const { createdAt, program } = about;
      return { stage: basename(folder), createdAt, program, counts, admins, now: countIn(store.database) };
    });
  return {
    check,
    restore: (name: string, by: Caller, address: string): Promise<void> =>
      turn.take('checking', async () => {
        if (!ready || basename(ready.folder) !== name)
          throw new FaultError('missing', 'This backup is no longer open. Check it again.');
        const user = { id: by.userId, username: by.username };
        const environmentKey = parts.keyIsInEnvironment ? parts.key : undefined;
        await prepareRestore({ staged: ready, databasePath, environmentKey, at: clock.now(), by: user, address });
        ready = undefined;
        cancel();
        log.warn({ by: by.username }, 'a backup takes the place of what is here; AMUD begins anew');
      }),
    kept: async (): Promise<string[]> => (await readdir(home)).filter(isKeptName).sort().reverse(),
    /** What a process before this one left behind. */
    start: async (): Promise<void> => {
      for (const name of await readdir(home))
        if (/^\.restore-[a-z0-9]+$/.test(name)) await rm(join(home, name), { recursive: true, force: true });
    },
    stop: discard,
  };
};

const toFault = (error: unknown): unknown => {
  if (!(error instanceof BackupError)) return error;
  if (error.reason === 'no-room') return new FaultError('storage-full', error.message);
  return new FaultError('invalid', error.message, { field: fieldOf(error) });
};

const fieldOf = ({ reason }: BackupError): string => (reason === 'wrong-passphrase' ? 'passphrase' : 'file');

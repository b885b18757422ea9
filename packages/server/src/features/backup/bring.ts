import { createHash } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import type { BackupEntry } from '@amud/protocol/backup.ts';
import type { Clock, Undo } from '@amud/protocol/clock.ts';
import { limits } from '@amud/protocol/limits.ts';
import { randomToken } from '../../core/random.ts';
import { FaultError } from '../../http/faults.ts';
import type { Shelf } from './shelf.ts';

/**
 * A backup that somebody brings, in pieces: a large file over a slow line takes longer than a request may, and a piece that
 * was lost is sent again.
 */
export type Bring = {
  begin(bytes: number): Promise<string>;
  /** @returns how much is here; the backup with the last piece. */
  add(id: string, offset: number, piece: Buffer): Promise<{ received: number; backup: BackupEntry | null }>;
  stop(): Promise<void>;
};

type Coming = { file: FileHandle; path: string; bytes: number; received: number; busy: boolean; forget: Undo };

const IDLE_MS = 10 * 60_000;

export const createBring = ({ shelf, clock }: { shelf: Shelf; clock: Clock }): Bring => {
  const coming = new Map<string, Coming>();
  const drop = async (id: string): Promise<void> => {
    const one = coming.get(id);
    coming.delete(id);
    if (!one) return;
    one.forget();
    await one.file.close();
    await rm(`${one.path}.part`, { force: true });
  };
  const wait = (id: string): Undo => clock.after(IDLE_MS, () => void drop(id));
  const finish = async (id: string, one: Coming): Promise<BackupEntry> => {
    await one.file.sync();
    await rename(`${one.path}.part`, one.path);
    await drop(id);
    const name = one.path.slice(one.path.lastIndexOf('/') + 1);
    const entry = await shelf.entry(name);
    if (entry.state !== 'broken') return entry;
    await shelf.remove(name);
    throw new FaultError('invalid', 'This file is no backup of AMUD.', { field: 'file' });
  };
  return {
    begin: async (bytes) => {
      if (coming.size >= limits.backup.pieces)
        throw new FaultError('too-many-requests', 'Other files are being brought. Wait until they are here.');
      const id = idOf(randomToken());
      const path = await shelf.newPath('brought', clock.now());
      const file = await open(`${path}.part`, 'wx', 0o600).catch(explain);
      coming.set(id, { file, path, bytes, received: 0, busy: false, forget: wait(id) });
      return id;
    },
    add: async (id, offset, piece) => {
      const one = coming.get(id);
      if (!one) throw new FaultError('missing', 'This file is no longer awaited. Choose it again.');
      // The answer to a piece may be lost on its way: then it comes twice.
      if (offset !== one.received || one.busy) return { received: one.received, backup: null };
      if (one.received + piece.length > one.bytes)
        throw new FaultError('invalid', 'It is larger than it was said to be.');
      one.busy = true;
      one.forget();
      try {
        await one.file.write(piece, 0, piece.length, offset).catch(explain);
        one.received += piece.length;
      } finally {
        one.busy = false;
        one.forget = wait(id);
      }
      return { received: one.received, backup: one.received === one.bytes ? await finish(id, one) : null };
    },
    stop: async () => {
      for (const id of [...coming.keys()]) await drop(id);
    },
  };
};

/** Short, for an address. */
const idOf = (token: string): string => createHash('sha256').update(token).digest('hex').slice(0, 20);

const explain = (error: NodeJS.ErrnoException): never => {
  if (['ENOSPC', 'EDQUOT'].includes(error.code ?? ''))
    throw new FaultError('storage-full', 'The disk of the server is full. Free some space and try again.');
  throw error;
};

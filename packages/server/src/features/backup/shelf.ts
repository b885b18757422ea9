import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupEntry } from '@amud/protocol/backup.ts';
import { FaultError } from '../../http/faults.ts';
import { migrations } from '../../store/migrations/index.ts';
import { BackupError } from './backup-error.ts';
import type { About } from './head.ts';
import { syncFolder } from './make-backup.ts';
import { readAbout } from './sealed-file.ts';

/** The folder that backups are in. What somebody puts there by hand is listed too. */
export type Shelf = {
  list(): Promise<BackupEntry[]>;
  entry(name: string): Promise<BackupEntry>;
  /** @throws FaultError `missing` unless it is the name of a backup that is there. */
  find(name: string): Promise<string>;
  newPath(origin: BackupEntry['origin'], at: number): Promise<string>;
  remove(name: string): Promise<void>;
  /** Removes halves that a process left which was killed. */
  tidy(): Promise<void>;
  /** Removes scheduled ones but the newest `keep`. @returns their names. */
  prune(keep: number): Promise<string[]>;
};

const HALF_MS = 3_600_000;
const SUFFIX = '.amudbackup';
const marks: Record<BackupEntry['origin'], string> = { hand: 'hand', schedule: 'auto', brought: 'brought' };

export const createShelf = (folder: string): Shelf => {
  const names = async (): Promise<string[]> =>
    (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(SUFFIX)).sort();
  const find = async (name: string): Promise<string> => {
    if ((await names()).includes(name)) return join(folder, name);
    throw new FaultError('missing', 'There is no such backup any more.');
  };
  const entry = async (name: string): Promise<BackupEntry> => {
    const path = join(folder, name);
    const { size, mtimeMs } = await stat(path);
    const told = await readAbout(path).catch((error: unknown) => error);
    return toEntry(name, size, Math.floor(mtimeMs), told);
  };
  const remove = async (name: string): Promise<void> => {
    await rm(await find(name), { force: true });
    await syncFolder(folder);
  };
  const list = async (): Promise<BackupEntry[]> => {
    const entries = await Promise.all((await names()).map(entry));
    return entries.sort((one, other) => other.createdAt - one.createdAt);
  };
  return {
    list,
    entry,
    find,
    remove,
    newPath: async (origin, at) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const time = new Date(at)
        .toISOString()
        .replace(/\.\d+Z$/, '')
        .replaceAll(/[-:]/g, '')
        .replace('T', '-');
      const taken = new Set((await readdir(folder)).map((name) => name.replace(/\.part$/, '')));
      // Two in one second are told apart by a number.
      for (let number = 1; ; number += 1) {
        const name = `amud-${time}-${marks[origin]}${number > 1 ? `-${number}` : ''}${SUFFIX}`;
        if (!taken.has(name)) return join(folder, name);
      }
    },
    tidy: async () => {
      for (const name of await readdir(folder).catch(() => [])) {
        const path = join(folder, name);
        // A younger one may still be written, by `amud backup`.
        if (name.endsWith('.part') && Date.now() - (await stat(path)).mtimeMs > HALF_MS)
          await rm(path, { force: true });
      }
    },
    prune: async (keep) => {
      const good = (await list()).filter(({ origin, state }) => origin === 'schedule' && state === 'ok');
      const removed = good.slice(Math.max(1, keep)).map(({ name }) => name);
      for (const name of removed) await remove(name);
      return removed;
    },
  };
};

const originOf = (name: string): BackupEntry['origin'] => {
  const mark = /-(hand|auto)(-\d+)?\.amudbackup$/.exec(name)?.[1];
  if (mark === 'auto') return 'schedule';
  return mark === 'hand' ? 'hand' : 'brought';
};

const toEntry = (name: string, bytes: number, changedAt: number, told: unknown): BackupEntry => {
  const base = { name, bytes, origin: originOf(name) };
  if (told instanceof Error || told === undefined) {
    const isNewer = told instanceof BackupError && told.reason === 'newer';
    return { ...base, createdAt: changedAt, program: null, state: isNewer ? 'newer' : 'broken' };
  }
  const { createdAt, program, schema } = told as About;
  return { ...base, createdAt, program, state: schema > migrations.length ? 'newer' : 'ok' };
};

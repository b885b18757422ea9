import type { StatsFs } from 'node:fs';
import { statfs as systemStatfs } from 'node:fs/promises';
import { join } from 'node:path';
import { limits } from '@amud/protocol/limits.ts';
import type { FileSystemReading } from '@amud/protocol/reading.ts';
import type { Collector, HostPaths } from './collector.ts';
import { known, readText } from './files.ts';
import { type Mount, parseMountinfo, realMounts } from './mounts.ts';
import { clampText, toPercent } from './numbers.ts';

const EVERY_MS = 5_000;
/** A mount that has not answered by then is shown as hung, and is not asked again before it has. */
const DEADLINE_MS = 1_000;
/** Each open question holds one of four threads; two are left for everything else. */
const MOST_OPEN = 2;

export type Statfs = (
  path: string,
) => Promise<Pick<StatsFs, 'bsize' | 'blocks' | 'bfree' | 'bavail' | 'files' | 'ffree'>>;

type Space = Pick<
  FileSystemReading,
  'totalBytes' | 'usedBytes' | 'availableBytes' | 'usedPercent' | 'inodesUsedPercent'
>;

/** As `df` says it: used is total less free, the share is of used and what a user may still have. */
export const spaceOf = (parts: Awaited<ReturnType<Statfs>>[]): Space => {
  const sum = (bytes: (part: Awaited<ReturnType<Statfs>>) => number) =>
    parts.reduce((total, part) => total + bytes(part), 0);
  const usedBytes = sum(({ bsize, blocks, bfree }) => bsize * Math.max(0, blocks - bfree));
  // The datasets of a ZFS pool share what is free: it counts once.
  const availableBytes = Math.max(0, ...parts.map(({ bsize, bavail }) => bsize * bavail));
  const freeBytes = Math.max(0, ...parts.map(({ bsize, bfree }) => bsize * bfree));
  const first = parts[0];
  return known({
    totalBytes: usedBytes + freeBytes,
    usedBytes,
    availableBytes,
    usedPercent: usedBytes + availableBytes > 0 ? toPercent(usedBytes, usedBytes + availableBytes) : undefined,
    inodesUsedPercent:
      parts.length === 1 && first && first.files > 0 ? toPercent(first.files - first.ffree, first.files) : undefined,
  }) as Space;
};

/** Asks mounts one after the other; those that don't answer are left waiting and marked. */
const createAsker = (root: string, statfs: Statfs) => {
  const open = new Set<string>();
  const ask = async (mount: string): Promise<Awaited<ReturnType<Statfs>> | 'hung' | 'gone'> => {
    if (open.has(mount) || open.size >= MOST_OPEN) return 'hung';
    open.add(mount);
    const answer = statfs(join(root, mount)).then(
      (stats) => stats,
      () => 'gone' as const,
    );
    void answer.finally(() => open.delete(mount));
    return Promise.race([answer, late()]);
  };
  return ask;
};

const late = (): Promise<'hung'> =>
  new Promise((resolve) => {
    setTimeout(() => resolve('hung'), DEADLINE_MS).unref();
  });

export const fileSystemsCollector = ({ proc, root }: HostPaths, statfs: Statfs = systemStatfs): Collector => {
  const path = join(proc, root === '/' ? 'self/mountinfo' : '1/mountinfo');
  const ask = createAsker(root, statfs);
  let last: Record<string, FileSystemReading> = {};
  const look = async ({ mount, parts }: { mount: Mount; parts: Mount[] }): Promise<FileSystemReading | undefined> => {
    const answers = [];
    for (const part of parts) {
      const answer = await ask(part.point);
      if (answer === 'hung') return hung(mount, last[clampText(mount.point, limits.reading.nameLength)]);
      if (answer !== 'gone' && answer.blocks > 0) answers.push(answer);
    }
    return answers.length > 0 ? { ...describe(mount), state: 'ok', ...spaceOf(answers) } : undefined;
  };
  return {
    name: 'file systems',
    everyMs: EVERY_MS,
    collect: async () => {
      const text = readText(path);
      if (text === undefined) return `${path} can't be read`;
      const fileSystems: Record<string, FileSystemReading> = {};
      for (const system of realMounts(parseMountinfo(text)).slice(0, limits.reading.fileSystems)) {
        const reading = await look(system);
        if (reading) fileSystems[clampText(system.mount.point, limits.reading.nameLength)] = reading;
      }
      last = fileSystems;
      return { fileSystems };
    },
  };
};

const describe = ({ source, type, isReadOnly, isRemote }: Mount) => ({
  device: clampText(source, limits.reading.textLength),
  type: clampText(type, limits.reading.nameLength),
  ...(isReadOnly ? { readOnly: true } : {}),
  ...(isRemote ? { remote: true } : {}),
});

const hung = (mount: Mount, before: FileSystemReading | undefined): FileSystemReading => ({
  ...before,
  ...describe(mount),
  state: 'hung',
});

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
/**
 * An open question holds one of Node's four threads. Mounts are asked one after the other, so what is open is what hangs:
 * no more than two of those that have a server or a program behind them, and no more than two disks. When that many
 * hang, the rest of their kind is not asked until one of them answers, but the other kind is.
 */
const MOST_OPEN = { near: 2, far: 2 };

/** statfs(2). Blocks are counted in `frsize`, which newer Nodes tell; under FUSE it may differ from `bsize`. */
export type MountStats = {
  bsize: number;
  frsize?: number;
  blocks: number;
  bfree: number;
  bavail: number;
  files: number;
  ffree: number;
};
export type Statfs = (path: string) => Promise<MountStats>;

type Space = Pick<
  FileSystemReading,
  'totalBytes' | 'usedBytes' | 'availableBytes' | 'usedPercent' | 'inodesUsedPercent'
>;

/** As `df` says it: used is total less free, the share is of used and what a user may still have. */
export const spaceOf = (parts: MountStats[]): Space => {
  const usedBytes = parts.reduce((sum, part) => sum + blockBytes(part) * Math.max(0, part.blocks - part.bfree), 0);
  // The datasets of a ZFS pool share what is free: it counts once.
  const freeBytes = Math.max(0, ...parts.map((part) => blockBytes(part) * part.bfree));
  // What is kept for root can be more than what is free, and then wraps round below zero.
  const availableBytes = Math.max(
    0,
    ...parts.map((part) => (part.bavail <= part.bfree ? blockBytes(part) * part.bavail : 0)),
  );
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

const blockBytes = ({ bsize, frsize }: MountStats): number => frsize || bsize;

type Answer = MountStats | 'hung' | 'gone';

/** Asks a mount, unless it or too many others still owe an answer. */
const createAsker = (root: string, statfs: Statfs) => {
  const open = new Map<string, 'near' | 'far'>();
  return async ({ point, type, isRemote }: Mount): Promise<Answer> => {
    const lane = isRemote || /^(fuse|virtiofs)/.test(type) ? 'far' : 'near';
    const others = [...open.values()].filter((other) => other === lane);
    if (open.has(point) || others.length >= MOST_OPEN[lane]) return 'hung';
    open.set(point, lane);
    const answer = statfs(join(root, point)).catch((error) => (isOutOfReach(error, isRemote) ? 'hung' : 'gone'));
    void answer.then(() => open.delete(point));
    return withDeadline(answer);
  };
};

/** A share whose server is away says so in many ways (ESTALE, EIO, ENOTCONN, ETIMEDOUT …). */
const isOutOfReach = (error: NodeJS.ErrnoException, isRemote: boolean): boolean =>
  isRemote && !['ENOENT', 'EACCES', 'EPERM'].includes(error.code ?? '');

const withDeadline = (answer: Promise<Answer>): Promise<Answer> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve('hung'), DEADLINE_MS);
    void answer.then((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });

export const fileSystemsCollector = ({ proc, root }: HostPaths, statfs: Statfs = systemStatfs): Collector => {
  // Process 1 sees the host's mounts as they are; a hardened service sees its own as read-only.
  const path = join(proc, '1/mountinfo');
  const ask = createAsker(root, statfs);
  let last: Record<string, FileSystemReading> = {};
  const keyOf = ({ point }: Mount) => clampText(point, limits.reading.nameLength);
  const look = async ({ mount, parts }: { mount: Mount; parts: Mount[] }): Promise<FileSystemReading | undefined> => {
    const answers = [];
    for (const part of parts) {
      const answer = await ask(part);
      if (answer === 'hung') return hung(mount, last[keyOf(mount)]);
      if (answer !== 'gone' && answer.blocks > 0) answers.push(answer);
    }
    return answers.length > 0 ? { ...describe(mount), state: 'ok', ...spaceOf(answers) } : undefined;
  };
  return {
    name: 'file systems',
    everyMs: EVERY_MS,
    collect: async () => {
      const text = readText(path) ?? readText(join(proc, 'self/mountinfo'));
      if (text === undefined) return `${path} can't be read`;
      const fileSystems: Record<string, FileSystemReading> = {};
      for (const system of realMounts(parseMountinfo(text)).slice(0, limits.reading.fileSystems)) {
        const reading = await look(system);
        if (reading) fileSystems[keyOf(system.mount)] = reading;
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

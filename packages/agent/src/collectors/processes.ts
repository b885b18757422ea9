import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import type { ProcessesReading, ProcessReading } from '@amud/protocol/reading.ts';
import type { Collector, HostPaths } from './collector.ts';
import { readText } from './files.ts';
import { clampText, round2 } from './numbers.ts';

const EVERY_MS = 5_000;
const TOP = 8;
/** TASK_COMM_LEN less the zero at its end. */
const CUT_BYTES = 15;
/** Linux counts process time in hundredths of a second for programs, whatever the kernel's own tick is (USER_HZ). */
const JIFFY_MS = 10;
/** Processes read before others get their turn. */
const CHUNK = 200;

export type ProcessStat = { name: string; jiffies: number; startedAt: number; pages: number };

/** proc(5) pid/stat: "pid (name) state ppid …"; the name may hold spaces and brackets, so it ends at the last one. */
export const parseProcessStat = (text: string): ProcessStat | undefined => {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  const fields = text.slice(close + 2).split(' ', 22);
  const [user = NaN, system = NaN, startedAt = NaN, pages = NaN] = [11, 12, 19, 21].map((index) =>
    Number(fields[index]),
  );
  if (open < 0 || close < open || ![user, system, startedAt, pages].every(Number.isSafeInteger)) return undefined;
  return {
    name: printable(text.slice(open + 1, close)),
    jiffies: Math.max(0, user) + Math.max(0, system),
    startedAt,
    pages: Math.max(0, pages),
  };
};

/** A name can be empty, hold any byte, and be cut within a letter. */
const printable = (name: string): string => clampText(name.replace(/[\p{Cc}\p{Cs}\uFFFD]/gu, '?').trim(), 64) || '?';

/** "root:x:0:0:…" → names by number. */
export const parsePasswd = (text: string): Map<number, string> =>
  new Map(
    text.split('\n').flatMap((line) => {
      const [name, , uid] = line.split(':');
      return name && /^\d{1,10}$/.test(uid ?? '') ? [[Number(uid), clampText(name, 64)] as const] : [];
    }),
  );

type Seen = { jiffies: number; startedAt: number };
type Ranked = { pid: number; stat: ProcessStat; cpuPercent: number };

/**
 * CPU since the last look, as `top` says it. What started after all that was seen then is new, and so is its time; what
 * was only out of sight has no time to compare with.
 */
export const cpuPercentOf = (
  stat: ProcessStat,
  before: Seen | undefined,
  last: { elapsedMs: number; newestStart: number },
): number => {
  const isNew = stat.startedAt >= last.newestStart;
  const earlier = before?.startedAt === stat.startedAt ? before.jiffies : isNew ? 0 : stat.jiffies;
  if (last.elapsedMs <= 0) return 0;
  return round2((100 * Math.max(0, stat.jiffies - earlier) * JIFFY_MS) / last.elapsedMs);
};

export const processesCollector = ({ proc, root }: HostPaths, pageBytes: number): Collector => {
  let seen = new Map<number, Seen>();
  let seenAt = 0;
  const read = async (elapsedMs: number): Promise<Ranked[]> => {
    const newestStart = Math.max(0, ...[...seen.values()].map(({ startedAt }) => startedAt));
    const now = new Map<number, Seen>();
    const ranked: Ranked[] = [];
    for (const [index, name] of (await readdir(proc)).entries()) {
      if (index % CHUNK === CHUNK - 1) await breathe();
      const pid = /^\d{1,10}$/.test(name) ? Number(name) : undefined;
      const stat = pid === undefined ? undefined : parseProcessStat(readText(join(proc, name, 'stat')) ?? '');
      if (pid === undefined || !stat) continue;
      now.set(pid, stat);
      ranked.push({ pid, stat, cpuPercent: cpuPercentOf(stat, seen.get(pid), { elapsedMs, newestStart }) });
    }
    seen = new Map([...now].map(([pid, { jiffies, startedAt }]) => [pid, { jiffies, startedAt }]));
    return ranked;
  };
  return {
    name: 'processes',
    everyMs: EVERY_MS,
    collect: async ({ monotonicMs }) => {
      const ranked = await read(seenAt === 0 ? 0 : monotonicMs - seenAt);
      seenAt = monotonicMs;
      if (ranked.length === 0) return `${proc} shows no processes`;
      const users = parsePasswd(readText(join(root, 'etc/passwd')) ?? '');
      const describe = (process: Ranked) => toReading(process, pageBytes, join(proc, String(process.pid)), users);
      const top = (by: (process: Ranked) => number) =>
        [...ranked]
          .sort((a, b) => by(b) - by(a))
          .slice(0, TOP)
          .filter((process) => by(process) > 0)
          .map(describe);
      return {
        processes: {
          total: ranked.length,
          topByCpu: top(({ cpuPercent }) => cpuPercent),
          topByMemory: top(({ stat }) => stat.pages),
        } satisfies ProcessesReading,
      };
    },
  };
};

/**
 * The kernel cuts names at 15 characters, and Node.js names its main thread "MainThread": the program's own word for itself
 * (the first of its command line) is better where it is the same one, or where the name says nothing.
 */
export const fullName = (name: string, commandLine: string): string => {
  const program = printable(basename(commandLine.split('\0')[0]?.split(' ')[0] ?? ''));
  const isCut = Buffer.byteLength(name) >= CUT_BYTES && program.startsWith(name);
  return isCut || (name === 'MainThread' && program !== '?') ? program : name;
};

const toReading = (
  { pid, stat, cpuPercent }: Ranked,
  pageBytes: number,
  folder: string,
  users: Map<number, string>,
): ProcessReading => ({
  pid,
  name: fullName(stat.name, readText(join(folder, 'cmdline')) ?? ''),
  cpuPercent,
  memoryBytes: stat.pages * pageBytes,
  ...userOf(folder, users),
});

/** "Uid: real effective saved file"; the folder's owner is not it where a process hides itself from its user. */
export const parseUid = (status: string): number | undefined => {
  const uid = /^Uid:\t\d{1,10}\t(\d{1,10})\t/m.exec(status)?.[1];
  return uid === undefined ? undefined : Number(uid);
};

const userOf = (folder: string, users: Map<number, string>): { user?: string } => {
  const uid = parseUid(readText(join(folder, 'status')) ?? '');
  return uid === undefined ? {} : { user: users.get(uid) ?? String(uid) };
};

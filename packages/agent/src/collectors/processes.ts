import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import type { ProcessReading } from '@amud/protocol/reading.ts';
import type { Collector, HostPaths } from './collector.ts';
import { readText } from './files.ts';
import { clampText, round2 } from './numbers.ts';
import { createNames, printable } from './process-names.ts';

const EVERY_MS = 5_000;
const TOP = 8;
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
  const names = createNames(proc);
  let seen = new Map<number, Seen>();
  let seenAt: number | undefined;
  const read = async (elapsedMs: number): Promise<Ranked[]> => {
    const newestStart = [...seen.values()].reduce((newest, { startedAt }) => Math.max(newest, startedAt), 0);
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
  const toReading = async (process: Ranked, users: Map<number, string>): Promise<ProcessReading> => ({
    pid: process.pid,
    name: await names.nameOf(process),
    cpuPercent: process.cpuPercent,
    memoryBytes: process.stat.pages * pageBytes,
    ...userOf(join(proc, String(process.pid)), users),
  });
  const top = async (ranked: Ranked[], users: Map<number, string>, by: (process: Ranked) => number) => {
    const first = ranked.toSorted((a, b) => by(b) - by(a)).slice(0, TOP);
    const list: ProcessReading[] = [];
    for (const process of first) if (by(process) > 0) list.push(await toReading(process, users));
    return list;
  };
  return {
    name: 'processes',
    everyMs: EVERY_MS,
    collect: async ({ monotonicMs }) => {
      const ranked = await read(seenAt === undefined ? 0 : monotonicMs - seenAt);
      seenAt = monotonicMs;
      if (ranked.length === 0) return `${proc} shows no processes`;
      names.keep(ranked);
      const users = parsePasswd(readText(join(root, 'etc/passwd')) ?? '');
      const topByCpu = await top(ranked, users, ({ cpuPercent }) => cpuPercent);
      const topByMemory = await top(ranked, users, ({ stat }) => stat.pages);
      return { processes: { total: ranked.length, topByCpu, topByMemory } };
    },
  };
};

/** "Uid: real effective saved file"; the folder's owner is not it where a process hides itself from its user. */
export const parseUid = (status: string): number | undefined => {
  const uid = /^Uid:\t\d{1,10}\t(\d{1,10})\t/m.exec(status)?.[1];
  return uid === undefined ? undefined : Number(uid);
};

const userOf = (folder: string, users: Map<number, string>): { user?: string } => {
  const uid = parseUid(readText(join(folder, 'status')) ?? '');
  return uid === undefined ? {} : { user: users.get(uid) ?? String(uid) };
};

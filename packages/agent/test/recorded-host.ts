import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { HostPaths } from '../src/collectors/collector.ts';
import type { MountStats, Statfs } from '../src/collectors/file-systems.ts';
import type { Run } from '../src/collectors/run.ts';

const hosts = join(import.meta.dirname, 'hosts');

export const machines = [
  'bare-metal-ryzen-zfs',
  'proxmox-intel',
  'vm-kvm',
  'lxc-cgroup2',
  'docker-cgroup1',
  'raspberry-pi',
  'laptop',
] as const;
export type Machine = (typeof machines)[number];

/**
 * A bundle holds the files of a machine at one moment: "=== /path" and its text, "=== /path/" for a folder, and
 * "=== /path -> target" for a link. ␀ stands for the zero byte. `/statfs` and `/programs` are what the system calls and
 * programs of that machine say.
 */
export const readBundle = (machine: Machine, moment: 'first' | 'second'): Bundle => {
  const text = readFileSync(join(hosts, machine, `${moment}.txt`), 'utf8');
  return new Map(
    text
      .split(/^=== /m)
      .slice(1)
      .map((part) => {
        const end = part.indexOf('\n');
        return [part.slice(0, end), part.slice(end + 1).replaceAll('␀', '\0')] as const;
      }),
  );
};

const unpack = (bundle: Bundle, folder: string): void => {
  for (const [header, text] of bundle) {
    const [path = '', target] = header.split(' -> ');
    mkdirSync(join(folder, header.endsWith('/') ? path : dirname(path)), { recursive: true });
    if (target !== undefined) symlinkSync(target, join(folder, path));
    else if (!header.endsWith('/')) writeFileSync(join(folder, path), text);
  }
};

/** A few files of a made-up machine. */
export type Tree = { paths: HostPaths; write(files: Record<string, string>): void; remove(): void };
export const openTree = (files: Record<string, string>): Tree => {
  const folder = mkdtempSync(join(tmpdir(), 'amud-tree-'));
  const write = (changed: Record<string, string>) => unpack(new Map(Object.entries(changed)), folder);
  write(files);
  return {
    write,
    paths: { proc: join(folder, 'proc'), sys: join(folder, 'sys'), root: folder },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};

export type RecordedHost = {
  paths: HostPaths;
  statfs: Statfs;
  run: Run;
  /** Programs that were started. */
  started: string[];
  goOn(): void;
  remove(): void;
};

export type Bundle = Map<string, string>;

/** The machine as a tree of files, at its first moment; `goOn` brings it to its second. */
export const openRecordedHost = (machine: Machine, change = (bundle: Bundle): Bundle => bundle): RecordedHost => {
  const folder = mkdtempSync(join(tmpdir(), 'amud-host-'));
  unpack(change(readBundle(machine, 'first')), folder);
  const started: string[] = [];
  return {
    paths: { proc: join(folder, 'proc'), sys: join(folder, 'sys'), root: folder },
    statfs: statfsFrom(folder, readBundle(machine, 'first').get('/statfs') ?? ''),
    run: async (program) => {
      started.push(program);
      const text = readBundle(machine, 'first').get(`/programs/${program}`);
      return text === undefined ? { ok: false, isMissing: true, reason: 'ENOENT' } : { ok: true, text };
    },
    started,
    goOn: () => unpack(change(readBundle(machine, 'second')), folder),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};

/** Lines "mount point, block size, blocks, free, available, files, free files". */
const statfsFrom = (folder: string, text: string): Statfs => {
  const mounts = new Map<string, MountStats>();
  for (const line of text.split('\n')) {
    const [, point, numbers = ''] = /^(\/.*?)((?: \d+){6})$/.exec(line) ?? [];
    const [bsize = 0, blocks = 0, bfree = 0, bavail = 0, files = 0, ffree = 0] = numbers.trim().split(' ').map(Number);
    if (point) mounts.set(join(folder, point), { bsize, blocks, bfree, bavail, files, ffree });
  }
  return async (path) => {
    const stats = mounts.get(path);
    if (!stats) throw Object.assign(new Error(`${path} is not recorded`), { code: 'EACCES' });
    return stats;
  };
};

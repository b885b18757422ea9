import { readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { ListeningPort } from '@amud/protocol/discovery.ts';
import { limits } from '@amud/protocol/limits.ts';
import { list, readText } from '../collectors/files.ts';
import { printable } from '../collectors/process-names.ts';

type Listener = { address: string; port: number; inode: string };

const LISTENING = '0A';

/**
 * proc(5) net/tcp and net/tcp6: "sl local_address rem_address st … inode". An address is 32-bit words in the byte order
 * of the machine, in hex; every machine that Node.js runs on here is little-endian.
 */
export const parseListeners = (text: string): Listener[] =>
  text.split('\n').flatMap((line) => {
    const fields = line.trim().split(/\s+/);
    const [, hexAddress, hexPort] = /^([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})$/.exec(fields[1] ?? '') ?? [];
    if (hexAddress === undefined || hexPort === undefined || fields[3] !== LISTENING) return [];
    const port = Number.parseInt(hexPort, 16);
    const inode = fields[9] ?? '';
    return port > 0 && /^\d+$/.test(inode) ? [{ address: readAddress(hexAddress), port, inode }] : [];
  });

const readAddress = (hex: string): string => {
  const words = hex.match(/.{8}/g) ?? [];
  const bytes = words.flatMap((word) => (word.match(/../g) ?? []).reverse().map((byte) => Number.parseInt(byte, 16)));
  if (bytes.length === 4) return bytes.join('.');
  if (bytes.every((byte) => byte === 0)) return '::';
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  if (isMapped) return bytes.slice(12).join('.');
  const groups = Array.from({ length: 8 }, (_, index) => ((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0));
  return new URL(`http://[${groups.map((group) => group.toString(16)).join(':')}]/`).hostname.slice(1, -1);
};

const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1';

/** Ports that can be reached from other hosts, each once, with the program where we may see it. */
export const readListeningPorts = (paths: { proc: string; root: string }): ListeningPort[] => {
  // In a container, the host's first process knows the network of the host.
  const net = join(paths.proc, paths.root === '/' ? 'net' : '1/net');
  const found = ['tcp', 'tcp6'].flatMap((file) => parseListeners(readText(join(net, file)) ?? ''));
  const open = found.filter(({ address }) => !isLoopback(address));
  const programs = nameOwners(paths.proc, new Set(open.map(({ inode }) => inode)));
  const byPort = new Map<number, ListeningPort>();
  for (const { address, port, inode } of open) {
    const program = programs.get(inode);
    if (!byPort.has(port)) byPort.set(port, { port, address, ...(program === undefined ? {} : { process: program }) });
  }
  return [...byPort.values()].sort((one, other) => one.port - other.port).slice(0, limits.discovery.ports);
};

/** Which program has which socket open: only those of our own user tell, unless we are root. */
const nameOwners = (proc: string, inodes: ReadonlySet<string>): Map<string, string> => {
  const owners = new Map<string, string>();
  const pids = list(proc).filter((name) => /^\d+$/.test(name));
  for (const pid of pids.slice(0, limits.discovery.processes)) {
    if (owners.size === inodes.size) break;
    for (const descriptor of list(join(proc, pid, 'fd'))) {
      const inode = socketOf(join(proc, pid, 'fd', descriptor));
      if (inode === undefined || !inodes.has(inode) || owners.has(inode)) continue;
      owners.set(inode, printable(readText(join(proc, pid, 'comm')) ?? ''));
    }
  }
  return owners;
};

const socketOf = (path: string): string | undefined => {
  try {
    return /^socket:\[(\d+)\]$/.exec(readlinkSync(path))?.[1];
  } catch {
    // It was closed while we looked, or is another user's.
    return undefined;
  }
};

import { existsSync } from 'node:fs';
import { arch, hostname } from 'node:os';
import { join } from 'node:path';
import { limits } from '@amud/protocol/limits.ts';
import type { Platform } from '@amud/protocol/reading.ts';
import type { HostPaths } from './collector.ts';
import { known, list, readText, readWord } from './files.ts';
import { clampText } from './numbers.ts';

/** os-release(5): NAME="value" lines. */
export const parseOsRelease = (text: string): { name?: string; id?: string } => {
  const value = (key: string) => new RegExp(`^${key}=["']?([^"'\\n]*)["']?$`, 'm').exec(text)?.[1]?.trim() || undefined;
  return known({ name: value('PRETTY_NAME') ?? value('NAME'), id: value('ID') }) as { name?: string; id?: string };
};

export type CpuInfo = { model?: string; threads?: number; cores?: number };

/** proc(5) cpuinfo. ARM names its model in other ways, or only in the device tree. */
export const parseCpuinfo = (text: string): CpuInfo => {
  const all = (key: string) =>
    [...text.matchAll(new RegExp(`^${key}[ \\t]*:[ \\t]*(.*)$`, 'gm'))].map(([, value]) => (value ?? '').trim());
  const physical = all('physical id');
  const core = all('core id');
  const cores = new Set(core.map((id, index) => `${physical[index] ?? 0}:${id}`)).size;
  const threads = all('processor').filter((value) => /^\d+$/.test(value)).length;
  const model = all('model name')[0] || all('cpu model')[0] || all('Model')[0] || all('Hardware')[0] || undefined;
  return known({
    model: model?.replace(/\s+/g, ' '),
    threads: threads > 0 ? threads : undefined,
    cores: cores > 0 ? cores : undefined,
  }) as CpuInfo;
};

const containerWords: [RegExp, string][] = [
  [/\/(docker|docker-[0-9a-f]+)/, 'docker'],
  [/libpod/, 'podman'],
  [/\/(kubepods|cri-containerd)/, 'kubernetes'],
  [/\/lxc(\.payload)?[./]/, 'lxc'],
];

/** Is the root that we watch a container's? Asked as systemd-detect-virt does. */
const detectContainer = ({ proc, root }: HostPaths): string | undefined => {
  // Who sees the kernel's threads sees the whole machine, also where its root was once made from a container's.
  if (readWord(join(proc, '2/comm')) === 'kthreadd') return undefined;
  const variable = /(?:^|\0)container=([a-z-]+)/.exec(readText(join(proc, '1/environ')) ?? '')?.[1];
  const said = variable ?? readWord(join(root, 'run/systemd/container'));
  if (said) return said === 'oci' ? 'docker' : said;
  if (existsSync(join(root, '.dockerenv'))) return 'docker';
  if (existsSync(join(root, 'run/.containerenv'))) return 'podman';
  const groups = readText(join(proc, '1/cgroup')) ?? '';
  return containerWords.find(([pattern]) => pattern.test(groups))?.[1];
};

const machineWords: [RegExp, string][] = [
  [/microsoft.*wsl/i, 'wsl'],
  [/KVM/, 'kvm'],
  [/QEMU|Bochs/i, 'qemu'],
  [/VMware/i, 'vmware'],
  [/VirtualBox|innotek/i, 'oracle'],
  [/Microsoft Corporation Virtual Machine|Hyper-V/i, 'microsoft'],
  [/Xen/i, 'xen'],
  [/Parallels/i, 'parallels'],
  [/Amazon EC2/i, 'amazon'],
  [/Google Compute/i, 'google'],
  [/Apple Virtualization/i, 'apple'],
];

const detectMachine = ({ proc, sys }: HostPaths): string => {
  const dmi = ['sys_vendor', 'product_name', 'board_vendor', 'bios_vendor'].map(
    (file) => readWord(join(sys, 'class/dmi/id', file)) ?? '',
  );
  const kernel = readWord(join(proc, 'sys/kernel/osrelease')) ?? '';
  const text = [`${dmi[0]} ${dmi[1]}`, ...dmi, /microsoft/i.test(kernel) ? 'microsoft wsl' : ''].join('\n');
  const named = machineWords.find(([pattern]) => pattern.test(text))?.[1];
  const isGuest = /^flags\s*:.*\bhypervisor\b/m.test(readText(join(proc, 'cpuinfo')) ?? '');
  // "QEMU" names the machine; with a hypervisor beneath it, it is KVM in nearly every house.
  if (named === 'qemu' && isGuest) return 'kvm';
  if (named) return named;
  if (readWord(join(sys, 'hypervisor/type')) === 'xen' && !isXenHost(proc)) return 'xen';
  return detectByTraces({ proc, sys }) ?? (isGuest ? 'vm' : 'none');
};

/** Xen's first domain has the hypervisor below it too, but is the machine to its owner. */
const isXenHost = (proc: string): boolean => /control_d/.test(readText(join(proc, 'xen/capabilities')) ?? '');

/** Small virtual machines and those on ARM have no DMI, but the hypervisor's clock or a device tree. */
const detectByTraces = ({ proc, sys }: Pick<HostPaths, 'proc' | 'sys'>): string | undefined => {
  const clocks = readText(join(sys, 'devices/system/clocksource/clocksource0/available_clocksource')) ?? '';
  if (/\bkvm-clock\b/.test(clocks)) return 'kvm';
  if (/\bhyperv_clocksource/.test(clocks)) return 'microsoft';
  const tree = (file: string) => readText(join(proc, 'device-tree', file)) ?? '';
  if (/linux,kvm/.test(tree('hypervisor/compatible'))) return 'kvm';
  return /linux,dummy-virt/.test(tree('compatible')) ? 'qemu' : undefined;
};

/** As systemd-detect-virt names it: none, kvm, vmware, lxc, docker …; `vm` for a guest of we do not know what. */
export const readVirtualisation = (paths: HostPaths): string => detectContainer(paths) ?? detectMachine(paths);

const architectures: Record<string, string> = { x64: 'x86_64', arm64: 'aarch64', ia32: 'i686', arm: 'armv7l' };

export const readPlatform = (paths: HostPaths): Platform => {
  const { proc, root } = paths;
  const release = parseOsRelease(
    readText(join(root, 'etc/os-release')) ?? readText(join(root, 'usr/lib/os-release')) ?? '',
  );
  const cpu = parseCpuinfo(readText(join(proc, 'cpuinfo')) ?? '');
  const board = readText(join(proc, 'device-tree/model'))?.replaceAll('\0', '').trim() || undefined;
  const text = (value: string | undefined, length: number) => value && clampText(value, length);
  return known({
    hostName: text(readHostName(paths), limits.reading.nameLength) ?? 'host',
    osName: text(release.name, limits.reading.textLength),
    osId: text(release.id, limits.reading.nameLength),
    kernel: text(readWord(join(proc, 'sys/kernel/osrelease')), limits.reading.textLength),
    architecture: architectures[arch()] ?? arch(),
    cpuModel: text(cpu.model ?? board, limits.reading.textLength),
    cpuThreads: cpu.threads,
    cpuCores: cpu.cores ?? countCores(paths),
    virtualisation: readVirtualisation(paths),
  }) as Platform;
};

/** ARM tells nothing of cores in /proc/cpuinfo: threads of one core name the same siblings. */
const countCores = ({ sys }: HostPaths): number | undefined => {
  const folder = join(sys, 'devices/system/cpu');
  const siblings = list(folder)
    .filter((name) => /^cpu\d+$/.test(name))
    .map((name) => readWord(join(folder, name, 'topology/thread_siblings_list')));
  return new Set(siblings.filter((word) => word !== undefined)).size || undefined;
};

/** In a container the kernel tells the container's name, and the host's is in its /etc. */
const readHostName = ({ proc, root }: HostPaths): string =>
  (root === '/' ? readWord(join(proc, 'sys/kernel/hostname')) : readWord(join(root, 'etc/hostname'))) ?? hostname();

export const readBootId = ({ proc }: HostPaths): string | undefined =>
  readWord(join(proc, 'sys/kernel/random/boot_id'))?.slice(0, 64);

import { afterEach, describe, expect, it } from 'vitest';
import { readPlatform, readVirtualisation } from '../src/collectors/platform.ts';
import { openTree } from './recorded-host.ts';

const trees: ReturnType<typeof openTree>[] = [];
const tree = (files: Record<string, string>) => {
  const opened = openTree(files);
  trees.push(opened);
  return opened.paths;
};
afterEach(() => {
  for (const opened of trees.splice(0)) opened.remove();
});

const dmi = (vendor: string, product: string) => ({
  '/sys/class/dmi/id/sys_vendor': `${vendor}\n`,
  '/sys/class/dmi/id/product_name': `${product}\n`,
});
const guest = { '/proc/cpuinfo': 'processor\t: 0\nflags\t\t: fpu vme hypervisor lahf_lm\n' };
const clocks = (names: string) => ({
  '/sys/devices/system/clocksource/clocksource0/available_clocksource': `${names}\n`,
});

describe('virtualisation', () => {
  it.each<[string, string, Record<string, string>]>([
    ['none', 'a machine', dmi('LENOVO', '20W0005')],
    ['none', 'a tablet of the vendor of a hypervisor', dmi('Microsoft Corporation', 'Surface Pro 7')],
    [
      'none',
      'a machine that was made from an image of a container',
      { '/proc/2/comm': 'kthreadd\n', '/.dockerenv': '' },
    ],
    ['kvm', 'a virtual machine of Proxmox', { ...dmi('QEMU', 'Standard PC (Q35 + ICH9, 2009)'), ...guest }],
    ['qemu', 'one without hypervisor below it', dmi('QEMU', 'Standard PC (i440FX + PIIX, 1996)')],
    ['kvm', 'a small one without DMI', { ...guest, ...clocks('tsc kvm-clock') }],
    ['kvm', 'one on ARM', { '/proc/device-tree/hypervisor/compatible': 'linux,kvm\0' }],
    ['vmware', 'one of VMware', { ...dmi('VMware, Inc.', 'VMware7,1'), ...guest }],
    ['oracle', 'one of VirtualBox', { ...dmi('innotek GmbH', 'VirtualBox'), ...guest }],
    ['microsoft', 'one of Hyper-V', { ...dmi('Microsoft Corporation', 'Virtual Machine'), ...guest }],
    ['xen', 'a guest of Xen', { '/sys/hypervisor/type': 'xen\n', ...guest }],
    ['none', 'the first domain of Xen', { '/sys/hypervisor/type': 'xen\n', '/proc/xen/capabilities': 'control_d\n' }],
    ['vm', 'a guest of we do not know what', guest],
    ['wsl', 'Windows', { '/proc/sys/kernel/osrelease': '5.15.153.1-microsoft-standard-WSL2\n', ...guest }],
    ['lxc', 'LXC, seen by root', { '/proc/1/environ': 'TERM=linux\0container=lxc\0' }],
    ['lxc', 'LXC, seen by a user', { '/run/systemd/container': 'lxc\n' }],
    ['lxc', 'LXC with cgroup v1', { '/proc/1/cgroup': '4:memory:/lxc/101/ns\n' }],
    ['systemd-nspawn', 'nspawn', { '/proc/1/environ': 'container=systemd-nspawn\0' }],
    ['docker', 'Docker', { '/.dockerenv': '', ...guest }],
    ['docker', 'Docker with cgroup v1', { '/proc/1/cgroup': '9:cpu:/docker/0a1b2c\n' }],
    ['podman', 'Podman', { '/run/.containerenv': '' }],
    ['kubernetes', 'a pod', { '/proc/1/cgroup': '9:cpu:/kubepods/besteffort/pod1/2\n' }],
  ])('is %s for %s', (expected, _, files) => {
    expect(readVirtualisation(tree(files))).toBe(expected);
  });
});

describe('the platform', () => {
  it('has the model and cores of an ARM board from where its kernel puts them', () => {
    const paths = tree({
      '/proc/cpuinfo': 'processor\t: 0\nBogoMIPS\t: 108.00\n\nprocessor\t: 1\nBogoMIPS\t: 108.00\n',
      '/proc/device-tree/model': 'Radxa ROCK 5B\0',
      '/sys/devices/system/cpu/cpu0/topology/thread_siblings_list': '0\n',
      '/sys/devices/system/cpu/cpu1/topology/thread_siblings_list': '1\n',
      '/etc/hostname': 'rock\n',
    });
    expect(readPlatform(paths)).toMatchObject({
      hostName: 'rock',
      cpuModel: 'Radxa ROCK 5B',
      cpuThreads: 2,
      cpuCores: 2,
    });
  });

  it('is short enough for the wire whatever the files say', () => {
    const paths = tree({ '/etc/hostname': 'x'.repeat(5_000), '/etc/os-release': `PRETTY_NAME=${'y'.repeat(5_000)}\n` });
    const { hostName, osName } = readPlatform(paths);
    expect([hostName.length, osName?.length]).toEqual([128, 512]);
  });
});

import { describe, expect, it } from 'vitest';
import { parseMountinfo, realMounts } from './mounts.ts';

const shown = (text: string) =>
  realMounts(parseMountinfo(text)).map(({ mount, parts }) => [mount.point, parts.map(({ point }) => point)]);

describe('mountinfo', () => {
  it('has spaces, tabs and line ends in octal', () => {
    const [mount] = parseMountinfo('36 35 8:1 / /mnt/a\\040b\\011c\\134d rw - ext4 /dev/sda1 rw\n');
    expect(mount).toMatchObject({ point: '/mnt/a b\tc\\d', source: '/dev/sda1', isReadOnly: false, isRemote: false });
  });

  it('shows only what is mounted last at a point', () => {
    const text = '1 0 8:1 / /mnt rw - ext4 /dev/sda1 rw\n2 1 0:40 / /mnt ro shared:1 - nfs nas:/a rw\n';
    expect(parseMountinfo(text)).toMatchObject([{ type: 'nfs', isReadOnly: true, isRemote: true }]);
  });

  it('skips lines that are none', () => {
    expect(parseMountinfo('hello\n - \n1 2 3\n')).toEqual([]);
  });
});

describe('file systems that a person means', () => {
  it('are shown once, whole before bind mounts of a part', () => {
    const text = [
      '1 0 8:1 /data /a rw - ext4 /dev/sda1 rw',
      '2 0 8:1 / /mnt/disk rw - ext4 /dev/sda1 rw',
      '3 0 8:1 / /mnt/disk-again rw - ext4 /dev/sda1 rw',
    ].join('\n');
    expect(shown(text)).toEqual([['/mnt/disk', ['/mnt/disk']]]);
  });

  it('have a pool under its own mount, unless it is the root, with each dataset once', () => {
    const text = [
      '1 0 0:30 / /home rw - zfs tank/home rw',
      '2 0 0:31 / /mnt/tank rw - zfs tank rw',
      '3 0 0:30 / /export/home rw - zfs tank/home rw',
      '4 0 0:40 / / rw - zfs rpool/ROOT/pve-1 rw',
      '5 0 0:41 / /rpool rw - zfs rpool rw',
    ].join('\n');
    expect(shown(text)).toEqual([
      ['/mnt/tank', ['/mnt/tank', '/home']],
      ['/', ['/', '/rpool']],
    ]);
  });

  it('are local first, and never automounts, containers or what only looks like a disk', () => {
    const text = [
      '1 0 0:50 / /mnt/nas rw - nfs4 nas:/a rw',
      '2 0 0:51 / /net rw - autofs auto.net rw',
      '3 0 0:52 / / rw - ext4 /dev/sda1 rw',
      '4 0 0:53 / /var/lib/docker/overlay2/1/merged rw - overlay overlay rw',
      '5 0 7:1 / /snap/core/1 ro - squashfs /dev/loop1 ro',
      '6 0 0:54 / /tmp rw - tmpfs tmpfs rw',
      '7 0 0:55 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw',
    ].join('\n');
    expect(shown(text).map(([point]) => point)).toEqual(['/', '/mnt/nas']);
  });

  it('show the root of a container, and not the files that its runtime puts there', () => {
    const text = [
      '1 0 0:60 / / rw - overlay overlay rw,lowerdir=/l,upperdir=/u',
      '2 1 8:1 /var/lib/docker/containers/1/hosts /etc/hosts rw - ext4 /dev/sda1 rw',
    ].join('\n');
    expect(shown(text).map(([point]) => point)).toEqual(['/']);
  });
});

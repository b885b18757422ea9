/** One line of mountinfo(5). */
export type Mount = {
  /** "8:1"; the major is 0 for file systems without one disk. */
  device: string;
  /** The folder of the file system that is mounted: `/`, or less for a bind mount. */
  from: string;
  point: string;
  type: string;
  source: string;
  isReadOnly: boolean;
  isRemote: boolean;
};

const remoteTypes =
  /^(nfs4?|cifs|smb3|smbfs|9p|ceph|glusterfs|fuse\.(glusterfs|sshfs|rclone|s3fs|davfs)|davfs|afs|lustre|beegfs)$/;

/** Without disk behind them, or only showing what is on another one. */
const pseudoTypes = new Set(
  `autofs binfmt_misc bpf cgroup cgroup2 configfs debugfs devfs devpts devtmpfs efivarfs fuse.gvfsd-fuse fuse.lxcfs fuse.portal
  fuse.snapfuse fusectl hugetlbfs iso9660 mqueue nsfs overlay proc pstore ramfs rootfs rpc_pipefs securityfs selinuxfs squashfs
  sysfs tmpfs tracefs erofs aufs`.split(/\s+/),
);

/** Of one pool. Whoever has more of them mounted has most of the space in these. */
const MOST_DATASETS = 256;

/** Where container runtimes, AppImages, Proxmox and the system keep mounts of their own. */
const isPrivate = (point: string): boolean =>
  /^\/(dev|proc|sys|snap)(\/|$)/.test(point) ||
  /^\/run\/(?!media\/)/.test(point) ||
  /^\/etc\/(hosts|hostname|resolv\.conf|pve)$|^\/tmp\/\.mount_/.test(point) ||
  /^\/var\/lib\/(docker|containers|containerd|kubelet|lxcfs|lxd\/shmounts|incus\/shmounts)(\/|$)/.test(point);

/** Spaces and the like are written \040. */
const unescapeOctal = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));

/** mountinfo(5): id parent major:minor root point options [optional …] - type source superoptions. */
export const parseMountinfo = (text: string): Mount[] => {
  const mounts = new Map<string, Mount>();
  for (const line of text.split('\n')) {
    const [left, right] = line.split(' - ', 2);
    const [, , device, from, point, options] = left?.split(' ') ?? [];
    const [type, source, superOptions = ''] = right?.split(' ') ?? [];
    if (!device || !from || !point?.startsWith('/') || !options || !type || source === undefined) continue;
    const isReadOnly = [options, superOptions].some((list) => list.split(',').includes('ro'));
    const isRemote = remoteTypes.test(type);
    // What is mounted over another hides it: the last one of a point stands.
    mounts.set(point, {
      device,
      from: unescapeOctal(from),
      point: unescapeOctal(point),
      type,
      source: unescapeOctal(source),
      isReadOnly,
      isRemote,
    });
  }
  return [...mounts.values()];
};

/** Same key, same space on disk: bind mounts, btrfs subvolumes, and all datasets of a ZFS pool. */
const spaceKey = ({ device, type, source, point }: Mount): string => {
  if (type === 'zfs') return `zfs ${source.split('/')[0]}`;
  if (!device.startsWith('0:')) return device;
  if (type.startsWith('fuse')) return `${type} ${point}`;
  return `${type} ${source}`;
};

/**
 * The file systems that a person means, each once, local ones first: the one mounted whole before a part of it, then the
 * shortest path. A ZFS pool is one, and `parts` are its datasets.
 */
export const realMounts = (mounts: Mount[]): { mount: Mount; parts: Mount[] }[] => {
  const groups = new Map<string, Mount[]>();
  for (const mount of mounts) {
    const isRootOverlay = mount.point === '/' && mount.type === 'overlay';
    if (!isRootOverlay && (pseudoTypes.has(mount.type) || isPrivate(mount.point))) continue;
    const isSnapshot = mount.type === 'zfs' && mount.source.includes('@');
    if (isSnapshot) continue;
    const key = spaceKey(mount);
    groups.set(key, [...(groups.get(key) ?? []), mount]);
  }
  return [...groups.values()]
    .map((group) => group.sort((a, b) => rank(a) - rank(b)))
    .flatMap((group) => (group[0] ? [{ mount: group[0], parts: partsOf(group, group[0]) }] : []))
    .sort((a, b) => Number(a.mount.isRemote) - Number(b.mount.isRemote));
};

/** `/` before a pool's own mount before others; whole ones before bind mounts of a part; then the shortest path. */
const rank = ({ from, point, type, source }: Mount): number => {
  if (point === '/') return 0;
  const isPart = from !== '/' && type !== 'btrfs';
  const isDataset = type === 'zfs' && source.includes('/');
  return point.length + (isPart ? 100_000 : 0) + (isDataset ? 10_000 : 0);
};

/** The datasets of a pool, each once however often it is mounted. */
const partsOf = (group: Mount[], first: Mount): Mount[] => {
  if (first.type !== 'zfs') return [first];
  const datasets = new Map<string, Mount>();
  for (const mount of group) if (!datasets.has(mount.source)) datasets.set(mount.source, mount);
  return [...datasets.values()].slice(0, MOST_DATASETS);
};

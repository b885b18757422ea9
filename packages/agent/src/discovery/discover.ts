import { networkInterfaces } from 'node:os';
import type { DiscoverAnswer } from '@amud/protocol/discovery.ts';
import { limits } from '@amud/protocol/limits.ts';
import type { HostPaths } from '../collectors/collector.ts';
import { type EngineOptions, readContainers } from './engine.ts';
import { readListeningPorts } from './ports.ts';

export type Discover = () => Promise<DiscoverAnswer>;
type Interfaces = ReturnType<typeof networkInterfaces>;

/** Looks for what could be an app on this host: open ports, and containers with what their labels tell. */
export const createDiscover =
  (paths: HostPaths, engine: Omit<EngineOptions, 'root'>): Discover =>
  async () => ({
    addresses: addressesOf(networkInterfaces()),
    ports: readListeningPorts(paths),
    ...(await readContainers({ ...engine, root: paths.root })),
  });

/** Bridges and tunnels of engines: nobody in the house reaches a host there. */
const inner = /^(docker|br-|veth|virbr|vmbr\d+v|cni|flannel|cali|podman|lxcbr|lxdbr|tap|fwbr|fwpr)/;

/** IPv4 before IPv6, the house's own before public ones; link-local ones can't be in a link. */
export const addressesOf = (interfaces: Interfaces): string[] => {
  const all = Object.entries(interfaces).flatMap(([name, addresses]) => (inner.test(name) ? [] : (addresses ?? [])));
  const usable = all.filter(({ internal, address }) => !internal && !/^(fe80:|169\.254\.)/i.test(address));
  const rank = ({ family, address }: (typeof usable)[number]): number =>
    (family === 'IPv4' ? 0 : 2) + (/^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|f[cd])/i.test(address) ? 0 : 1);
  return usable
    .toSorted((one, other) => rank(one) - rank(other))
    .map(({ address }) => address)
    .slice(0, limits.discovery.addresses);
};

import type { NodeView } from '@amud/protocol/live.ts';
import { m } from '../messages.ts';

export type Condition = 'online' | 'stale' | 'offline' | 'unauthenticated';

/** Three looks missed. */
const MISSED = 3;
/** For the way from the host to here. */
const SLACK_MS = 1_000;

export const isStale = (at: number | undefined, intervalMs: number, now: number): boolean =>
  at !== undefined && now - at > MISSED * intervalMs + SLACK_MS;

/** `isLinked` is false while this page hears nothing itself: then silence says nothing about the node. */
export const conditionOf = (node: NodeView, at: number | undefined, now: number, isLinked: boolean): Condition => {
  if (node.state !== 'online') return node.state;
  return isLinked && isStale(at, node.intervalMs, now) ? 'stale' : 'online';
};

/** "Debian GNU/Linux 12 (bookworm)" is more than a glance needs. */
export const shortSystem = (osName: string): string =>
  osName
    .replace(/ GNU\/Linux/, '')
    .replace(/ \(.*\)$/, '')
    .replace(/ LTS$/, '');

/** As systemd names them, and as people do. */
const virtualisations: Record<string, string> = {
  kvm: m.shell_guest_kvm(),
  qemu: m.shell_guest_qemu(),
  vmware: m.shell_guest_vmware(),
  microsoft: m.shell_guest_microsoft(),
  xen: m.shell_guest_xen(),
  oracle: m.shell_guest_oracle(),
  lxc: m.shell_guest_lxc(),
  docker: m.shell_guest_docker(),
  podman: m.shell_guest_podman(),
  wsl: 'WSL',
};

/** `undefined` on bare metal: it goes without saying. */
export const virtualisationName = (name: string | undefined): string | undefined =>
  name === undefined || name === 'none' ? undefined : (virtualisations[name] ?? name);

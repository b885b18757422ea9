import type { Containers, DiscoverAnswer, Discovery, FoundApp } from '@amud/protocol/discovery.ts';
import type { Result } from '@amud/protocol/faults.ts';
import type { IconHit } from '@amud/protocol/icons.ts';
import { limits } from '@amud/protocol/limits.ts';
import { createGate } from '../../core/gate.ts';
import { FaultError } from '../../http/faults.ts';
import type { Ignored } from './ignored.ts';
import { type KnownApp, knownApp } from './known.ts';
import { imageName, nameOf, recognise, titleName, wishedIcon } from './naming.ts';
import type { Probe, Probed } from './probe.ts';
import { type Candidate, fromContainer, fromPort, type Host, hasPage } from './propose.ts';

export type KnownAddress = { url: string; nodeId: string | undefined; part: string };

export type DiscoveryParts = {
  /** Hosts with an agent that is connected. */
  nodes(): { id: string; name: string }[];
  isNode(id: string): boolean;
  ask(nodeId: string): Promise<Result<DiscoverAnswer>>;
  probe: Probe;
  icons: { has(name: string): boolean; suggest(of: { name: string; url: string }): Promise<IconHit[]> };
  /** The apps that are there already. */
  known(): KnownAddress[];
  ignored: Ignored;
  /** Ports that AMUD itself listens on: no app of its own page. */
  ownPorts(): number[];
};

/** Looks on all hosts at once for what could be an app, and asks each whether it answers. */
export const createDiscovery = (parts: DiscoveryParts) => {
  let running: Promise<Discovery> | undefined;
  return {
    /** Two who ask at the same time get the same answer. */
    find: (): Promise<Discovery> => {
      running ??= find(parts).finally(() => {
        running = undefined;
      });
      return running;
    },
    /** The containers of one host. @throws FaultError where it is not known, or its agent is away or does not answer. */
    containers: async (nodeId: string): Promise<Containers> => {
      if (!parts.isNode(nodeId)) throw new FaultError('missing', `There is no node "${nodeId}".`);
      const answer = await parts.ask(nodeId);
      if (!answer.ok) throw new FaultError(answer.fault.kind, answer.fault.message);
      const { containers, noContainers } = answer.value;
      const named = containers.map(({ name, image }) => ({ name, image }));
      return {
        containers: named.toSorted((one, other) => one.name.localeCompare(other.name)),
        note: noContainers ?? '',
      };
    },
  };
};
export type Finder = ReturnType<typeof createDiscovery>;

const find = async (parts: DiscoveryParts): Promise<Discovery> => {
  const signal = AbortSignal.timeout(limits.discovery.totalMs);
  const gate = createGate(limits.discovery.probes, limits.discovery.proposals);
  const probe: Probe = (url, until) => gate(() => parts.probe(url, until)) ?? Promise.resolve(undefined);
  const problems: Discovery['problems'] = [];
  const nodes = parts.nodes();
  const found = await Promise.all(
    nodes.map(async ({ id, name }) => {
      const answer = await parts.ask(id);
      if (!answer.ok) {
        problems.push({ nodeName: name, message: answer.fault.message });
        return [];
      }
      if (answer.value.noContainers) problems.push({ nodeName: name, message: answer.value.noContainers });
      const host = { nodeId: id, nodeName: name, address: answer.value.addresses[0] ?? name };
      return propose(parts, { host, found: answer.value, probe, signal });
    }),
  );
  const apps = mark(parts, found.flat(), await parts.ignored.keys());
  return { hosts: nodes.map(({ name }) => name), apps: apps.slice(0, limits.discovery.proposals), problems };
};

type Look = { host: Host; found: DiscoverAnswer; probe: Probe; signal: AbortSignal };
type Proposed = Omit<FoundApp, 'state'>;

const propose = async (parts: DiscoveryParts, { host, found, probe, signal }: Look): Promise<Proposed[]> => {
  const published = new Set(found.containers.flatMap(({ ports }) => ports.map(({ publicPort }) => publicPort)));
  const own = new Set(parts.ownPorts());
  const ports = found.ports.filter(({ port }) => hasPage(port) && !published.has(port) && !own.has(port));
  const candidates = [
    ...found.containers.flatMap((container) => fromContainer(host, container) ?? []),
    ...ports.map(({ port, process }) => fromPort(host, port, process)),
  ];
  const all = await Promise.all(candidates.map((candidate) => examine(parts, host, candidate, probe, signal)));
  return withOwners(
    host,
    all.filter((one) => one !== undefined),
    found.containers.filter(({ usesHostNetwork }) => usesHostNetwork),
  );
};

/** What does not answer is no app, unless a label says that it is one; nor is a port that has no page and no name. */
const examine = async (
  { icons }: DiscoveryParts,
  host: Host,
  candidate: Candidate,
  probe: Probe,
  signal: AbortSignal,
): Promise<Proposed | undefined> => {
  const answer = await firstAnswer(candidate.urls, probe, signal);
  if (!answer && candidate.source !== 'label') return undefined;
  const url = answer?.url ?? candidate.urls[0] ?? '';
  const title = titleName(answer?.title ?? '');
  const known = recognise(candidate, title);
  if (candidate.source === 'port' && !answer?.isPage && !known) return undefined;
  const hit = await bestIcon(icons, [known?.name ?? '', candidate.image, title, candidate.name], url);
  return {
    key: candidate.key,
    nodeId: host.nodeId,
    nodeName: host.nodeName,
    part: candidate.part,
    name: nameOf(candidate, { title, known, hit, url }),
    url,
    pin: answer?.pin ?? '',
    icon: wishedIcon(candidate.icon, icons.has) || (hit?.name ?? ''),
    description: candidate.description.slice(0, 200),
    group: candidate.group.slice(0, 60),
    kind: known?.kind ?? 'other',
    source: candidate.source,
  };
};

/** In words. What is longer is a sentence: some word of it fits some icon always. */
const LONGEST_NAME = 3;

/** By the first name that has one; else by the address. */
const bestIcon = async (icons: DiscoveryParts['icons'], names: readonly string[], url: string) => {
  for (const name of new Set(names.filter((one) => one !== '' && one.split(' ').length <= LONGEST_NAME))) {
    const [hit] = await icons.suggest({ name, url: '' });
    if (hit) return hit;
  }
  return (await icons.suggest({ name: '', url }))[0];
};

/** A container that has the network of its host is found by its port: it is the one of the same app. */
const withOwners = (host: Host, found: Proposed[], containers: DiscoverAnswer['containers']): Proposed[] => {
  const owners = new Map<KnownApp, string>();
  for (const { name, image } of containers) {
    const known = knownApp(imageName(image), name);
    if (known && !owners.has(known)) owners.set(known, name);
  }
  return found.map((one) => {
    const known = one.part === '' ? knownApp(one.name) : undefined;
    const part = known && owners.get(known);
    if (!known || part === undefined) return one;
    owners.delete(known);
    return { ...one, part, key: `${host.nodeId}:container:${part}`, source: 'container' };
  });
};

/** The first that has a page; else the first that answers at all. */
const firstAnswer = async (urls: readonly string[], probe: Probe, signal: AbortSignal) => {
  let other: (Probed & { url: string }) | undefined;
  for (const url of urls) {
    const answer = signal.aborted ? undefined : await probe(url, signal);
    if (answer?.isPage) return { url, ...answer };
    other ??= answer && { url, ...answer };
  }
  return other;
};

/** Which are there already: by their container, or by host and port. New ones come first, then by name. */
const mark = ({ known }: DiscoveryParts, found: Proposed[], ignored: ReadonlySet<string>): FoundApp[] => {
  const apps = known();
  const parts = new Set(apps.map(({ nodeId, part }) => `${nodeId} ${part}`));
  const places = new Set(apps.map(({ url }) => placeOf(url)));
  const stateOf = ({ key, nodeId, part, url }: Proposed): FoundApp['state'] => {
    if ((part !== '' && parts.has(`${nodeId} ${part}`)) || places.has(placeOf(url))) return 'added';
    return ignored.has(key) ? 'ignored' : 'new';
  };
  const order = ['new', 'added', 'ignored'];
  return found
    .map((one) => ({ ...one, state: stateOf(one) }))
    .sort(
      (one, other) => order.indexOf(one.state) - order.indexOf(other.state) || one.name.localeCompare(other.name, 'en'),
    );
};

const placeOf = (url: string): string => {
  if (!URL.canParse(url)) return url;
  const { protocol, hostname, port } = new URL(url);
  return `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`;
};

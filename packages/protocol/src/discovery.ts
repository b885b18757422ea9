import * as v from 'valibot';
import { iconName } from './apps.ts';
import { limits } from './limits.ts';

/** Apps that run already: what an agent finds on its host, and what the server makes of it. */

const { discovery } = limits;
const short = v.pipe(v.string(), v.maxLength(discovery.textLength));
const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535));

/** A TCP port that something listens on. `address` is the one it is bound to: `0.0.0.0`, `::`, `192.168.1.5`. */
export const listeningPort = v.object({
  port,
  address: short,
  /** The program, where the agent may see it. */
  process: v.optional(short),
});
export type ListeningPort = v.InferOutput<typeof listeningPort>;

/** A container that runs, as the engine lists it. Only labels that tell of an app are passed on. */
export const foundContainer = v.object({
  id: short,
  name: short,
  image: short,
  /** TCP only. Without `publicPort` it can't be reached from outside of the engine. */
  ports: v.pipe(
    v.array(v.object({ privatePort: port, publicPort: v.optional(port), address: v.optional(short) })),
    v.maxLength(discovery.ports),
  ),
  /** It has the network of the host itself. */
  usesHostNetwork: v.boolean(),
  labels: v.record(short, v.pipe(v.string(), v.maxLength(discovery.labelLength))),
});
export type FoundContainer = v.InferOutput<typeof foundContainer>;

/** What an agent answers to `discover`. */
export const discoverAnswer = v.object({
  /** Addresses of the host in its networks, the likeliest one first. */
  addresses: v.pipe(v.array(short), v.maxLength(discovery.addresses)),
  ports: v.pipe(v.array(listeningPort), v.maxLength(discovery.ports)),
  containers: v.pipe(v.array(foundContainer), v.maxLength(discovery.containers)),
  /** Why there are no containers, where the engine was not asked or did not answer. */
  noContainers: v.optional(short),
});
export type DiscoverAnswer = v.InferOutput<typeof discoverAnswer>;

/** What an app is for, where that is known of it: the section that it goes to when no label names one. */
export const foundKinds = ['media', 'downloads', 'files', 'house', 'network', 'watch', 'work', 'other'] as const;
export type FoundKind = (typeof foundKinds)[number];

/** An app that could be added. `key` is the same each time the same thing is found. */
export const foundApp = v.object({
  key: v.string(),
  nodeId: v.string(),
  nodeName: v.string(),
  /** The container it runs in; empty: found by its port. */
  part: v.string(),
  name: v.string(),
  url: v.string(),
  icon: iconName,
  /** SHA-256 of a certificate that nobody vouches for, to be pinned when it is added; empty: none is needed. */
  pin: v.string(),
  description: v.string(),
  /** From labels: the section it wants to be in. */
  group: v.string(),
  kind: v.picklist(foundKinds),
  /** Said by a label, guessed from a container, or from a port that answers. */
  source: v.picklist(['label', 'container', 'port']),
  state: v.picklist(['new', 'added', 'ignored']),
});
export type FoundApp = v.InferOutput<typeof foundApp>;

/** `hosts`: those that were asked. `problems`: what could not be asked, and why, for a person. */
export const discoveryOutput = v.object({
  hosts: v.array(v.string()),
  apps: v.array(foundApp),
  problems: v.array(v.object({ nodeName: v.string(), message: v.string() })),
});
export type Discovery = v.InferOutput<typeof discoveryOutput>;

/** Containers that run on a host, by the name that stays theirs when they are made anew. `note`: why there are none. */
export const containersOutput = v.object({
  containers: v.array(v.object({ name: v.string(), image: v.string() })),
  note: v.string(),
});
export type Containers = v.InferOutput<typeof containersOutput>;

export const ignoreInput = v.object({
  keys: v.pipe(v.array(v.pipe(v.string(), v.maxLength(400))), v.minLength(1), v.maxLength(discovery.proposals)),
  ignored: v.boolean(),
});

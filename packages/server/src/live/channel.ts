import type { Snapshot } from '@amud/protocol/live.ts';
import { type Audience, sees } from '@amud/protocol/roles.ts';
import type { Columns } from '@amud/protocol/series.ts';
import { diff } from './patch.ts';

/**
 * One thing that browsers can follow, as one audience sees it. `read` gives a fresh value each time; it is compared, never
 * changed.
 */
export type Topic = {
  access: Audience;
  /** Each audience sees it otherwise; left out: it is the same for all who may see it. */
  differs?: true;
  read(): object;
  history?(): Record<string, Columns>;
  /** The first browser came, or the last one left. */
  watched?(isWatched: boolean): void;
};

/** Undefined where there is no such topic for this audience. */
export type FindTopic = (name: string, audience: Audience) => Topic | undefined;

export type Receive = (frame: Buffer) => void;

/** Topics for browsers: a snapshot, then numbered deltas, worked out once for all who see the same. */
export type Channel = {
  /** @returns undefined when there is no such topic for this audience; else the undo. */
  subscribe(name: string, audience: Audience, receive: Receive): (() => void) | undefined;
  /** The topic may have changed: followers get what did, and those who may not see it any more are told so. */
  publish(name: string): void;
  /** The topic's past changed: followers get all of it anew. */
  resync(name: string): void;
  /** The topic is no more. */
  remove(name: string): void;
  /** What a page carries. */
  snapshot(name: string, audience: Audience): Snapshot | undefined;
};

/** What one audience, or all, follow of a topic. */
type Followed = {
  name: string;
  audience: Audience;
  topic: Topic;
  data: object;
  version: number;
  receivers: Set<Receive>;
};

const frameOf = (message: object): Buffer => Buffer.from(JSON.stringify(message));

const send = ({ receivers }: Followed, message: object): void => {
  const frame = frameOf(message);
  for (const receive of receivers) receive(frame);
};

export const createChannel = (find: FindTopic): Channel => {
  /** By name, then by audience where it differs. */
  const followed = new Map<string, Map<Audience | '', Followed>>();
  const findFor = (name: string, audience: Audience): Topic | undefined => {
    const topic = find(name, audience);
    return topic && sees(audience, topic.access) ? topic : undefined;
  };
  const entryOf = (name: string, audience: Audience): Followed | undefined => {
    const topic = findFor(name, audience);
    if (!topic) return undefined;
    const known = followed.get(name)?.get(topic.differs ? audience : '');
    return known ?? { name, audience, topic, data: topic.read(), version: 1, receivers: new Set() };
  };
  const drop = (entry: Followed): void => {
    const { name, topic, audience } = entry;
    const variants = followed.get(name);
    const key = topic.differs ? audience : '';
    if (variants?.get(key) !== entry) return;
    variants.delete(key);
    if (variants.size > 0) return;
    followed.delete(name);
    topic.watched?.(false);
  };
  const keep = (entry: Followed): void => {
    const variants = followed.get(entry.name) ?? new Map<Audience | '', Followed>();
    const isFirst = variants.size === 0;
    followed.set(entry.name, variants.set(entry.topic.differs ? entry.audience : '', entry));
    if (isFirst) entry.topic.watched?.(true);
  };
  const end = (entry: Followed): void => {
    drop(entry);
    send(entry, { type: 'gone', topic: entry.name, message: 'It was removed, or is not yours to see any more.' });
  };
  const each = (name: string, run: (entry: Followed) => void): void => {
    for (const entry of [...(followed.get(name)?.values() ?? [])]) run(entry);
  };
  return {
    subscribe: (name, audience, receive) => {
      const entry = entryOf(name, audience);
      if (!entry) return undefined;
      entry.receivers.add(receive);
      receive(frameOf(snapshotOf(entry)));
      keep(entry);
      return () => {
        entry.receivers.delete(receive);
        if (entry.receivers.size === 0) drop(entry);
      };
    },
    publish: (name) => each(name, (entry) => update(entry, findFor(name, entry.audience), end)),
    resync: (name) =>
      each(name, (entry) => {
        entry.data = entry.topic.read();
        entry.version += 1;
        send(entry, snapshotOf(entry));
      }),
    remove: (name) => each(name, end),
    snapshot: (name, audience) => {
      const entry = entryOf(name, audience);
      return entry && snapshotOf(entry);
    },
  };
};

const update = (entry: Followed, topic: Topic | undefined, end: (entry: Followed) => void): void => {
  if (!topic) return end(entry);
  entry.topic = topic;
  const data = topic.read();
  const change = diff(entry.data, data);
  if (!change) return;
  entry.data = data;
  entry.version += 1;
  send(entry, { type: 'delta', topic: entry.name, version: entry.version, ...change });
};

const snapshotOf = ({ name, topic, data, version }: Followed): Snapshot => ({
  type: 'snapshot',
  topic: name,
  version,
  data,
  history: topic.history?.() ?? {},
});

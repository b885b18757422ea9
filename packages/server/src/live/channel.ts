import type { Snapshot } from '@amud/protocol/live.ts';
import { type Role, sees } from '@amud/protocol/roles.ts';
import type { Columns } from '@amud/protocol/series.ts';
import type { Caller } from '../http/route.ts';
import { diff } from './patch.ts';

/** One thing that browsers can follow. `read` gives a fresh value each time; it is compared, never changed. */
export type Topic = {
  access: Role;
  read(): object;
  history(): Record<string, Columns>;
  /** The first browser came, or the last one left. */
  watched?(isWatched: boolean): void;
};

export type Receive = (frame: Buffer) => void;

/** Topics for browsers: a snapshot, then numbered deltas, worked out once for all who look. */
export type Channel = {
  /** @returns undefined when there is no such topic for this caller; else the undo. */
  subscribe(name: string, caller: Caller, receive: Receive): (() => void) | undefined;
  /** The topic may have changed: followers get what did. */
  publish(name: string): void;
  /** The topic's past changed: followers get all of it anew. */
  resync(name: string): void;
  /** The topic is no more. */
  remove(name: string): void;
  /** What a page carries. */
  snapshot(name: string, caller: Caller): Snapshot | undefined;
};

type Followed = { topic: Topic; data: object; version: number; receivers: Set<Receive> };

const frameOf = (message: object): Buffer => Buffer.from(JSON.stringify(message));

export const createChannel = (find: (name: string) => Topic | undefined): Channel => {
  const followed = new Map<string, Followed>();
  const permitted = (name: string, caller: Caller): Topic | undefined => {
    const topic = find(name);
    return topic && sees(caller.role, topic.access) ? topic : undefined;
  };
  const send = (entry: Followed, message: object): void => {
    const frame = frameOf(message);
    for (const receive of entry.receivers) receive(frame);
  };
  const leave = (name: string, entry: Followed, receive: Receive): void => {
    entry.receivers.delete(receive);
    if (entry.receivers.size > 0 || followed.get(name) !== entry) return;
    followed.delete(name);
    entry.topic.watched?.(false);
  };
  return {
    subscribe: (name, caller, receive) => {
      const topic = permitted(name, caller);
      if (!topic) return undefined;
      const entry = followed.get(name) ?? { topic, data: topic.read(), version: 1, receivers: new Set() };
      entry.receivers.add(receive);
      receive(frameOf(snapshotOf(name, entry)));
      if (!followed.has(name)) {
        followed.set(name, entry);
        topic.watched?.(true);
      }
      return () => leave(name, entry, receive);
    },
    publish: (name) => {
      const entry = followed.get(name);
      if (!entry) return;
      const data = entry.topic.read();
      const patch = diff(entry.data, data);
      if (!patch) return;
      entry.data = data;
      entry.version += 1;
      send(entry, { type: 'delta', topic: name, version: entry.version, patch });
    },
    resync: (name) => {
      const entry = followed.get(name);
      if (!entry) return;
      entry.data = entry.topic.read();
      entry.version += 1;
      send(entry, snapshotOf(name, entry));
    },
    remove: (name) => {
      const entry = followed.get(name);
      if (!entry) return;
      followed.delete(name);
      send(entry, { type: 'gone', topic: name, message: 'It was removed.' });
      entry.topic.watched?.(false);
    },
    snapshot: (name, caller) => {
      const topic = permitted(name, caller);
      return (
        topic && snapshotOf(name, followed.get(name) ?? { topic, data: topic.read(), version: 1, receivers: new Set() })
      );
    },
  };
};

const snapshotOf = (name: string, { topic, data, version }: Followed): Snapshot => ({
  type: 'snapshot',
  topic: name,
  version,
  data,
  history: topic.history(),
});

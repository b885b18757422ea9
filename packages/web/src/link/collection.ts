import type { LiveMessage, Snapshot, TopicName } from '@amud/protocol/live.ts';
import type { Clock } from './clock.ts';
import type { Link } from './socket.ts';

/** How long a topic stays open after its last watcher left: going back a page costs nothing. */
const GRACE_MS = 5_000;

/** What the owner of a topic does with what comes. Called in order, only while somebody watches or the grace runs. */
export type TopicListener = {
  snapshot(snapshot: Pick<Snapshot, 'data' | 'history'>): void;
  /** `nulls` are paths of what is null now, which a merge patch can't say. */
  patch(patch: unknown, nulls?: string[][]): void;
  gone(message: string): void;
};

type Options = { link: Pick<Link, 'send' | 'onMessage' | 'state'>; clock: Clock; topic: TopicName; on: TopicListener };

export type Topic = ReturnType<typeof openTopic>;

/** One topic, subscribed to once however many watch it, and again after each reconnect. */
export const openTopic = ({ link, clock, topic, on }: Options) => {
  let watchers = 0;
  let subscribed = false;
  /** `undefined` until a snapshot came: deltas before it belong to nothing. */
  let version: number | undefined;
  let cancelGrace = () => {};

  const subscribe = () => {
    version = undefined;
    subscribed = true;
    link.send({ type: 'subscribe', topic });
  };

  const leave = () => {
    if (!subscribed) return;
    subscribed = false;
    link.send({ type: 'unsubscribe', topic });
  };

  const takeDelta = (message: Extract<LiveMessage, { type: 'delta' }>) => {
    if (version === undefined) return;
    if (message.version !== version + 1) {
      leave();
      return subscribe();
    }
    version = message.version;
    on.patch(message.patch, message.nulls);
  };

  const take = (message: LiveMessage) => {
    if (message.type === 'hello') {
      subscribed = false;
      if (watchers > 0) subscribe();
      return;
    }
    if (message.type === 'settings' || message.topic !== topic || !subscribed) return;
    if (message.type === 'delta') return takeDelta(message);
    if (message.type === 'gone') return on.gone(message.message);
    version = message.version;
    on.snapshot(message);
  };

  const undo = link.onMessage(take);

  return {
    /** Answers the end of this watch. */
    watch: () => {
      cancelGrace();
      watchers += 1;
      if (!subscribed && link.state().state === 'open') subscribe();
      let ended = false;
      return () => {
        if (ended) return;
        ended = true;
        watchers -= 1;
        if (watchers === 0) cancelGrace = clock.after(GRACE_MS, leave);
      };
    },
    close: () => {
      cancelGrace();
      leave();
      undo();
    },
  };
};

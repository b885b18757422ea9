import { expect, test } from 'vitest';
import { openTopic } from './collection.ts';
import { startLink } from './test/fake-wire.ts';

const start = () => {
  const lab = startLink();
  const heard: unknown[] = [];
  const topic = openTopic({
    link: lab.link,
    clock: lab.clock,
    topic: 'nodes',
    on: {
      snapshot: (snapshot) => heard.push(snapshot.data),
      patch: (patch) => heard.push(patch),
      gone: (message) => heard.push(message),
    },
  });
  lab.link.start();
  lab.last().hello();
  const snapshot = (version: number, data: object = {}) =>
    lab.last().say({ type: 'snapshot', topic: 'nodes', version, data, history: {} });
  const delta = (version: number, patch: object) => lab.last().say({ type: 'delta', topic: 'nodes', version, patch });
  return { ...lab, topic, heard, snapshot, delta };
};

const subscribed = { type: 'subscribe', topic: 'nodes' };
const unsubscribed = { type: 'unsubscribe', topic: 'nodes' };

test('the first watcher subscribes, the last leaves after five seconds', () => {
  const { topic, clock, last } = start();
  const endOne = topic.watch();
  const endOther = topic.watch();
  expect(last().sent).toEqual([subscribed]);
  endOne();
  endOne();
  clock.advance(10_000);
  expect(last().sent).toEqual([subscribed]);
  endOther();
  clock.advance(4_999);
  expect(last().sent).toEqual([subscribed]);
  clock.advance(1);
  expect(last().sent).toEqual([subscribed, unsubscribed]);
});

test('who returns within the grace finds the topic open', () => {
  const { topic, clock, last } = start();
  topic.watch()();
  clock.advance(3_000);
  topic.watch();
  clock.advance(10_000);
  expect(last().sent).toEqual([subscribed]);
});

test('snapshot and deltas arrive in order', () => {
  const { topic, heard, snapshot, delta } = start();
  topic.watch();
  delta(7, { early: true });
  snapshot(7, { a: 1 });
  delta(8, { a: 2 });
  expect(heard).toEqual([{ a: 1 }, { a: 2 }]);
});

test('a missing version asks for all anew', () => {
  const { topic, heard, last, snapshot, delta } = start();
  topic.watch();
  snapshot(1, { a: 1 });
  delta(3, { a: 3 });
  delta(4, { a: 4 });
  expect(last().sent).toEqual([subscribed, unsubscribed, subscribed]);
  snapshot(4, { a: 4 });
  delta(5, { a: 5 });
  expect(heard).toEqual([{ a: 1 }, { a: 4 }, { a: 5 }]);
});

test('after a reconnect the watched are subscribed again, the others not', () => {
  const { topic, clock, last, heard, snapshot } = start();
  const end = topic.watch();
  snapshot(3, { a: 1 });
  last().drop();
  clock.advance(400);
  last().hello();
  expect(last().sent).toEqual([subscribed]);
  snapshot(1, { a: 2 });
  expect(heard).toEqual([{ a: 1 }, { a: 2 }]);
  end();
  last().drop();
  clock.advance(10_000);
  last().hello();
  expect(last().sent).toEqual([]);
});

test('a topic that is gone says why', () => {
  const { topic, last, heard } = start();
  topic.watch();
  last().say({ type: 'gone', topic: 'nodes', message: 'no' });
  last().say({ type: 'gone', topic: 'node:other', message: 'not mine' });
  expect(heard).toEqual(['no']);
});

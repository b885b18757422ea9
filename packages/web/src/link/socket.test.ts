import { expect, test } from 'vitest';
import { startLink } from './test/fake-wire.ts';

test('a link is open from the hello on', () => {
  const { link, last } = startLink();
  link.start();
  expect(link.state().state).toBe('connecting');
  last().hello();
  expect(link.state().state).toBe('open');
});

test('after a loss it dials again, later each time, ten seconds at most', () => {
  const { link, clock, wires, last } = startLink();
  link.start();
  const delays: number[] = [];
  for (let attempt = 0; attempt < 8; attempt += 1) {
    last().drop();
    const state = link.state();
    if (state.state !== 'waiting') throw new Error(`is ${state.state}`);
    delays.push(state.retryAt - clock.now());
    clock.advance(state.retryAt - clock.now());
  }
  expect(delays).toEqual([400, 800, 1_600, 3_200, 6_400, 10_000, 10_000, 10_000]);
  expect(wires.length).toBe(9);
});

test('a link that was open starts with the shortest delay', () => {
  const { link, clock, last } = startLink();
  link.start();
  last().drop();
  clock.advance(400);
  last().hello();
  last().drop(4408);
  expect(link.state()).toEqual({ state: 'waiting', attempt: 0, retryAt: 800 });
});

test('waking does not sit out the delay, and does nothing while connected', () => {
  const { link, wires, last } = startLink();
  link.start();
  last().drop();
  link.wake();
  expect(wires.length).toBe(2);
  last().hello();
  link.wake();
  expect(wires.length).toBe(2);
});

test('a server that never says hello is given up', () => {
  const { link, clock, last } = startLink();
  link.start();
  const silent = last();
  clock.advance(10_000);
  expect(silent.closed).toBe(true);
  expect(link.state().state).toBe('waiting');
});

test('4401 ends it until the next sign-in', () => {
  const { link, clock, wires, last } = startLink();
  link.start();
  last().hello();
  last().drop(4401);
  expect(link.state().state).toBe('ended');
  clock.advance(60_000);
  link.wake();
  expect(wires.length).toBe(1);
  link.start();
  expect(wires.length).toBe(2);
});

test('what is not a frame of ours reaches nobody', () => {
  const { link, last } = startLink();
  const heard: string[] = [];
  link.onMessage((message) => heard.push(message.type));
  link.start();
  const wrong = [
    '{',
    'null',
    '[]',
    '"delta"',
    { type: 'toString' },
    { type: 'delta', topic: 'nodes' },
    { type: 'hello' },
  ];
  for (const frame of wrong) last().say(frame);
  last().hello();
  expect(heard).toEqual(['hello']);
});

test('nothing is sent to a socket that has begun to close', () => {
  const { link, last } = startLink();
  link.start();
  last().hello();
  last().readyState = 2;
  link.send({ type: 'unsubscribe', topic: 'nodes' });
  expect(last().sent).toEqual([]);
});

test('a socket that was left behind is not heard', () => {
  const { link, last } = startLink();
  link.start();
  const old = last();
  link.stop();
  old.hello();
  old.drop();
  expect(link.state().state).toBe('idle');
});

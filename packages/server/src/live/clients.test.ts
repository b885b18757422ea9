import { closeCodes, LIVE_SUBPROTOCOL } from '@amud/protocol/channel.ts';
import { limits } from '@amud/protocol/limits.ts';
import type { LiveMessage } from '@amud/protocol/live.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from '../../test/eventually.ts';
import { connectAgent, type FakeAgent, readingOf } from '../../test/fake-agent.ts';
import { type Client, type Lab, startLab } from '../../test/lab.ts';

let lab: Lab;
let admin: Client;
let agent: FakeAgent;

beforeEach(async () => {
  lab = await startLab();
  admin = await lab.admin();
  agent = await connectAgent(`ws+unix:${lab.socketPath}:/agent`);
  agent.send({ type: 'backfill', samples: [], isLast: true });
});
afterEach(() => lab.stop());

const openLive = (headers: Record<string, string> = {}) => {
  const socket = new WebSocket(`${lab.url.replace('http', 'ws')}/live`, LIVE_SUBPROTOCOL, {
    headers: { origin: lab.url, cookie: admin.cookie ?? '', ...headers },
  });
  const messages: LiveMessage[] = [];
  socket.on('message', (data) => messages.push(JSON.parse(String(data))));
  socket.on('error', () => {});
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  const refused = new Promise<number>((resolve) =>
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0)),
  );
  const opened = new Promise<void>((resolve) => socket.on('open', resolve));
  const send = (message: object) => socket.send(JSON.stringify(message));
  return { socket, messages, closed, refused, opened, send };
};
const look = (seq: number, busy = seq) => agent.send({ type: 'sample', seq, at: Date.now(), reading: readingOf(busy) });
const lastOf = (messages: LiveMessage[]) => JSON.stringify(messages.at(-1));
const of = (messages: LiveMessage[], type: string) => messages.filter((message) => message.type === type) as never[];

describe('the live channel', () => {
  it('gives a snapshot, then numbered deltas of only what changed', async () => {
    look(1, 10);
    const live = openLive();
    await live.opened;
    live.send({ type: 'subscribe', topic: 'node:nas' });
    const [snapshot] = await eventually(() => {
      expect(of(live.messages, 'snapshot').length).toBe(1);
      return of(live.messages, 'snapshot') as {
        version: number;
        data: { reading: object };
        history: { nas: { series: object } };
      }[];
    });
    expect(snapshot?.data.reading).toEqual(readingOf(10));
    expect(snapshot?.history.nas.series).toMatchObject({ 'cpu.busyPercent': [10] });
    look(2, 20);
    const patchOf = () => of(live.messages, 'delta') as { version: number; patch: Record<string, unknown> }[];
    await eventually(() => expect(patchOf().some(({ patch }) => 'reading' in patch)).toBe(true));
    const found = patchOf().find(({ patch }) => 'reading' in patch);
    expect(found?.patch['reading']).toEqual({ cpu: { busyPercent: 20, userPercent: 20 } });
    expect(patchOf().map(({ version }) => version)).toEqual(
      patchOf().map((_, index) => (snapshot?.version ?? 0) + 1 + index),
    );
  });

  it('samples fast while someone watches, and back when the last one leaves', async () => {
    const intervals = () =>
      (of(agent.received as never, 'configure') as { intervalMs: number }[]).map(({ intervalMs }) => intervalMs);
    const one = openLive();
    const two = openLive();
    await Promise.all([one.opened, two.opened]);
    one.send({ type: 'subscribe', topic: 'node:nas' });
    two.send({ type: 'subscribe', topic: 'node:nas' });
    await eventually(() => expect(intervals()).toEqual([5_000, 1_000]));
    one.send({ type: 'unsubscribe', topic: 'node:nas' });
    two.socket.close();
    await eventually(() => expect(intervals()).toEqual([5_000, 1_000, 5_000]));
  });

  it('says so when a topic is not there, and when it is removed', async () => {
    const live = openLive();
    await live.opened;
    live.send({ type: 'subscribe', topic: 'node:elsewhere' });
    live.send({ type: 'subscribe', topic: 'node:nas' });
    await eventually(() => expect(of(live.messages, 'gone').length).toBe(1));
    agent.close();
    await eventually(async () => expect((await admin.send('DELETE', '/api/nodes/nas')).status).toBe(200));
    await eventually(() => expect(of(live.messages, 'gone').length).toBe(2));
    expect((await admin.get('/api/nodes/nas')).status).toBe(404);
  });

  it.each([
    ['another origin', { origin: 'http://evil.example' }, 403],
    ['no session', { cookie: '' }, 401],
    ['a made-up session', { cookie: `amud_session=${'a'.repeat(43)}` }, 401],
  ])('security 18: refuses %s at the door', async (_, headers, status) => {
    expect(await openLive(headers).refused).toBe(status);
  });

  it('security 8: ends with its session', async () => {
    const live = openLive();
    await live.opened;
    await admin.send('POST', '/api/auth/sign-out');
    expect(await live.closed).toBe(closeCodes.unauthenticated);
  });

  it.each([
    ['garbage', (send: (text: string) => void) => send('garbage'), closeCodes.badMessage],
    [
      'a frame over the bound',
      (send: (text: string) => void) => send('x'.repeat(limits.live.frameBytes + 1)),
      closeCodes.tooBig,
    ],
    [
      'more messages than a person makes',
      (send: (text: string) => void) => {
        for (let index = 0; index < 3 * limits.live.framesPerSecond; index += 1)
          send('{"type":"subscribe","topic":"nodes"}');
      },
      closeCodes.tooMany,
    ],
  ])('security 26: closes on %s, and is well after', async (_, act, code) => {
    const live = openLive();
    await live.opened;
    act((text) => live.socket.send(text));
    expect(await live.closed).toBe(code);
    const next = openLive();
    await next.opened;
    next.send({ type: 'subscribe', topic: 'nodes' });
    await eventually(() => expect(of(next.messages, 'snapshot').length).toBe(1));
  });

  it('security 26: bounds the subscriptions of one page', async () => {
    const ids = Array.from({ length: limits.live.subscriptions + 1 }, (_, index) => `node-${index}`);
    await Promise.all(ids.map((nodeId) => connectAgent(`ws+unix:${lab.socketPath}:/agent`, { nodeId })));
    const live = openLive();
    await live.opened;
    for (const id of ids) live.send({ type: 'subscribe', topic: `node:${id}` });
    expect(await live.closed).toBe(closeCodes.tooMany);
    expect(of(live.messages, 'snapshot').length).toBe(limits.live.subscriptions);
  });

  it('security 26: bounds the pages of one session', async () => {
    const pages = Array.from({ length: limits.live.connectionsPerSession }, () => openLive());
    await Promise.all(pages.map((page) => page.opened));
    expect(await openLive().refused).toBe(503);
    pages[0]?.socket.close();
    await eventually(async () => {
      const { opened, refused } = openLive();
      expect(await Promise.race([opened.then(() => 'opened'), refused])).toBe('opened');
    });
  });

  it('closes a reader that does not keep up, without harm to the others', async () => {
    const slow = openLive();
    const quick = openLive();
    await Promise.all([slow.opened, quick.opened]);
    slow.send({ type: 'subscribe', topic: 'node:nas' });
    quick.send({ type: 'subscribe', topic: 'node:nas' });
    slow.socket.pause();
    const wide = Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [`chip${index} ${'x'.repeat(100)}`, { celsius: 1 }]),
    );
    for (let seq = 1; seq <= 200; seq += 1) {
      const temperatures = Object.fromEntries(Object.keys(wide).map((key) => [key, { celsius: seq % 150 }]));
      agent.send({ type: 'sample', seq, at: Date.now(), reading: { sensors: { temperatures } } });
      if (seq % 40 !== 0) continue;
      // The quick one has it: so much was written to the slow one as well. An agent may say 50 things in a second.
      await eventually(() => expect(lastOf(quick.messages)).toContain(`"celsius":${seq % 150}`));
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
    slow.socket.resume();
    expect([closeCodes.tooSlow, 1006]).toContain(await slow.closed);
    expect(quick.socket.readyState).toBe(WebSocket.OPEN);
  });
});

import { connect } from 'node:net';
import { limits } from '@amud/protocol/limits.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../test/eventually.ts';
import { connectAgent, dialAgent, helloFor, newRunId, readingOf } from '../../test/fake-agent.ts';
import { type Client, type Lab, startLab } from '../../test/lab.ts';

let lab: Lab;
let admin: Client;
let address: string;

beforeEach(async () => {
  lab = await startLab();
  admin = await lab.admin();
  address = `${lab.url.replace('http', 'ws')}/agent`;
});
afterEach(() => lab.stop());

type NodeBody = { node: { state: string; reason?: string; gist?: { cpuPercent: number } } };
const node = async (id = 'nas') => ((await admin.get(`/api/nodes/${id}`)).body as NodeBody).node;
const sample = (seq: number, busy = seq, at = Date.now()) => ({ type: 'sample', seq, at, reading: readingOf(busy) });
const history = async () =>
  (await admin.get('/api/nodes/nas/history?series=cpu.busyPercent')).body as {
    at: number[];
    values: (number | null)[];
  };
/** The server is well: a fresh agent is taken and heard. */
const expectWell = async () => {
  const agent = await connectAgent(address, { nodeId: 'well' });
  agent.send(sample(1, 42));
  await eventually(async () => expect((await node('well')).gist?.cpuPercent).toBe(42));
  agent.close();
};

describe('the agent link', () => {
  it('takes an agent that proves itself, over TCP and over the Unix socket, and proves itself too', async () => {
    for (const [nodeId, where] of [
      ['tcp', address],
      ['unix', `ws+unix:${lab.socketPath}:/agent`],
    ] as const) {
      const agent = await connectAgent(where, { nodeId });
      expect((await agent.next('welcome')).proof).toMatch(/^[0-9a-f]{64}$/);
      expect((await agent.next('configure')).intervalMs).toBe(limits.sample.defaultIntervalMs);
      agent.send(sample(1, 12));
      await eventually(async () => expect((await node(nodeId)).gist?.cpuPercent).toBe(12));
      expect(await node(nodeId)).toMatchObject({ state: 'online' });
    }
  });

  it.each(['a wrong secret, also long enough', ''])(
    'security 11: refuses the secret "%s" in words, in the log, and on the page',
    async (secret) => {
      const agent = dialAgent(address);
      const { nonce } = await agent.next('challenge');
      agent.send(helloFor(nonce, { secret }));
      expect(await agent.closed).toEqual({ code: 4401, reason: 'invalid IPC authentication' });
      expect(lab.logged.join()).toContain('invalid IPC authentication');
      const { body } = await admin.get('/nodes');
      expect(body).toBeUndefined();
      expect((await admin.get('/nodes')).text).toContain('invalid IPC authentication');
      await expectWell();
    },
  );

  it('security 11: shows a known node that is claimed with a wrong secret as unauthenticated', async () => {
    const good = await connectAgent(address);
    good.close();
    await eventually(async () => expect((await node()).state).toBe('offline'));
    const bad = dialAgent(address);
    bad.send(helloFor((await bad.next('challenge')).nonce, { secret: 'not the secret at all' }));
    await bad.closed;
    expect(await node()).toMatchObject({
      state: 'unauthenticated',
      reason: expect.stringContaining('invalid IPC authentication'),
    });
  });

  it('does not let a false claim touch a connected node', async () => {
    const good = await connectAgent(address);
    good.send(sample(1, 7));
    const bad = dialAgent(address);
    bad.send(helloFor((await bad.next('challenge')).nonce, { secret: 'not the secret at all' }));
    await bad.closed;
    expect(await node()).toMatchObject({ state: 'online' });
  });

  it('accepts no proof twice', async () => {
    const first = dialAgent(address);
    const greeting = helloFor((await first.next('challenge')).nonce);
    first.send(greeting);
    await first.next('welcome');
    const second = dialAgent(address);
    await second.next('challenge');
    second.send(greeting);
    expect((await second.closed).code).toBe(4401);
  });

  it('refuses a second agent with the id of a live one, and says what to do', async () => {
    const first = await connectAgent(address);
    const second = dialAgent(address);
    second.send(helloFor((await second.next('challenge')).nonce));
    const { code, reason } = await second.closed;
    expect([code, reason]).toEqual([4409, expect.stringContaining('Set AMUD_NODE_TAG')]);
    first.send(sample(1, 33));
    await eventually(async () => expect((await node()).gist?.cpuPercent).toBe(33));
  });

  it('lets the same run replace its own dead connection at once', async () => {
    const runId = newRunId();
    const first = await connectAgent(address, { runId });
    const second = await connectAgent(address, { runId });
    expect((await first.closed).code).toBe(1001);
    second.send(sample(1, 5));
    await eventually(async () => expect(await node()).toMatchObject({ state: 'online', gist: { cpuPercent: 5 } }));
  });

  it.each([
    ['not JSON', 'hello?', 4400],
    ['JSON of no message', '{"type":"order"}', 4400],
    ['a sample before hello', JSON.stringify(sample(1)), 4400],
    ['a greeting over its bound', `{"type":"hello","x":"${'x'.repeat(limits.agent.greetingBytes)}"}`, 1009],
    ['a frame over the bound', 'x'.repeat(limits.agent.frameBytes + 1), 1009],
  ])('refuses %s before authentication', async (_, text, code) => {
    const agent = dialAgent(address);
    await agent.next('challenge');
    agent.sendText(text);
    expect((await agent.closed).code).toBe(code);
    await expectWell();
  });

  it('closes a proven agent whose frame is over the bound, or whose reading is not one', async () => {
    const large = await connectAgent(address);
    large.sendText('x'.repeat(limits.agent.frameBytes + 1));
    expect((await large.closed).code).toBe(1009);
    const wrong = await connectAgent(address);
    wrong.send({ type: 'sample', seq: 1, at: 1, reading: { cpu: { busyPercent: 101 } } });
    expect(await wrong.closed).toMatchObject({ code: 4400, reason: expect.stringContaining('reading.cpu') });
    await expectWell();
  });

  it('closes an agent that floods', async () => {
    const agent = await connectAgent(address);
    for (let seq = 1; seq <= 3 * limits.agent.framesPerSecond; seq += 1) agent.send(sample(seq));
    expect((await agent.closed).code).toBe(4429);
    await expectWell();
  });

  it('outlives 500 half-open connections', { timeout: 30_000 }, async () => {
    const port = Number(new URL(lab.url).port);
    const open = await Promise.all(
      Array.from(
        { length: 500 },
        () =>
          new Promise<ReturnType<typeof connect>>((resolve) => {
            const socket = connect(port, '127.0.0.1', () => resolve(socket));
            socket.on('error', () => {});
          }),
      ),
    );
    await expectWell();
    expect((await admin.get('/api/nodes')).status).toBe(200);
    for (const socket of open) socket.destroy();
  });

  it('bounds agents that say nothing, refuses the next in words, and has room again after', {
    timeout: 30_000,
  }, async () => {
    const silent = Array.from({ length: limits.agent.unproven }, () => dialAgent(address));
    await Promise.all(silent.map((agent) => agent.next('challenge')));
    const refused = dialAgent(address);
    const status = await new Promise((resolve) =>
      refused.socket.on('unexpected-response', (_, response) => resolve(response.statusCode)),
    );
    expect(status).toBe(503);
    const [first] = await Promise.all(silent.map((agent) => agent.closed));
    expect(first?.code).toBe(4401);
    await expectWell();
  });

  it('refuses browsers and other protocols at the door, with every header', async () => {
    const { status, headers } = await admin.get('/agent');
    expect([status, headers.get('x-frame-options')]).toEqual([404, 'DENY']);
    const raw = await rawUpgrade(lab.url, '/agent', ['Sec-WebSocket-Protocol: something.else']);
    expect(raw).toMatch(/^HTTP\/1.1 426 /);
    expect(raw).toContain('X-Frame-Options: DENY');
    expect(await rawUpgrade(lab.url, '/agent', ['Sec-WebSocket-Protocol: amud.agent.v1', 'Origin: http://x'])).toMatch(
      /^HTTP\/1.1 403 /,
    );
    expect(await rawUpgrade(lab.url, '/elsewhere', [])).toMatch(/^HTTP\/1.1 404 /);
  });

  it('counts each look once, live or late, in any order of arrival', async () => {
    const runId = newRunId();
    const now = Date.now();
    const first = await connectAgent(address, { runId });
    first.send({ type: 'backfill', samples: [], isLast: true });
    for (const seq of [1, 2, 2, 1]) first.send(sample(seq, seq, now - 2_000 + seq * 100));
    first.close();
    await first.closed;
    const second = await connectAgent(address, { runId });
    expect((await second.next('welcome')).have).toBe(2);
    const past = (seq: number) => ({
      runId,
      firstSeq: seq,
      lastSeq: seq,
      at: now - 2_000 + seq * 100,
      reading: readingOf(seq),
    });
    second.send({ type: 'backfill', samples: [past(2), past(3), past(4)], isLast: true });
    second.send(sample(5, 5, now - 1_500));
    await eventually(async () => expect((await history()).values).toEqual([1, 2, 3, 4, 5]));
    expect(new Set((await history()).at).size).toBe(5);
  });

  it('shows a gap as a gap', async () => {
    const agent = await connectAgent(address);
    agent.send({
      type: 'backfill',
      isLast: true,
      samples: [
        { runId: newRunId(), firstSeq: 1, lastSeq: 1, at: Date.now() - 300_000, reading: readingOf(1) },
        { runId: newRunId(), firstSeq: 1, lastSeq: 1, at: Date.now() - 10_000, reading: readingOf(2) },
      ],
    });
    await eventually(async () => expect((await history()).values).toEqual([1, null, 2]));
  });

  it('asks a question and ends it: answered, refused, misshapen, or by the end of the connection', async () => {
    const agent = await connectAgent(address);
    const ask = async (reply: (id: number) => object | undefined) => {
      agent.received.length = 0;
      const answer = admin.get('/api/nodes/nas/sources');
      const { id } = await agent.next('ask');
      const message = reply(id);
      if (message) agent.send(message);
      return (await answer).status;
    };
    expect(await ask((id) => ({ type: 'result', id, value: [{ name: 'cpu', state: 'ok', milliseconds: 1 }] }))).toBe(
      200,
    );
    expect(await ask((id) => ({ type: 'fault', id, fault: { kind: 'agent-failed', message: 'no' } }))).toBe(502);
    expect(await ask((id) => ({ type: 'result', id, value: 'what?' }))).toBe(502);
    expect(await ask(() => void agent.socket.terminate())).toBe(503);
    expect((await admin.get('/api/nodes/nas/sources')).status).toBe(503);
  });
});

const rawUpgrade = (url: string, path: string, lines: string[]): Promise<string> =>
  new Promise((resolve) => {
    const { hostname, port, host } = new URL(url);
    const socket = connect(Number(port), hostname);
    let text = '';
    socket.on('data', (data) => {
      text += data;
    });
    socket.on('close', () => resolve(text));
    const head = [
      `GET ${path} HTTP/1.1`,
      `Host: ${host}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ];
    socket.write(`${[...head, ...lines].join('\r\n')}\r\n\r\n`);
  });

import { connect } from 'node:net';
import { closeCodes, LIVE_SUBPROTOCOL } from '@amud/protocol/channel.ts';
import { limits } from '@amud/protocol/limits.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from '../../test/eventually.ts';
import { connectAgent, newRunId } from '../../test/fake-agent.ts';
import { ADMIN_PASSWORD, type Client, type Lab, startLab } from '../../test/lab.ts';

let lab: Lab;
let admin: Client;

beforeEach(async () => {
  lab = await startLab();
  admin = await lab.admin();
});
/** Whatever was crossed, the server is well: someone signs in and sees. */
afterEach(async () => {
  const client = lab.client();
  const { status } = await client.send('POST', '/api/auth/sign-in', { username: 'admin', password: ADMIN_PASSWORD });
  expect([status, (await client.get('/api/nodes')).status]).toEqual([200, 200]);
  await lab.stop();
});

const raw = (text: string) =>
  new Promise<string>((resolve) => {
    const { hostname, port } = new URL(lab.url);
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (data) => {
      answer += data;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
    socket.write(text);
  });
const head = (method: string, path: string, ...lines: string[]) => {
  const own = [`Host: ${new URL(lab.url).host}`, `Origin: ${lab.url}`, `Cookie: ${admin.cookie}`, 'Connection: close'];
  return `${[`${method} ${path} HTTP/1.1`, ...own, ...lines].join('\r\n')}\r\n\r\n`;
};
const statusOf = (answer: string) => Number(answer.split(' ')[1] ?? 0);
const body = (bytes: number) => {
  const frame = JSON.stringify({ username: 'admin', password: '' });
  return frame.replace('""', `"${'x'.repeat(bytes - frame.length)}"`);
};

describe('security 26: limits of HTTP', () => {
  const json = 'Content-Type: application/json';
  it('refuses a body over the limit, and takes one at it', async () => {
    const { bodyBytes } = limits.http;
    const post = (text: string) => admin.send('POST', '/api/auth/sign-in', text);
    expect((await post(body(bodyBytes))).status).toBe(422);
    const { status, body: answer } = await post(body(bodyBytes + 1));
    expect([status, answer]).toMatchObject([413, { error: { kind: 'too-large' } }]);
  });

  it('counts what arrives when no length was announced', async () => {
    const chunk = 'x'.repeat(16 * 1024);
    const chunks = (count: number) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`.repeat(count);
    const lines = [json, 'Transfer-Encoding: chunked'];
    expect(statusOf(await raw(`${head('POST', '/api/auth/sign-in', ...lines)}${chunks(4)}0\r\n\r\n`))).toBe(400);
    const over = await raw(`${head('POST', '/api/auth/sign-in', ...lines)}${chunks(5)}`);
    expect([statusOf(over), over]).toEqual([413, expect.stringContaining('too-large')]);
  });

  it('does not wait for a body that is only announced, nor read one that no one asked for', async () => {
    const huge = 'Content-Length: 99999999999';
    const early = await raw(`${head('POST', '/api/auth/sign-in', json, huge)}${'x'.repeat(limits.http.bodyBytes + 1)}`);
    expect(statusOf(early)).toBe(413);
    expect(statusOf(await raw(`${head('POST', '/api/nodes', json, huge)}xxx`))).toBe(405);
  });

  it('refuses headers over the limit, and takes some below it', async () => {
    const header = (bytes: number) => raw(head('GET', '/healthz', `X-Filler: ${'x'.repeat(bytes)}`));
    expect(statusOf(await header(limits.http.headerBytes - 1_024))).toBe(200);
    expect(statusOf(await header(limits.http.headerBytes))).toBe(431);
    const many = Array.from({ length: 4_000 }, (_, index) => `X-${index}: 1`);
    expect(statusOf(await raw(head('GET', '/healthz', ...many)))).toBe(431);
  });

  it('refuses an address over the limit, and takes one at it', async () => {
    const url = (length: number) => admin.get(`/${'x'.repeat(length - 1)}`);
    expect((await url(limits.http.urlBytes)).status).toBe(404);
    const { status, body } = await url(limits.http.urlBytes + 1);
    expect([status, body]).toMatchObject([414, { error: { kind: 'uri-too-long' } }]);
  });

  it('tells a bad input where it is bad', async () => {
    const input = { username: 'x'.repeat(limits.user.nameLength + 1), password: 'x' };
    expect((await admin.send('POST', '/api/auth/sign-in', input)).body).toMatchObject({
      error: { kind: 'invalid', field: 'username' },
    });
    for (const length of [limits.password.minLength - 1, limits.password.maxLength + 1]) {
      const change = { current: ADMIN_PASSWORD, next: 'x'.repeat(length) };
      expect((await admin.send('POST', '/api/auth/password', change)).body).toMatchObject({
        error: { kind: 'invalid', field: 'next' },
      });
    }
    for (const next of [ADMIN_PASSWORD, 'admin-admin1'])
      expect((await admin.send('POST', '/api/auth/password', { current: ADMIN_PASSWORD, next })).status).toBe(422);
  });

  it('lets a flood of sign-ins wait, turns the rest away, and takes the next one', async () => {
    const { concurrent, waiting } = limits.signIn;
    const many = Array.from({ length: concurrent + waiting + 40 }, (_, index) => `name ${index}`);
    const answers = await Promise.all(
      many.map((username) => lab.client().send('POST', '/api/auth/sign-in', { username, password: 'x' })),
    );
    for (const { status, headers } of answers) {
      expect([401, 429]).toContain(status);
      if (status === 429) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(answers.filter(({ status }) => status === 401).length).toBe(limits.signIn.failuresPerAddress);
    // The address is blocked now, which is another test's subject: a restart forgets.
    const { folder } = lab;
    await lab.app.stop();
    lab = await startLab({ folder });
  });
});

const openLive = () => {
  const socket = new WebSocket(`${lab.url.replace('http', 'ws')}/live`, LIVE_SUBPROTOCOL, {
    headers: { origin: lab.url, cookie: admin.cookie ?? '' },
  });
  socket.on('error', () => {});
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.on('close', (code, reason) => resolve({ code, reason: String(reason) })),
  );
  const status = new Promise<number>((resolve) => {
    socket.on('open', () => resolve(101));
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
  });
  return { socket, closed, status };
};
const subscribe = (topic: string) => JSON.stringify({ type: 'subscribe', topic });

describe('security 26: limits of the live channel', () => {
  it('closes on a frame over the limit, in one piece or in many', async () => {
    for (const send of [
      (socket: WebSocket) => socket.send('x'.repeat(limits.live.frameBytes + 1)),
      (socket: WebSocket) => {
        for (let piece = 0; piece < 40; piece += 1) socket.send('x'.repeat(2_048), { fin: false });
      },
    ]) {
      const { socket, closed, status } = openLive();
      expect(await status).toBe(101);
      send(socket);
      expect((await closed).code).toBe(closeCodes.tooBig);
    }
  });

  it('closes on more frames in a second than a page sends', async () => {
    const { socket, closed, status } = openLive();
    await status;
    for (let index = 0; index <= 3 * limits.live.framesPerSecond; index += 1) socket.send(subscribe('nodes'));
    expect(await closed).toEqual({ code: closeCodes.tooMany, reason: 'Too many messages.' });
  });

  it('closes on one subscription too many, and takes as many as allowed', async () => {
    const { socket, closed, status } = openLive();
    await status;
    const gone: string[] = [];
    const snapshots: string[] = [];
    socket.on('message', (data) => {
      const { type, topic } = JSON.parse(String(data));
      if (type === 'gone') gone.push(topic);
      if (type === 'snapshot') snapshots.push(topic);
    });
    const address = `ws+unix:${lab.socketPath}:/agent`;
    const ids = Array.from({ length: limits.live.subscriptions + 1 }, (_, index) => `node-${index}`);
    const agents = await Promise.all(ids.map((nodeId) => connectAgent(address, { nodeId, runId: newRunId() })));
    await eventually(async () => {
      const { nodes } = (await admin.get('/api/nodes')).body as { nodes: object[] };
      expect(nodes.length).toBe(ids.length);
    });
    for (const id of ids.slice(0, -1)) socket.send(subscribe(`node:${id}`));
    await eventually(() => expect(snapshots.length).toBe(limits.live.subscriptions));
    // The same again is no more than before.
    socket.send(subscribe(`node:${ids[0]}`));
    await eventually(() => expect(snapshots.length).toBe(limits.live.subscriptions + 1));
    socket.send(subscribe(`node:${ids.at(-1)}`));
    expect(await closed).toEqual({ code: closeCodes.tooMany, reason: 'Too many subscriptions.' });
    expect(gone).toEqual([]);
    for (const agent of agents) agent.close();
  });

  it('bounds the connections of a session, also when they come at once, and has room again after', async () => {
    const { connectionsPerSession } = limits.live;
    const pages = Array.from({ length: connectionsPerSession + 10 }, openLive);
    const statuses = await Promise.all(pages.map(({ status }) => status));
    expect(statuses.filter((status) => status === 101).length).toBe(connectionsPerSession);
    expect(statuses.filter((status) => status === 503).length).toBe(10);
    for (const { socket } of pages) socket.terminate();
    await eventually(async () => expect(await openLive().status).toBe(101));
  });
});

import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '@amud/protocol/clock.ts';
import { Secret } from '@amud/protocol/secret.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { addApp, addBoard, appItem, contentWith, section } from '../../test/boards.ts';
import { eventually } from '../../test/eventually.ts';
import { connectAgent, dialAgent, helloFor, readingOf } from '../../test/fake-agent.ts';
import { AGENT_SECRET, type Client, type Lab, startLab, testKey } from '../../test/lab.ts';
import { createSecrets } from '../store/secrets.ts';

let lab: Lab;

beforeEach(async () => {
  lab = await startLab();
});
afterEach(() => lab.stop());

const PASSWORD = `marked-password-${randomBytes(6).toString('hex')}`;
const WRONG = `marked-wrong-${randomBytes(6).toString('hex')}`;
const SEALED = `marked-sealed-${randomBytes(6).toString('hex')}`;
const HEADER = `marked-header-${randomBytes(6).toString('hex')}`;
const NEXT = `marked-next-${randomBytes(6).toString('hex')}`;
const signIn = (client: Client, username: string, password: string) =>
  client.send('POST', '/api/auth/sign-in', { username, password });

/** A viewer, an operator, an admin and one who must change: each with a password and a session. */
const signInEveryone = async (): Promise<Map<string, Client>> => {
  const clients = new Map([['anonymous', lab.client()]]);
  for (const role of ['guest', 'viewer', 'operator', 'admin']) {
    lab.store.database
      .prepare('INSERT INTO users (username, password_hash, role) VALUES (?, ?, ?)')
      .run(`the-${role}`, createHash('sha256').update(PASSWORD).digest('hex'), role);
    const client = lab.client();
    expect((await signIn(client, `the-${role}`, PASSWORD)).status).toBe(200);
    const next = `${NEXT}-${role}`;
    expect((await client.send('POST', '/api/auth/password', { current: PASSWORD, next })).status).toBe(200);
    clients.set(role, client);
  }
  const unready = lab.client();
  await signIn(unready, 'admin', lab.firstPassword);
  return clients.set('unready', unready);
};

/** Everything that must never be seen, with a name for the message. */
const secretsOf = (clients: Map<string, Client>): [string, string][] => {
  const hashes = lab.store.database.prepare('SELECT username, password_hash FROM users').raw().all() as [
    string,
    string,
  ][];
  const tokens = lab.store.database.prepare('SELECT id, token_hash FROM sessions').raw().all() as [number, string][];
  return [
    ['the agent secret', AGENT_SECRET],
    ['the agent secret, encoded', Buffer.from(AGENT_SECRET).toString('base64')],
    ['the first password', lab.firstPassword],
    ['a password', PASSWORD],
    ['a wrong password', WRONG],
    ['a new password', NEXT],
    ['a sealed secret', SEALED],
    ['a sealed secret, encoded', Buffer.from(SEALED).toString('base64url').slice(0, -2)],
    ['a header of a check', HEADER],
    ['a header of a check, encoded', Buffer.from(HEADER).toString('base64url').slice(0, -2)],
    ['anything sealed', 'enc:v2:'],
    ['a legacy hash', createHash('sha256').update(PASSWORD).digest('hex')],
    ['any password hash', '$argon2'],
    ...hashes.map(([name, hash]): [string, string] => [`the hash of ${name}`, hash]),
    ...tokens.map(([id, hash]): [string, string] => [`the token hash ${id}`, hash]),
    ...[...clients].flatMap(([name, { cookie }]): [string, string][] =>
      cookie ? [[`the token of ${name}`, cookie.split('=')[1] ?? '']] : [],
    ),
  ];
};

const sealSomething = async () => {
  const secrets = await createSecrets({ query: lab.store.query, key: testKey, clock: systemClock });
  await secrets.set('service:1', 'token', new Secret(SEALED));
};

/** An app with a secret header, shown to everyone on a board. @returns both ids. */
const addWatchedApp = async (admin: Client): Promise<string[]> => {
  const check = { kind: 'http', headers: [{ name: 'Authorization', value: HEADER }] } as never;
  const app = await addApp(admin, { name: 'Radarr', url: 'http://127.0.0.1:9/', check });
  const board = await addBoard(admin, contentWith('Lobby', [section('', [appItem(app.id)])]), 'public');
  return [app.id, board.id];
};

const foundIn = (text: string, secrets: [string, string][]) =>
  secrets.filter(([, secret]) => text.includes(secret)).map(([name]) => name);

/** Calls every route in every way that we know, right and wrong. Sign-out last: it ends the session. */
const callEverything = async (client: Client, ids: string[] = []): Promise<string[]> => {
  const seen: string[] = [];
  const call = async (method: string, path: string, body?: unknown, headers?: Record<string, string>) => {
    const answer = await client.send(method, path, body, headers);
    seen.push(`${method} ${path} ${answer.status} ${JSON.stringify([...answer.headers])} ${answer.text}`);
  };
  const bodies = [
    {},
    { name: 'Radarr', check: { kind: 'http', headers: [{ name: 'authorization', value: null }] } },
    { username: 'the-admin', password: WRONG },
    { current: WRONG, next: NEXT },
    '{',
    `"${WRONG}`,
  ];
  for (const { method, path } of lab.app.http.routes) {
    if (path.endsWith('/sign-out') || (method === 'DELETE' && path.includes('sessions'))) continue;
    // Those that are there are needed to the end.
    for (const id of path.startsWith('/api/users')
      ? ['999']
      : ['nas', 'gone', '1', ...(method === 'DELETE' ? [] : ids)]) {
      const address = path.replace(':id', id).replace('*', 'nodes');
      for (const body of method === 'GET' || method === 'DELETE' ? [undefined] : bodies)
        await call(method, address, body);
      if (!path.includes(':id')) break;
    }
  }
  for (const path of ['/api/audit?limit=200', '/api/audit/export?format=csv', '/api/audit/export?format=json'])
    await call('GET', path);
  for (const path of ['/', '/nodes/nas', '/settings/security', '/assets/app-1.js', '/.env', '/amud.db', '/../amud.db'])
    await call('GET', path);
  await call('GET', '/api/nodes/nas/history?series=cpu.busyPercent&from=x');
  await call('PATCH', '/api/nodes');
  await call('DELETE', '/api/auth/sessions/999999');
  await call('POST', '/api/auth/sign-out', undefined, { origin: 'http://evil.example' });
  return seen;
};

const watchLive = async ({ cookie = '' }: Client, ids: string[]): Promise<string[]> => {
  const socket = new WebSocket(`${lab.url.replace('http', 'ws')}/live`, { headers: { origin: lab.url, cookie } });
  const seen: string[] = [];
  socket.on('message', (data) => seen.push(String(data)));
  socket.on('error', () => {});
  socket.on('open', () => {
    for (const topic of ['nodes', 'node:nas', 'boards', 'apps', ...ids.map((id) => `board:${id}`)])
      socket.send(JSON.stringify({ type: 'subscribe', topic }));
  });
  await new Promise((resolve) => {
    socket.on('close', resolve);
    socket.on('unexpected-response', resolve);
    socket.on('message', () => seen.length >= 5 + ids.length && resolve(undefined));
  });
  socket.terminate();
  return seen;
};

describe('security 21: secrets', () => {
  it('are in no answer of any route to anyone, in no live frame, and in no line of the log', async () => {
    const clients = await signInEveryone();
    await sealSomething();
    const agent = await connectAgent(`ws+unix:${lab.socketPath}:/agent`);
    agent.send({ type: 'sample', seq: 1, at: Date.now(), reading: readingOf(5) });
    agent.socket.on('message', (data) => {
      const { type, id } = JSON.parse(String(data));
      if (type === 'ask') agent.send({ type: 'fault', id, fault: { kind: 'agent-failed', message: 'No.' } });
    });
    const impostor = dialAgent(`ws+unix:${lab.socketPath}:/agent`);
    const { nonce } = await impostor.next('challenge');
    impostor.send(helloFor(nonce, { secret: WRONG }));
    await impostor.closed;
    await eventually(() => expect(lab.logged.join()).toContain('invalid IPC authentication'));

    const ids = await addWatchedApp(clients.get('admin') ?? lab.client());
    const secrets = secretsOf(clients);
    for (const [name, client] of clients) {
      const frames = await watchLive(client, ids);
      for (const text of [...(await callEverything(client, ids)), ...frames])
        expect([name, text.slice(0, 60), foundIn(text, secrets)]).toEqual([name, text.slice(0, 60), []]);
    }
    for (const message of agent.received) expect(foundIn(JSON.stringify(message), secrets)).toEqual([]);
    expect(lab.logged.length).toBeGreaterThan(10);
    expect(foundIn(lab.logged.join('\n'), secrets)).toEqual([]);
  });

  it('are in no log line and no answer when the database fails in the middle', async () => {
    const clients = await signInEveryone();
    const secrets = secretsOf(clients);
    lab.store.database.exec("CREATE TRIGGER broken BEFORE INSERT ON sessions BEGIN SELECT RAISE(ABORT, 'broken'); END");
    lab.store.database.exec("CREATE TRIGGER locked BEFORE UPDATE ON users BEGIN SELECT RAISE(ABORT, 'locked'); END");
    const admin = clients.get('admin') ?? lab.client();
    const answers = [
      await signIn(lab.client(), 'the-viewer', `${NEXT}-viewer`),
      await admin.send('POST', '/api/auth/password', { current: `${NEXT}-admin`, next: `${NEXT}-again` }),
    ];
    lab.store.database.exec('DROP TABLE sessions');
    answers.push(await admin.get('/api/nodes'), await signIn(lab.client(), 'the-viewer', `${NEXT}-viewer`));
    for (const { status, text } of answers) expect([status, foundIn(text, secrets)]).toEqual([500, []]);
    expect(foundIn(lab.logged.join('\n'), secrets)).toEqual([]);
  });

  it('that are shown once are nowhere afterwards: a one-time password', async () => {
    const clients = await signInEveryone();
    const admin = clients.get('admin') ?? lab.client();
    const { body } = await admin.send('POST', '/api/users', { username: 'anna', role: 'viewer' });
    const made = body as { user: { id: number }; password: string };
    const reset = (await admin.send('POST', `/api/users/${made.user.id}/reset-password`)).body as { password: string };
    const secrets: [string, string][] = [
      ['the first', made.password],
      ['the second', reset.password],
    ];
    for (const [name, client] of clients)
      for (const text of await callEverything(client)) expect([name, foundIn(text, secrets)]).toEqual([name, []]);
    expect(foundIn(lab.logged.join('\n'), secrets)).toEqual([]);
  });

  it('that are sealed or hashed are not in a backup either', async () => {
    const clients = await signInEveryone();
    await sealSomething();
    await addWatchedApp(clients.get('admin') ?? lab.client());
    await clients.get('admin')?.send('POST', '/api/users', { username: 'anna', role: 'viewer' });
    const path = join(lab.folder, 'backup.db');
    lab.store.database.prepare('VACUUM INTO ?').run(path);
    const files = [path, join(lab.folder, 'amud.db'), join(lab.folder, 'amud.db-wal')].filter((file) =>
      existsSync(file),
    );
    const plain = secretsOf(clients).filter(([name]) => !/hash|anything sealed/.test(name));
    expect(plain.length).toBeGreaterThan(8);
    for (const file of files) expect([file, foundIn(readFileSync(file, 'latin1'), plain)]).toEqual([file, []]);
  });

  it('would be found, were they there', () => {
    expect(foundIn(`x${AGENT_SECRET}x`, secretsOf(new Map()))).toEqual(['the agent secret']);
  });
});

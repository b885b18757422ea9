import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterAll, expect, it } from 'vitest';
import { freePort, newFolder } from './process.ts';
import { signIn } from './session.ts';

const KILLS = 100;
const folder = newFolder();
const database = join(folder, 'amud.db');
const program = join(import.meta.dirname, '../dist/server.js');
const env = { PATH: process.env['PATH'], DB_PATH: database, AMUD_AGENT_SECRET: 'x'.repeat(32), AMUD_LOG_LEVEL: 'warn' };
let server: ChildProcess | undefined;
afterAll(() => {
  server?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the server alone. @returns what it printed once it is ready. */
const start = async (port: number): Promise<string> => {
  const child = spawn(process.execPath, [program], {
    env: { ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  server = child;
  let said = '';
  child.stdout?.on('data', (data) => {
    said += data;
  });
  child.stderr?.on('data', (data) => {
    said += data;
  });
  while (!said.includes('AMUD is at')) {
    if (child.exitCode !== null) throw new Error(said);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return said;
};

const kill = async (): Promise<void> => {
  const ended = once(server as ChildProcess, 'exit');
  server?.kill('SIGKILL');
  await ended;
};

type Call = (method: string, path: string, body?: object, cookie?: string) => Promise<Response | undefined>;
type Known = { users: Map<number, { username: string; role: string }>; sessions: string[]; removed: Set<number> };

/** Makes, changes and removes accounts and signs in, one after the other, until nobody answers. Only what was answered counts. */
const write = async (call: Call, known: Known, lane: string): Promise<void> => {
  for (let turn = 0; ; turn += 1) {
    const username = `${lane}-${turn}`;
    const made = await call('POST', '/api/users', { username, role: 'viewer' });
    if (made?.status !== 200) return;
    const { user, password } = (await made.json()) as { user: { id: number }; password: string };
    known.users.set(user.id, { username, role: 'viewer' });
    if (turn % 4 === 0) {
      const signedIn = await call('POST', '/api/auth/sign-in', { username, password }, '');
      if (!signedIn) return;
      const [cookie = ''] = (signedIn.headers.getSetCookie()[0] ?? '').split(';');
      if (signedIn.status === 200) known.sessions.push(cookie);
    } else if (turn % 4 === 1) {
      // Until it is answered it may be either.
      known.users.delete(user.id);
      const changed = await call('PATCH', `/api/users/${user.id}`, { role: 'operator' });
      if (changed?.status !== 200) return;
      known.users.set(user.id, { username, role: 'operator' });
    } else if (turn % 4 === 2) {
      known.users.delete(user.id);
      const removed = await call('DELETE', `/api/users/${user.id}`);
      if (removed?.status !== 200) return;
      known.removed.add(user.id);
    }
  }
};

it(`keeps all that was acknowledged through ${KILLS} SIGKILLs in the middle of writes`, {
  timeout: 600_000,
}, async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const said = await start(port);
  const admin = await signIn({ url }, /admin \/ (\S+)/.exec(said)?.[1] ?? '');
  const call: Call = (method, path, body, cookie = admin.cookie) =>
    fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', origin: url, cookie },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }).catch(() => undefined);
  let written = 0;
  for (let round = 0; round < KILLS; round += 1) {
    const known: Known = { users: new Map(), sessions: [], removed: new Set() };
    const lanes = ['a', 'b', 'c'].map((lane) => write(call, known, `r${round}${lane}`).catch(() => {}));
    await new Promise((resolve) => setTimeout(resolve, 40 + ((round * 37) % 160)));
    await kill();
    await Promise.all(lanes);
    await start(port);
    const list = await (await call('GET', '/api/users'))?.json();
    const there = new Map(
      (list as { users: { id: number; role: string; username: string }[] }).users.map((user) => [user.id, user]),
    );
    for (const [id, expected] of known.users) expect([round, there.get(id)]).toMatchObject([round, expected]);
    for (const id of known.removed) expect([round, there.has(id)]).toEqual([round, false]);
    for (const cookie of known.sessions)
      expect((await call('GET', '/api/auth/me', undefined, cookie))?.status).toBe(200);
    expect((await (await call('GET', '/api/audit/verify'))?.json()) as object).toMatchObject({ ok: true });
    written += known.users.size + known.removed.size + known.sessions.length;
    // So that the next round has room for its own.
    for (const id of there.keys()) if (id !== 1) await call('DELETE', `/api/users/${id}`);
  }
  await kill();
  expect(written).toBeGreaterThan(KILLS);
  const opened = new SqliteDatabase(database, { readonly: true });
  expect(opened.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(opened.pragma('foreign_key_check')).toEqual([]);
  opened.close();
  expect(execFileSync(process.execPath, [program, 'verify-audit'], { env, encoding: 'utf8' })).toContain('is whole');
});

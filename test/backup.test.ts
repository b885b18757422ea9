import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../packages/server/test/eventually.ts';
import { type Amud, freePort, isAlive, newFolder, spawnAmud, startAmud } from './process.ts';
import { NEW_PASSWORD, post, signIn } from './session.ts';

const PASSPHRASE = 'correct horse battery staple';
const started: Amud[] = [];
const start = async (...args: Parameters<typeof startAmud>): Promise<Amud> => {
  const amud = await startAmud(...args);
  started.push(amud);
  return amud;
};
afterEach(async () => {
  for (const amud of started.splice(0)) {
    await amud.stop('SIGTERM');
    amud.remove();
  }
});

const databaseOf = ({ folder }: Amud) => join(folder, 'data/amud.db');
const usersIn = (path: string): string[] => {
  const database = new SqliteDatabase(path, { readonly: true });
  const users = database.prepare<[], string>('SELECT username FROM users ORDER BY id').pluck().all();
  database.close();
  return users;
};
const addUser = async (amud: Amud, cookie: string, username: string) =>
  expect((await post(amud.url, '/api/users', { username, role: 'viewer' }, cookie)).status).toBe(200);
const run = async (words: string[], amud: Amud, env: Record<string, string> = {}) => {
  const command = spawnAmud(words, {
    DB_PATH: databaseOf(amud),
    AMUD_SOCKET_PATH: join(amud.folder, 'data/run/amud.sock'),
    AMUD_BACKUP_PASSPHRASE: PASSPHRASE,
    ...env,
  });
  const code = await command.exit;
  command.remove();
  return { code, said: [...command.out, ...command.err].join('\n') };
};
/** Makes a backup in the browser's way, checks it and puts it back. */
const restoreNewest = async (amud: Amud, cookie: string, change: () => Promise<unknown>) => {
  const made = await post(amud.url, '/api/backups', { passphrase: PASSPHRASE }, cookie);
  const { backup } = (await made.json()) as { backup: { name: string } };
  await change();
  const checked = await post(amud.url, `/api/backups/files/${backup.name}/check`, { passphrase: PASSPHRASE }, cookie);
  const { stage } = (await checked.json()) as { stage: string };
  expect((await post(amud.url, '/api/backups/restore', { stage }, cookie)).status).toBe(200);
};
const isReady = async (url: string) => expect((await fetch(`${url}/readyz`)).status).toBe(200);

describe('amud backup and amud restore', () => {
  it('make a file while AMUD runs, and put it back when it is stopped; the state before is kept', async () => {
    const amud = await start();
    const person = await signIn(amud, amud.password);
    await addUser(amud, person.cookie, 'anna');
    const file = join(amud.folder, 'mine.amudbackup');
    const made = await run(['backup', file], amud);
    expect([made.code, made.said]).toEqual([0, expect.stringMatching(/^Backup of 2 users, \d+ boards/)]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(made.said).not.toContain(PASSPHRASE);
    await addUser(amud, person.cookie, 'bert');
    expect(await run(['restore', file, '--yes'], amud)).toMatchObject({
      code: 1,
      said: expect.stringContaining('AMUD is running'),
    });
    await amud.stop();
    for (const [words, env, text] of [
      [['restore', file], {}, 'Add --yes'],
      [['restore', file, '--yes'], { AMUD_BACKUP_PASSPHRASE: 'something else' }, 'not the passphrase'],
      [['restore', file, '--yes'], { AMUD_BACKUP_PASSPHRASE: '' }, 'must not be empty'],
      [['restore', `${file}.gone`, '--yes'], {}, 'There is no file'],
      [['restore'], {}, 'amud restore FILE'],
      [['backup', file], {}, 'there already'],
      [['backup', `${file}.2`], { AMUD_BACKUP_PASSPHRASE: 'short' }, '12 characters'],
    ] as const)
      expect(await run([...words], amud, env)).toMatchObject({ code: 1, said: expect.stringContaining(text) });
    expect(usersIn(databaseOf(amud))).toEqual(['admin', 'anna', 'bert']);
    expect(readdirSync(join(amud.folder, 'data')).filter((name) => name.startsWith('.restore'))).toEqual([]);
    const restored = await run(['restore', file, '--yes'], amud);
    expect([restored.code, restored.said]).toEqual([
      0,
      expect.stringMatching(/Made 20.*Admins: admin\.\nRestored\..*What was here before is in/s),
    ]);
    expect(usersIn(databaseOf(amud))).toEqual(['admin', 'anna']);
    const kept = readdirSync(join(amud.folder, 'data')).find((name) => name.startsWith('before-restore-'));
    expect(usersIn(join(amud.folder, 'data', kept ?? '', 'amud.db'))).toEqual(['admin', 'anna', 'bert']);
    const again = await start({}, amud.folder);
    expect((await fetch(`${again.url}/api/auth/me`, { headers: { cookie: person.cookie } })).status).toBe(401);
    await signIn(again, NEW_PASSWORD);
  });

  it('bring an installation to another machine, its agents included', async () => {
    const amud = await start();
    await signIn(amud, amud.password);
    const file = join(amud.folder, 'mine.amudbackup');
    await run(['backup', file], amud);
    const secret = readFileSync(join(amud.folder, 'data/agent-secret'), 'utf8');
    const folder = newFolder();
    const there = { ...amud, folder };
    expect((await run(['restore', file, '--yes'], there)).code).toBe(0);
    expect(readFileSync(join(folder, 'data/agent-secret'), 'utf8')).toBe(secret);
    await signIn(await start({}, folder), NEW_PASSWORD);
  });

  // A disk of its own, that is full when its test wants it to be.
  const mayMount = spawnSync('unshare', ['-rm', 'true']).status === 0;
  it.skipIf(!mayMount)('say so where there is no room, before or in the middle, and leave no half file', async () => {
    const amud = await start();
    await signIn(amud, amud.password);
    const id = 'p'.repeat(43);
    const database = new SqliteDatabase(databaseOf(amud));
    database.prepare('INSERT INTO uploads (id, created_at, bytes, width, height) VALUES (?, 9e15, 1, 1, 1)').run(id);
    database.close();
    mkdirSync(join(amud.folder, 'data/uploads'), { recursive: true });
    writeFileSync(join(amud.folder, `data/uploads/${id}.webp`), randomBytes(3 * 1024 * 1024));
    const disk = join(amud.folder, 'disk');
    mkdirSync(disk);
    for (const size of ['64k', '3m']) {
      const script = `mount -t tmpfs -o size=${size} tmpfs "$DISK"; "$@"; code=$?; echo "left:" $(ls "$DISK"); exit $code`;
      const program = [process.execPath, join(import.meta.dirname, '../dist/amud.js'), 'backup', join(disk, 'x')];
      const { status, stdout, stderr } = spawnSync('unshare', ['-rm', 'sh', '-c', script, 'sh', ...program], {
        env: { ...process.env, DISK: disk, DB_PATH: databaseOf(amud), AMUD_BACKUP_PASSPHRASE: PASSPHRASE },
        encoding: 'utf8',
      });
      expect([size, status, stdout, stderr]).toEqual([size, 1, 'left:\n', expect.stringContaining('no room left')]);
    }
    expect((await run(['backup', join(amud.folder, 'x')], amud)).code).toBe(0);
  });

  it('leave no half behind when AMUD is killed: its next start removes it', async () => {
    const amud = await start();
    const { cookie } = await signIn(amud, amud.password);
    const folder = join(amud.folder, 'data/backups');
    await post(amud.url, '/api/backups', { passphrase: PASSPHRASE }, cookie);
    const half = join(folder, 'amud-20260101-000000-auto.amudbackup.part');
    writeFileSync(half, 'half');
    utimesSync(half, 1, 1);
    // Killed while it makes one: what is there under its name is whole, or not there.
    const being = post(amud.url, '/api/backups', { passphrase: PASSPHRASE }, cookie).catch(() => undefined);
    await eventually(() =>
      expect(readdirSync(folder).filter((name) => name.endsWith('.part')).length).toBeGreaterThan(1),
    );
    await amud.stop('SIGKILL');
    await being;
    for (const name of readdirSync(folder)) if (name.endsWith('.part')) utimesSync(join(folder, name), 1, 1);
    await start({}, amud.folder);
    await eventually(() => expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]));
    for (const name of readdirSync(folder))
      expect(await run(['restore', join(folder, name)], { ...amud, folder: newFolder() })).toMatchObject({
        said: expect.stringContaining('Add --yes'),
      });
  });
});

describe('a restore in the browser', () => {
  it('begins anew under amud up, without a word of failure; the agent comes back', { timeout: 90_000 }, async () => {
    const port = await freePort();
    const amud = await start({ PORT: String(port) });
    const person = await signIn(amud, amud.password);
    const { server, agent } = amud.pids();
    await restoreNewest(amud, person.cookie, () => addUser(amud, person.cookie, 'bert'));
    await eventually(() => expect(isAlive(server)).toBe(false), 15_000);
    await eventually(() => isReady(amud.url), 20_000);
    expect(amud.pids().agent).toBe(agent);
    expect(usersIn(databaseOf(amud))).toEqual(['admin']);
    const again = await signIn(amud, NEW_PASSWORD);
    await eventually(async () => {
      const { nodes } = (await again.get('/api/nodes')).body as { nodes: { state: string }[] };
      expect(nodes[0]?.state).toBe('online');
    }, 20_000);
    expect(amud.err.filter((line) => line.startsWith('amud:'))).toEqual([]);
    expect(existsSync(join(amud.folder, 'data/restore.json'))).toBe(false);
  });

  it('begins anew in the same process where nobody would start it again', { timeout: 90_000 }, async () => {
    const port = await freePort();
    const folder = newFolder();
    const env = {
      PORT: String(port),
      AMUD_AGENT_SECRET: 'a secret for this very test',
      AMUD_SOCKET_PATH: join(folder, 'a.sock'),
    };
    const amud = spawnAmud(['server'], env, folder);
    started.push(amud);
    amud.url = `http://127.0.0.1:${port}`;
    await eventually(() => expect(amud.out.join('\n')).toContain('AMUD is at'), 20_000);
    const person = await signIn(amud, /admin \/ (\S+)/.exec(amud.out.join('\n'))?.[1] ?? '');
    await restoreNewest(amud, person.cookie, () => addUser(amud, person.cookie, 'bert'));
    await eventually(() => expect(amud.out.filter((line) => line.startsWith('AMUD is at')).length).toBe(2), 20_000);
    await eventually(() => isReady(amud.url), 20_000);
    expect(usersIn(databaseOf(amud))).toEqual(['admin']);
    expect(isAlive(amud.child.pid ?? 0)).toBe(true);
    expect(amud.err.join('\n')).not.toContain('ExperimentalWarning');
    await signIn(amud, NEW_PASSWORD);
  });

  it('that was prepared and then killed is finished at the next start', { timeout: 90_000 }, async () => {
    const amud = await start();
    const person = await signIn(amud, amud.password);
    await restoreNewest(amud, person.cookie, () => addUser(amud, person.cookie, 'bert'));
    // Before it stops by itself.
    await amud.stop('SIGKILL');
    const again = await start({}, amud.folder);
    await signIn(again, NEW_PASSWORD);
    expect(usersIn(databaseOf(amud))).toEqual(['admin']);
  });
});

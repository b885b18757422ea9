import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupCheck, BackupEntry, BackupsOutput } from '@amud/protocol/backup.ts';
import { limits } from '@amud/protocol/limits.ts';
import { Secret } from '@amud/protocol/secret.ts';
import SqliteDatabase from 'better-sqlite3';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/eventually.ts';
import { createFakeClock } from '../../../test/fake-clock.ts';
import { type Client, type Lab, type LabOptions, startLab, testKey } from '../../../test/lab.ts';
import { silentLog } from '../../core/log.ts';
import { migrations } from '../../store/migrations/index.ts';
import { openStore } from '../../store/open.ts';
import { keyPathOf, writeKey } from '../../store/secrets-key.ts';
import { writeSealed } from './sealed-file.ts';
import { finishRestore } from './swap.ts';

const PASSPHRASE = 'correct horse battery staple';
let lab: Lab;
let admin: Client;
const labs: Lab[] = [];
const start = async (options: LabOptions = {}): Promise<Lab> => {
  const started = await startLab(options);
  labs.push(started);
  return started;
};
beforeEach(async () => {
  lab = await start();
  admin = await lab.admin();
});
afterEach(async () => {
  for (const one of labs.splice(0)) {
    await one.stop().catch(() => {});
    rmSync(one.folder, { recursive: true, force: true });
  }
});

const look = async (client = admin) => (await client.get('/api/backups')).body as BackupsOutput;
const make = async (passphrase: string | undefined = PASSPHRASE): Promise<BackupEntry> =>
  ((await admin.send('POST', '/api/backups', { passphrase })).body as { backup: BackupEntry }).backup;
const check = (name: string, passphrase = PASSPHRASE) =>
  admin.send('POST', `/api/backups/files/${name}/check`, { passphrase });
const stageOf = async (name: string) => ((await check(name)).body as BackupCheck).stage;
const addUser = (username: string) => admin.send('POST', '/api/users', { username, role: 'viewer' });
const usersOf = (one: Lab) => one.store.database.prepare('SELECT username FROM users ORDER BY id').pluck().all();
const addPicture = async () => {
  const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#c33' } })
    .png()
    .toBuffer();
  const response = await fetch(`${lab.url}/api/uploads`, {
    method: 'POST',
    headers: { origin: lab.url, cookie: admin.cookie ?? '' },
    body: new Uint8Array(png),
  });
  return ((await response.json()) as { upload: { id: string } }).upload.id;
};
/** As the process does it: end, finish, begin. */
const beginAnew = async (options: LabOptions = {}) => {
  const { folder } = lab;
  await lab.app.stop();
  const kept = finishRestore(join(folder, 'amud.db'));
  lab = await start({ folder, ...options });
  return kept;
};

describe('a backup', () => {
  it('comes back whole: people, pictures, secrets; who was signed in signs in again; the state before is kept', async () => {
    await addUser('anna');
    const picture = await addPicture();
    await admin.send('PUT', '/api/backups/passphrase', { passphrase: 'another secret of the house' });
    const { name } = await make();
    await addUser('bert');
    rmSync(join(lab.folder, 'uploads', `${picture}.webp`));
    const { body, status } = await check(name);
    expect([status, body]).toMatchObject([
      200,
      { counts: { users: 2, pictures: 1 }, now: { users: 3 }, admins: ['admin'], program: '0.0.0-test' },
    ]);
    expect(usersOf(lab)).toEqual(['admin', 'anna', 'bert']);
    expect((await admin.send('POST', '/api/backups/restore', { stage: (body as BackupCheck).stage })).status).toBe(200);
    const kept = await beginAnew();
    expect(usersOf(lab)).toEqual(['admin', 'anna']);
    const signedOut = lab.client();
    signedOut.cookie = admin.cookie;
    expect((await signedOut.get('/api/auth/me')).status).toBe(401);
    admin = await lab.admin();
    expect((await admin.get(`/uploads/${picture}.webp`)).status).toBe(200);
    // Opens only with the key that sealed it.
    expect((await make(undefined)).state).toBe('ok');
    const { entries } = (await admin.get('/api/audit?action=backup.restore')).body as { entries: object[] };
    expect(entries).toMatchObject([{ username: 'admin', result: 'done', detail: { program: '0.0.0-test' } }]);
    expect((await admin.get('/api/audit/verify')).body).toMatchObject({ ok: true });
    expect((await look()).kept).toEqual([kept?.slice(kept.lastIndexOf('/') + 1)]);
    const before = new SqliteDatabase(join(kept ?? '', 'amud.db'), { readonly: true });
    expect(before.prepare('SELECT count(*) FROM users').pluck().get()).toBe(3);
    before.close();
  });

  it('takes its key along, or is sealed anew with the one of the environment', async () => {
    const key = new Secret('7a'.repeat(32));
    const { folder } = lab;
    await admin.send('PUT', '/api/backups/passphrase', { passphrase: 'another secret of the house' });
    const { name } = await make();
    const stage = await stageOf(name);
    await lab.app.stop();
    labs.splice(0);
    // The same installation, after its key was given by a file: another one than that of the backup.
    writeKey(keyPathOf(join(folder, 'amud.db')), key);
    rmSync(join(folder, 'amud.db'));
    expect(existsSync(join(folder, stage))).toBe(false);
    lab = await start({ folder, secretsKey: key, keyIsInEnvironment: false });
    admin = await lab.admin();
    await admin.send('POST', '/api/backups/restore', { stage: await stageOf(name) });
    await beginAnew({ secretsKey: testKey, keyIsInEnvironment: false });
    expect(readFileSync(keyPathOf(join(folder, 'amud.db')), 'utf8').trim()).toBe(
      Buffer.from(testKey.reveal(), 'hex').toString('base64url'),
    );
    admin = await lab.admin();
    await admin.send('POST', '/api/backups/restore', { stage: await stageOf(name) });
    await beginAnew({ secretsKey: testKey });
    await lab.app.stop();
    labs.splice(0);
    rmSync(join(folder, 'amud.db'));
    lab = await start({ folder, secretsKey: key, keyIsInEnvironment: true });
    admin = await lab.admin();
    await admin.send('POST', '/api/backups/restore', { stage: await stageOf(name) });
    await beginAnew({ secretsKey: key });
    admin = await lab.admin();
    expect((await look()).hasPassphrase).toBe(true);
    expect((await make(undefined)).state).toBe('ok');
  });

  it.each(['aside', 'in'] as const)('is put back although the process is killed in the middle (%s)', async (step) => {
    await addUser('anna');
    const { name } = await make();
    await addUser('bert');
    await admin.send('POST', '/api/backups/restore', { stage: await stageOf(name) });
    const { folder } = lab;
    await lab.app.stop();
    labs.splice(0);
    const pendingPath = join(folder, 'restore.json');
    const pending = JSON.parse(readFileSync(pendingPath, 'utf8'));
    const { staged, kept } = pending;
    // As far as it came: some of the old state is away, or some of the new one is there.
    mkdirSync(join(folder, kept), { recursive: true });
    renameSync(join(folder, 'amud.db'), join(folder, kept, 'amud.db'));
    if (step === 'in') {
      writeFileSync(pendingPath, JSON.stringify({ ...pending, step: 'in' }));
      renameSync(join(folder, staged, 'amud.db'), join(folder, 'amud.db'));
    }
    finishRestore(join(folder, 'amud.db'));
    expect(finishRestore(join(folder, 'amud.db'))).toBeUndefined();
    lab = await start({ folder });
    expect(usersOf(lab)).toEqual(['admin', 'anna']);
    expect(readdirSync(folder).filter((entry) => entry.startsWith('.restore'))).toEqual([]);
    const before = new SqliteDatabase(join(folder, kept, 'amud.db'), { readonly: true });
    expect(before.prepare('SELECT count(*) FROM users').pluck().get()).toBe(3);
    before.close();
  });

  it('of an older program is brought to this one; that of a newer one is refused, and nothing changes', async () => {
    const path = join(lab.folder, 'other.db');
    const put = async (name: string, version: number) => {
      const database = new SqliteDatabase(path);
      database.pragma(`user_version = ${version}`);
      database.close();
      const content = readFileSync(path);
      const key = Buffer.from(testKey.reveal(), 'hex').toString('base64url');
      const entries = async function* () {
        yield { name: 'amud.db', bytes: content.length, body: [content] };
        yield { name: 'secrets-key', bytes: key.length, body: [Buffer.from(key)] };
      };
      mkdirSync(join(lab.folder, 'backups'), { recursive: true });
      const about = { createdAt: 5, program: '1', schema: version };
      await writeSealed(join(lab.folder, 'backups', name), new Secret(PASSPHRASE), about, entries());
    };
    const old = new SqliteDatabase(path);
    for (const { sql } of migrations.slice(0, 4)) old.exec(sql);
    old.exec("INSERT INTO users (username, password_hash, role) VALUES ('carla', 'x', 'admin')");
    old.close();
    await put('old.amudbackup', 4);
    await put('newer.amudbackup', 9_999);
    expect((await look()).backups.map(({ name, state, origin }) => [name, state, origin]).sort()).toEqual([
      ['newer.amudbackup', 'newer', 'brought'],
      ['old.amudbackup', 'ok', 'brought'],
    ]);
    expect(await check('newer.amudbackup')).toMatchObject({
      status: 422,
      body: { error: { message: expect.stringContaining('newer AMUD') } },
    });
    expect((await check('old.amudbackup')).body).toMatchObject({ counts: { users: 1, boards: 0 }, admins: ['carla'] });
    await admin.send('POST', '/api/backups/restore', { stage: await stageOf('old.amudbackup') });
    await beginAnew();
    expect(usersOf(lab)).toEqual(['carla']);
    expect(readdirSync(lab.folder).filter((name) => name.includes('schema-4'))).toEqual([]);
  });

  it('is refused when it is not what it should be inside, and leaves nothing behind', async () => {
    const put = async (files: Record<string, Buffer>) => {
      const entries = async function* () {
        for (const [name, content] of Object.entries(files)) yield { name, bytes: content.length, body: [content] };
      };
      const path = join(lab.folder, 'backups', 'odd.amudbackup');
      mkdirSync(join(lab.folder, 'backups'), { recursive: true });
      rmSync(path, { force: true });
      await writeSealed(path, new Secret(PASSPHRASE), { createdAt: 5, program: '1', schema: 1 }, entries());
      return (await check('odd.amudbackup')).body as { error?: { message: string } };
    };
    const other = openStore(join(lab.folder, 'other.db'), silentLog());
    other.database.exec('PRAGMA journal_mode = DELETE');
    await other.close();
    const database = readFileSync(join(lab.folder, 'other.db'));
    const key = Buffer.from(Buffer.alloc(32, 1).toString('base64url'));
    const torn = Buffer.from(database);
    torn.fill(0xff, 4_096, 9_000);
    const sealedElsewhere = readFileSync(join(lab.folder, 'amud.db'));
    lab.store.database.pragma('wal_checkpoint(TRUNCATE)');
    for (const [files, message] of [
      [{ '../evil': key }, 'does not know'],
      [{ 'uploads/../../evil.webp': key }, 'does not know'],
      [{ 'amud.db': torn, 'secrets-key': key }, /damaged|not whole/],
      [{ 'amud.db': Buffer.from('no database'), 'secrets-key': key }, 'not whole'],
      [{ 'amud.db': database }, 'key'],
      [{ 'secrets-key': key }, 'no database'],
      [{ 'amud.db': readFileSync(join(lab.folder, 'amud.db')), 'secrets-key': key }, 'key'],
    ] as const) {
      const { error } = await put(files as unknown as Record<string, Buffer>);
      expect([Object.keys(files), error?.message]).toEqual([Object.keys(files), expect.stringMatching(message)]);
    }
    expect(sealedElsewhere.length).toBeGreaterThan(0);
    expect(existsSync(join(lab.folder, '..', 'evil'))).toBe(false);
    expect(readdirSync(lab.folder).filter((name) => name.startsWith('.restore'))).toEqual([]);
    expect((await admin.get('/api/auth/me')).status).toBe(200);
  });

  it('opens with its passphrase only, and is restored only while it is open', async () => {
    const { name } = await make();
    expect(await check(name, 'correct horse battery')).toMatchObject({
      status: 422,
      body: { error: { field: 'passphrase' } },
    });
    const stage = await stageOf(name);
    expect((await admin.send('POST', '/api/backups/restore', { stage: '.restore-0' })).status).toBe(404);
    await stageOf(name);
    expect((await admin.send('POST', '/api/backups/restore', { stage })).status).toBe(404);
    expect((await admin.send('POST', '/api/backups/restore', { stage: '../..' })).status).toBe(422);
    expect(existsSync(join(lab.folder, 'restore.json'))).toBe(false);
  });

  it('is private, has no half, and can be downloaded and removed', async () => {
    const { name, bytes } = await make();
    const folder = join(lab.folder, 'backups');
    expect(readdirSync(folder)).toEqual([name]);
    expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
    const file = await fetch(`${lab.url}/api/backups/files/${name}`, { headers: { cookie: admin.cookie ?? '' } });
    expect(file.headers.get('content-disposition')).toBe(`attachment; filename="${name}"`);
    expect(Buffer.from(await file.arrayBuffer())).toEqual(readFileSync(join(folder, name)));
    expect(bytes).toBe(statSync(join(folder, name)).size);
    expect((await admin.send('DELETE', `/api/backups/files/${name}`)).status).toBe(200);
    expect((await look()).backups).toEqual([]);
    for (const odd of ['..%2famud.db', 'x.amudbackup', '.hidden.amudbackup'])
      expect((await admin.get(`/api/backups/files/${odd}`)).status).toBe(404);
  });

  it('needs a passphrase that others do not guess first', async () => {
    for (const [passphrase, message] of [
      ['short', '12 characters or more'],
      ['aaaaaaaaaaaaaaaaaaaa', 'too easy to guess'],
      [undefined, 'Choose a passphrase'],
    ] as const) {
      const { status, body } = await admin.send('POST', '/api/backups', { passphrase });
      expect([status, body]).toMatchObject([
        422,
        { error: { field: 'passphrase', message: expect.stringContaining(message) } },
      ]);
    }
    expect((await admin.send('PUT', '/api/backups/passphrase', { passphrase: 'password1234' })).status).toBe(422);
    expect((await look()).backups).toEqual([]);
  });

  it('is made one at a time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 3 }, () => admin.send('POST', '/api/backups', { passphrase: PASSPHRASE })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  it('that can not be written says so, and is remembered as failed', async () => {
    writeFileSync(join(lab.folder, 'backups'), 'in the way');
    const { status } = await admin.send('POST', '/api/backups', { passphrase: PASSPHRASE });
    expect(status).toBeGreaterThanOrEqual(500);
    expect((await look()).lastRun).toMatchObject({ failure: expect.any(String) });
  });
});

describe('a backup that is brought', () => {
  const begin = async (bytes: number) =>
    (await admin.send('POST', '/api/backups/pieces', { bytes })).body as { id: string; pieceBytes: number };
  const send = async (id: string, offset: number, piece: Buffer) => {
    const response = await fetch(`${lab.url}/api/backups/pieces/${id}?offset=${offset}`, {
      method: 'PUT',
      headers: { origin: lab.url, cookie: admin.cookie ?? '' },
      body: new Uint8Array(piece),
    });
    return {
      status: response.status,
      body: (await response.json()) as { received: number; backup: BackupEntry | null },
    };
  };

  it('comes in pieces, each once, and is one of the list', async () => {
    const { name } = await make();
    const file = readFileSync(join(lab.folder, 'backups', name));
    const { id } = await begin(file.length);
    const half = Math.floor(file.length / 2);
    expect((await send(id, 0, file.subarray(0, half))).body).toEqual({ received: half, backup: null });
    expect((await send(id, 0, file.subarray(0, half))).body.received).toBe(half);
    const { body } = await send(id, half, file.subarray(half));
    expect(body.backup).toMatchObject({ origin: 'brought', state: 'ok', bytes: file.length });
    expect((await check(body.backup?.name ?? '')).status).toBe(200);
    const { entries } = (await admin.get('/api/audit?action=backup.bring-piece')).body as { entries: object[] };
    expect(entries.length).toBe(1);
  });

  it('that is none, or larger than said, is refused and not kept', async () => {
    const { id } = await begin(10);
    expect((await send(id, 0, Buffer.alloc(11))).status).toBe(422);
    expect((await send(id, 0, Buffer.alloc(10))).status).toBe(422);
    expect((await send(id, 10, Buffer.alloc(1))).status).toBe(404);
    expect(readdirSync(join(lab.folder, 'backups'))).toEqual([]);
  });

  it('security 26: has bounds: pieces, files at once, size', async () => {
    const { id } = await begin(limits.backup.pieceBytes * 2);
    expect((await send(id, 0, Buffer.alloc(limits.backup.pieceBytes + 1))).status).toBe(413);
    for (let index = 1; index < limits.backup.pieces; index += 1) await begin(10);
    expect((await admin.send('POST', '/api/backups/pieces', { bytes: 10 })).status).toBe(429);
    expect((await admin.send('POST', '/api/backups/pieces', { bytes: limits.backup.fileBytes + 1 })).status).toBe(422);
    expect((await send('0'.repeat(20), 0, Buffer.alloc(1))).status).toBe(404);
  });
});

describe('a schedule', () => {
  it('makes one when it is due, once, and keeps so many; those made by hand stay', async () => {
    await lab.app.stop();
    labs.splice(0);
    const clock = createFakeClock(new Date('2026-11-25T12:00').getTime());
    lab = await start({ folder: lab.folder, clock });
    admin = await lab.admin();
    const sessions = () => lab.store.database.exec('UPDATE sessions SET expires_at = 9e15, confirmed_at = 9e15');
    const settle = async () => {
      await eventually(async () => expect((await look()).busy).toBeNull(), 20_000);
    };
    const set = { backupEvery: 'day', backupHour: 3, backupKeep: 2 };
    await admin.send('PATCH', '/api/settings', { for: 'everyone', set });
    const hand = await make();
    expect((await look()).advice).toBe('no-passphrase');
    clock.advance(60_000);
    await settle();
    expect((await look()).backups.length).toBe(1);
    await admin.send('PUT', '/api/backups/passphrase', { passphrase: PASSPHRASE });
    for (let day = 0; day < 4; day += 1) {
      clock.advance(61_000);
      await settle();
      clock.advance(61_000);
      await settle();
      clock.jump(24 * 3_600_000);
      sessions();
    }
    const { backups, lastRun, nextAt } = await look();
    expect(backups.map(({ origin }) => origin)).toEqual(['schedule', 'schedule', 'hand']);
    expect(backups[2]?.name).toBe(hand.name);
    expect(lastRun).toMatchObject({ origin: 'schedule', failure: null });
    expect(nextAt).toBeGreaterThan(clock.now());
    expect((await check(backups[0]?.name ?? '')).status).toBe(200);
    const runs = lab.store.database.prepare("SELECT count(*) FROM backup_runs WHERE origin = 'schedule'").pluck().get();
    expect(runs).toBe(4);
  });
});

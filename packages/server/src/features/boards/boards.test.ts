import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { boardOutput } from '@amud/protocol/boards.ts';
import SqliteDatabase from 'better-sqlite3';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  addApp,
  addBoard,
  appItem,
  boardOf,
  boardsOf,
  contentWith,
  saveBoard,
  section,
  signInAs,
} from '../../../test/boards.ts';
import { type Client, type Lab, startLab } from '../../../test/lab.ts';
import { migrations } from '../../store/migrations/index.ts';

const platform = { hostName: 'nas', architecture: 'x86_64' };

let lab: Lab;
let admin: Client;

beforeEach(async () => {
  lab = await startLab();
  admin = signInAs(lab, 'admin');
});
afterEach(() => lab.stop());

describe('boards', () => {
  it('begin with one that is not empty, for everyone with an account', async () => {
    const { boards, home } = boardsOf(await admin.get('/api/boards'));
    expect(boards).toMatchObject([{ name: 'Home', access: 'guest', position: 0, id: home }]);
    const { body } = await signInAs(lab, 'viewer').get(`/api/boards/${home}`);
    const { board } = v.parse(boardOutput, body);
    expect(board.content.sections[0]?.items.map((item) => item.kind === 'widget' && item.widget)).toEqual([
      ...['greeting', 'search', 'clock', 'weather', 'nodes'],
    ]);
    expect(boardsOf(await lab.client().get('/api/boards'))).toEqual({ boards: [], home: null });
    expect((await lab.client().get(`/api/boards/${home}`)).status).toBe(404);
  });

  it('keep what is saved, over a restart too', async () => {
    const app = await addApp(admin, { name: 'Jellyfin', url: 'http://nas.lan:8096/' });
    const made = await addBoard(admin, contentWith('Media', [section('Films')]));
    const [films] = made.content.sections;
    const content = contentWith('Media', films ? [{ ...films, items: [appItem(app.id)] }] : []);
    const saved = boardOf(await saveBoard(admin, made, content, 'add:Jellyfin'));
    expect(saved).toMatchObject({ revision: 2, undo: 'add:Jellyfin', redo: null, changedBy: 'the-admin', content });
    expect(saved.apps).toEqual({
      [app.id]: expect.objectContaining({ name: 'Jellyfin', url: 'http://nas.lan:8096/', status: null }),
    });
    const { folder } = lab;
    await lab.app.stop();
    lab = await startLab({ folder });
    const again = signInAs(lab, 'admin');
    expect(boardOf(await again.get(`/api/boards/${made.id}`))).toEqual(saved);
    expect(boardsOf(await again.get('/api/boards')).boards.map(({ name }) => name)).toEqual(['Home', 'Media']);
  });

  it('refuse a save made from an older revision, and lose nothing', async () => {
    const made = await addBoard(admin, contentWith('Media', []));
    const first = boardOf(await saveBoard(admin, made, contentWith('Films', [])));
    const { status, body } = await saveBoard(signInAs(lab, 'operator'), made, contentWith('Music', []));
    expect([status, body]).toMatchObject([409, { error: { kind: 'conflict' } }]);
    expect(boardOf(await admin.get(`/api/boards/${made.id}`))).toEqual(first);
  });
});

describe('a database of the earlier version', () => {
  it('opens, shows what it had, and has a first board', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'amud-before-'));
    const before = new SqliteDatabase(join(folder, 'amud.db'));
    const version = migrations.findIndex(({ name }) => name === '0007-confirmed') + 1;
    for (const { sql } of migrations.slice(0, version)) before.exec(sql);
    before.pragma(`user_version = ${version}`);
    const insert = (sql: string) => before.prepare(sql).run();
    insert(
      "INSERT INTO users (username, password_hash, role, must_change_password) VALUES ('anna', '$argon2 x', 'viewer', 0)",
    );
    insert(`INSERT INTO nodes VALUES ('nas', 'NAS', 1, 2, '1.0', '${JSON.stringify(platform)}')`);
    insert(
      `INSERT INTO uploads (id, user_id, created_at, bytes, width, height) VALUES ('${'x'.repeat(43)}', 1, 1, 2, 3, 4)`,
    );
    before.close();
    const other = await startLab({ folder });
    try {
      const anna = signInAs(other, 'viewer', 'anna');
      const { boards, home } = boardsOf(await anna.get('/api/boards'));
      expect(boards).toMatchObject([{ name: 'Home', access: 'guest', id: home }]);
      expect((await anna.get('/api/nodes')).body).toMatchObject({ nodes: [{ id: 'nas', name: 'NAS' }] });
      expect((await signInAs(other, 'operator').get('/api/uploads')).body).toMatchObject({ uploads: [{ bytes: 2 }] });
      expect(existsSync(join(folder, `amud.db.schema-${version}.bak`))).toBe(true);
    } finally {
      await other.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

import { boardOutput } from '@amud/protocol/boards.ts';
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

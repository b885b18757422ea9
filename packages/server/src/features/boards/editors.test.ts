import type { BoardContent, BoardView } from '@amud/protocol/boards.ts';
import { limits } from '@amud/protocol/limits.ts';
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
import { createFakeClock, type FakeClock } from '../../../test/fake-clock.ts';
import { type Client, type Lab, startLab } from '../../../test/lab.ts';

let lab: Lab;
let clock: FakeClock;
let admin: Client;
let operator: Client;

beforeEach(async () => {
  clock = createFakeClock(Date.now());
  lab = await startLab({ clock });
  admin = signInAs(lab, 'admin');
  operator = signInAs(lab, 'operator');
});
afterEach(() => lab.stop());

const read = async (client: Client, id: string) => boardOf(await client.get(`/api/boards/${id}`));
const withAdded = (content: BoardContent, ...items: ReturnType<typeof appItem>[]): BoardContent => ({
  ...content,
  sections: content.sections.map((one, index) => (index === 0 ? { ...one, items: [...one.items, ...items] } : one)),
});

describe('two people on one board', () => {
  it('at once: one is refused each time, and in the end nothing is lost', async () => {
    const app = await addApp(admin, { name: 'Jellyfin' });
    const { id } = await addBoard(admin, contentWith('Media', [section('A')]));
    /** As the browser does it: on a conflict, take the newer board and make the change again. */
    const addCards = async (client: Client, count: number): Promise<number> => {
      let refused = 0;
      for (let index = 0; index < count; ) {
        const board = await read(client, id);
        const { status } = await saveBoard(client, board, withAdded(board.content, appItem(app.id)), `add:${index}`);
        if (status === 200) index += 1;
        else refused += 1;
        expect([200, 409]).toContain(status);
      }
      return refused;
    };
    const refusals = await Promise.all([admin, operator, admin].map((client) => addCards(client, 12)));
    const board = await read(admin, id);
    expect(board.content.sections[0]?.items.length).toBe(36);
    expect([board.revision, refusals.some((count) => count > 0)]).toEqual([37, true]);
  });

  it('from the same revision: exactly one of many is taken', async () => {
    const board = await addBoard(admin, contentWith('Media', []));
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => saveBoard(admin, board, contentWith(`Name ${index}`, []))),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(9).fill(409)]);
    const winner = answers.findIndex(({ status }) => status === 200);
    expect((await read(admin, board.id)).content.name).toBe(`Name ${winner}`);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      error: { message: expect.stringContaining('the-admin changed') },
    });
  });
});

describe('cards that an editor can not see', () => {
  const start = async () => {
    const app = await addApp(admin, { name: 'Jellyfin' });
    const [one, hidden, two] = [
      appItem(app.id, { desktop: { x: 0, y: 0, w: 3, h: 1 } }),
      appItem(app.id, { desktop: { x: 3, y: 0, w: 3, h: 1 }, visibleTo: 'admin' }),
      appItem(app.id, { desktop: { x: 6, y: 0, w: 3, h: 1 } }),
    ];
    const board = await addBoard(admin, contentWith('Media', [section('A', [one, hidden, two]), section('B')]));
    return { board, one, hidden, two };
  };
  const idsOf = (board: BoardView) => board.content.sections.map(({ items }) => items.map(({ id }) => id));

  it('stay where they were when the editor saves', async () => {
    const { board, one, hidden, two } = await start();
    const seen = await read(operator, board.id);
    expect(idsOf(seen)).toEqual([[one.id, two.id], []]);
    const swapped = seen.content.sections.map((part) => ({ ...part, items: part.items.toReversed() }));
    const saved = boardOf(await saveBoard(operator, seen, { ...seen.content, sections: swapped }));
    expect(idsOf(saved)).toEqual([[two.id, one.id], []]);
    const all = await read(admin, board.id);
    expect(idsOf(all)).toEqual([[two.id, one.id, hidden.id], []]);
    expect(all.content.sections[0]?.items[2]).toEqual(hidden);
  });

  it('make room for what the editor put in their place', async () => {
    const { board, hidden } = await start();
    const seen = await read(operator, board.id);
    const appId = Object.keys(seen.apps)[0] ?? '';
    const wide = appItem(appId, { desktop: { x: 2, y: 0, w: 4, h: 3 } });
    boardOf(await saveBoard(operator, seen, withAdded(seen.content, wide)));
    const item = (await read(admin, board.id)).content.sections[0]?.items.find(({ id }) => id === hidden.id);
    expect(item).toEqual({ ...hidden, desktop: { x: 3, y: 3, w: 3, h: 1 } });
  });

  it('keep their section, which is said in words', async () => {
    const { board } = await start();
    const seen = await read(operator, board.id);
    const { status, body } = await saveBoard(operator, seen, contentWith('Media', seen.content.sections.slice(1)));
    expect([status, body]).toMatchObject([403, { error: { kind: 'forbidden' } }]);
    expect((body as { error: { message: string } }).error.message).toMatch(
      /The section "A" has cards that you can't see/,
    );
    expect(await read(admin, board.id)).toEqual(board);
    boardOf(await saveBoard(operator, seen, contentWith('Media', seen.content.sections.slice(0, 1))));
  });

  it('can not be named, moved, shown or undone by the editor', async () => {
    const { board, hidden, one } = await start();
    const seen = await read(operator, board.id);
    const stolen = withAdded(seen.content, { ...one, id: hidden.id });
    expect((await saveBoard(operator, seen, stolen)).status).toBe(422);
    const target = await addBoard(admin, contentWith('Other', []));
    const move = { revision: seen.revision, itemId: hidden.id, toBoardId: target.id, step: 'x' };
    expect((await operator.send('POST', `/api/boards/${board.id}/move`, move)).status).toBe(404);
    const shown = board.content.sections.map((part) => ({
      ...part,
      items: part.items.map((item) => ({ ...item, visibleTo: 'public' as const })),
    }));
    const after = boardOf(await saveBoard(admin, board, { ...board.content, sections: shown }, 'show:Jellyfin'));
    expect(after.undo).toBe('show:Jellyfin');
    const theirs = await read(operator, board.id);
    expect(theirs.undo).toBeNull();
    const undone = await operator.send('POST', `/api/boards/${board.id}/undo`, { revision: theirs.revision });
    expect([undone.status, undone.body]).toMatchObject([403, { error: { kind: 'forbidden' } }]);
  });

  it('of removed apps are seen by nobody, stay through a save, and come back with the app', async () => {
    const app = await addApp(admin, { name: 'Sonarr' });
    const item = appItem(app.id);
    const board = await addBoard(admin, contentWith('Media', [section('A', [item])]));
    await admin.send('DELETE', `/api/apps/${app.id}`);
    const without = await read(admin, board.id);
    expect([without.apps, without.content.sections[0]?.items]).toEqual([{}, []]);
    const renamed = boardOf(await saveBoard(admin, without, { ...without.content, name: 'Films' }));
    expect((await admin.send('POST', `/api/apps/${app.id}/restore`)).status).toBe(200);
    expect((await read(admin, renamed.id)).content.sections[0]?.items).toEqual([item]);
    await admin.send('DELETE', `/api/apps/${app.id}`);
    // A section with nothing else in it may go.
    boardOf(await saveBoard(admin, renamed, contentWith('Films', [])));
  });
});

describe('who may do what', () => {
  it('viewers and guests look; operators open nothing to everyone and hide nothing from themselves', async () => {
    const board = await addBoard(operator, contentWith('Media', [section('A')]));
    for (const role of ['viewer', 'guest'] as const)
      expect((await saveBoard(signInAs(lab, role), board, contentWith('Mine', []))).status).toBe(403);
    const patch = (client: Client, change: object) => client.send('PATCH', `/api/boards/${board.id}`, change);
    expect((await patch(operator, { access: 'public' })).status).toBe(403);
    expect((await patch(operator, { access: 'admin' })).status).toBe(403);
    expect((await patch(operator, {})).status).toBe(422);
    expect((await operator.send('POST', '/api/boards', { access: 'public', content: board.content })).status).toBe(403);
    const app = await addApp(operator, { name: 'Jellyfin' });
    const hiding = withAdded(board.content, appItem(app.id, { visibleTo: 'admin' }));
    expect((await saveBoard(operator, board, hiding)).status).toBe(403);
    boardOf(await patch(admin, { access: 'public' }));
    expect((await lab.client().get(`/api/boards/${board.id}`)).status).toBe(200);
    // What is open may be closed by whoever edits it.
    boardOf(await patch(operator, { access: 'viewer' }));
    expect((await lab.client().get(`/api/boards/${board.id}`)).status).toBe(404);
  });

  it('a board of admins is not there for others', async () => {
    const board = await addBoard(admin, contentWith('Secret', []), 'admin');
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['PUT', '', { revision: 1, step: 'x', content: board.content }],
      ['PATCH', '', { position: 0 }],
      ['DELETE', '', undefined],
      ['POST', '/undo', { revision: 1 }],
      ['POST', '/duplicate', { name: 'Mine' }],
      ['POST', '/restore', undefined],
    ] as const) {
      const { status, text } = await operator.send(method, `/api/boards/${board.id}${path}`, body);
      expect([method, path, status, text]).toEqual([method, path, 404, expect.not.stringContaining('Secret')]);
    }
    expect((await operator.send('PUT', '/api/home', { boardId: board.id })).status).toBe(404);
  });

  it('a card of an app that does not exist is refused', async () => {
    const board = await addBoard(admin, contentWith('Media', [section('A')]));
    const { status, body } = await saveBoard(admin, board, withAdded(board.content, appItem('aaaaaaaaaaaa')));
    expect([status, body]).toMatchObject([422, { error: { kind: 'invalid' } }]);
  });
});

describe('the list of boards', () => {
  const names = async (client: Client) => boardsOf(await client.get('/api/boards')).boards.map(({ name }) => name);

  it('is in the order that was chosen, counted among those that one sees', async () => {
    for (const [name, access] of [
      ['A', 'guest'],
      ['B', 'admin'],
      ['C', 'guest'],
      ['D', 'guest'],
    ] as const)
      await addBoard(admin, contentWith(name, []), access);
    const { boards } = boardsOf(await operator.get('/api/boards'));
    const d = boards.find(({ name }) => name === 'D');
    boardOf(await operator.send('PATCH', `/api/boards/${d?.id}`, { position: 2 }));
    expect([await names(operator), await names(admin)]).toEqual([
      ['Home', 'A', 'D', 'C'],
      ['Home', 'A', 'B', 'D', 'C'],
    ]);
    boardOf(await operator.send('PATCH', `/api/boards/${d?.id}`, { position: 9 }));
    expect(await names(admin)).toEqual(['Home', 'A', 'B', 'C', 'D']);
    const { folder } = lab;
    await lab.app.stop();
    lab = await startLab({ folder });
    expect(await names(signInAs(lab, 'admin'))).toEqual(['Home', 'A', 'B', 'C', 'D']);
  });

  it('begins with Home; each person chooses another, and gets the next best when they may not see it any more', async () => {
    const viewer = signInAs(lab, 'viewer');
    const media = await addBoard(admin, contentWith('Media', []));
    const home = async (client: Client) => boardsOf(await client.get('/api/boards')).home;
    const first = await home(viewer);
    const answer = await viewer.send('PUT', '/api/home', { boardId: media.id });
    expect([answer.status, answer.body]).toEqual([200, { home: media.id }]);
    expect([await home(viewer), await home(operator)]).toEqual([media.id, first]);
    await admin.send('PATCH', `/api/boards/${media.id}`, { access: 'operator' });
    expect(await home(viewer)).toBe(first);
    await admin.send('PATCH', `/api/boards/${media.id}`, { access: 'guest' });
    expect(await home(viewer)).toBe(media.id);
    await admin.send('DELETE', `/api/boards/${media.id}`);
    expect(await home(viewer)).toBe(first);
    expect((await viewer.send('PUT', '/api/home', { boardId: null })).body).toEqual({ home: first });
  });

  it('loses a board that was removed, which can come back for 30 days', async () => {
    const media = await addBoard(admin, contentWith('Media', [section('A')]));
    expect((await operator.send('DELETE', `/api/boards/${media.id}`)).status).toBe(200);
    expect(await names(admin)).toEqual(['Home']);
    const back = boardOf(await operator.send('POST', `/api/boards/${media.id}/restore`));
    expect([back.content, await names(admin)]).toEqual([media.content, ['Home', 'Media']]);
    await operator.send('DELETE', `/api/boards/${media.id}`);
    clock.advance(limits.board.keepRemovedMs + limits.board.sweepMs);
    admin = signInAs(lab, 'admin', 'later');
    lab.store.database.exec('UPDATE sessions SET expires_at = 9e15');
    expect((await admin.send('POST', `/api/boards/${media.id}/restore`)).status).toBe(404);
    expect(
      lab.store.database.prepare('SELECT count(*) FROM board_steps WHERE board_id = ?').pluck().get(media.id),
    ).toBe(0);
  });
});

describe('the audit log', () => {
  const entries = async () =>
    (
      (await admin.get('/api/audit')).body as {
        entries: { action: string; username: string; detail: Record<string, unknown> }[];
      }
    ).entries.filter(({ action }) => action.startsWith('board.'));

  it('has one entry for ten minutes of arranging by one person, and the next one counts the rest', async () => {
    let board = await addBoard(admin, contentWith('Media', [section('A')]));
    const save = async (client: Client, name: string) => {
      board = boardOf(await saveBoard(client, await read(client, board.id), { ...board.content, name }));
    };
    for (const name of ['1', '2', '3', '4']) await save(admin, name);
    board = boardOf(await admin.send('POST', `/api/boards/${board.id}/undo`, { revision: board.revision }));
    await save(operator, 'theirs');
    expect((await entries()).map(({ action, username }) => [action, username])).toEqual([
      ['board.change', 'the-operator'],
      ['board.change', 'the-admin'],
      ['board.create', 'the-admin'],
    ]);
    clock.advance(limits.board.auditMs);
    await save(admin, 'later');
    expect((await entries())[0]).toMatchObject({ username: 'the-admin', detail: { name: 'later', savesBefore: 4 } });
  });

  it('has every change of who may see something', async () => {
    const app = await addApp(admin, { name: 'Jellyfin' });
    let board = await addBoard(admin, contentWith('Media', [section('A', [appItem(app.id)])]));
    for (const visibleTo of ['viewer', 'admin', 'public'] as const) {
      const sections = board.content.sections.map((part) => ({
        ...part,
        items: part.items.map((item) => ({ ...item, visibleTo })),
      }));
      board = boardOf(await saveBoard(admin, board, { ...board.content, sections }));
    }
    await admin.send('PATCH', `/api/boards/${board.id}`, { access: 'public' });
    expect((await entries()).map(({ action, detail }) => [action, detail['access']])).toEqual([
      ['board.settings', 'public'],
      ['board.change', undefined],
      ['board.change', undefined],
      ['board.change', undefined],
      ['board.create', 'guest'],
    ]);
  });
});

import type { BoardView } from '@amud/protocol/boards.ts';
import { limits } from '@amud/protocol/limits.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addApp, addBoard, appItem, boardOf, contentWith, saveBoard, section, signInAs } from '../../../test/boards.ts';
import { type Client, type Lab, startLab } from '../../../test/lab.ts';

let lab: Lab;
let admin: Client;

beforeEach(async () => {
  lab = await startLab();
  admin = signInAs(lab, 'admin');
});
afterEach(() => lab.stop());

const act = (what: 'undo' | 'redo', { id, revision }: BoardView, client = admin) =>
  client.send('POST', `/api/boards/${id}/${what}`, { revision });
const undo = async (board: BoardView) => boardOf(await act('undo', board));
const redo = async (board: BoardView) => boardOf(await act('redo', board));
const rename = async (board: BoardView, name: string) =>
  boardOf(await saveBoard(admin, board, { ...board.content, name }, `name:${name}`));
const read = async (id: string, client = admin) => boardOf(await client.get(`/api/boards/${id}`));
const restart = async () => {
  const { folder } = lab;
  await lab.app.stop();
  lab = await startLab({ folder });
  admin = signInAs(lab, 'admin');
};

describe('undo and redo', () => {
  it('go back and forth, one after the other, over a restart too', async () => {
    const zero = await addBoard(admin, contentWith('Zero', [section('A')]));
    const two = await rename(await rename(zero, 'One'), 'Two');
    expect([two.undo, two.redo]).toEqual(['name:Two', null]);
    const one = await undo(two);
    expect([one.content.name, one.name, one.undo, one.redo]).toEqual(['One', 'One', 'name:One', 'name:Two']);
    await restart();
    expect(await read(one.id)).toEqual(one);
    const back = await undo(one);
    expect([back.content, back.undo, back.redo]).toEqual([zero.content, null, 'name:One']);
    expect((await act('undo', back)).body).toMatchObject({
      error: { kind: 'conflict', message: 'There is nothing to undo.' },
    });
    await restart();
    const again = await redo(await redo(back));
    expect([again.content, again.undo, again.redo]).toEqual([two.content, 'name:Two', null]);
    expect((await act('redo', again)).status).toBe(409);
  });

  it('take up the new way when something else is done after an undo', async () => {
    const zero = await addBoard(admin, contentWith('Zero', []));
    const other = await rename(await undo(await rename(zero, 'One')), 'Other');
    expect([other.undo, other.redo]).toEqual(['name:Other', null]);
    expect((await undo(other)).content.name).toBe('Zero');
  });

  it('do nothing that someone has not seen', async () => {
    const zero = await addBoard(admin, contentWith('Zero', []));
    const one = await rename(zero, 'One');
    await rename(one, 'Two');
    expect((await act('undo', one)).status).toBe(409);
    expect((await read(zero.id)).content.name).toBe('Two');
  });

  it('reach as far back as promised and no farther, and are kept small', async () => {
    let board = await addBoard(admin, contentWith('0', [section('A', [])]));
    for (let turn = 1; turn <= limits.board.steps + 5; turn += 1) board = await rename(board, `${turn}`);
    const count = lab.store.database.prepare('SELECT count(*) FROM board_steps WHERE board_id = ?').pluck();
    expect(count.get(board.id)).toBe(limits.board.steps + 1);
    await restart();
    for (let turn = 0; turn < limits.board.steps; turn += 1) board = await undo(board);
    expect([board.content.name, board.undo]).toEqual(['5', null]);
    expect((await act('undo', board)).status).toBe(409);
  }, 60_000);

  it('keep fewer steps of a board that is very large, but the one that shows', async () => {
    // Random text does not get smaller, so that few of these fit.
    const noise = () => Array.from({ length: 19_000 }, () => String.fromCharCode(33 + Math.random() * 90)).join('');
    const note = (text: string) =>
      ({ ...appItem(''), kind: 'widget', widget: 'note', settings: { text } }) as ReturnType<typeof appItem>;
    const large = () =>
      contentWith('Large', [
        section(
          'A',
          Array.from({ length: 50 }, () => note(noise())),
        ),
      ]);
    let board = await addBoard(admin, large());
    for (let turn = 0; turn < 14; turn += 1) board = boardOf(await saveBoard(admin, board, large()));
    const sizes = lab.store.database.prepare('SELECT sum(length(content)) FROM board_steps').pluck().get() as number;
    expect(sizes).toBeLessThan(limits.board.stepsBytes + limits.board.bytes);
    expect(board.undo).toBe('change');
    expect(await read(board.id)).toEqual(board);
  }, 60_000);
});

describe('a card moved to another board', () => {
  const start = async () => {
    const app = await addApp(admin, { name: 'Jellyfin' });
    const item = appItem(app.id, { desktop: { x: 4, y: 2, w: 3, h: 2 }, phone: { x: 0, y: 0, w: 2, h: 1 } });
    const from = await addBoard(admin, contentWith('From', [section('A', [item])]));
    const to = await addBoard(
      admin,
      contentWith('To', [section('B', [appItem(app.id, { desktop: { x: 0, y: 3, w: 2, h: 2 } })]), section('C')]),
    );
    return { item, from, to };
  };
  const move = ({ from, to, item }: Awaited<ReturnType<typeof start>>, over: object = {}, client = admin) =>
    client.send('POST', `/api/boards/${from.id}/move`, {
      ...{ revision: from.revision, itemId: item.id, toBoardId: to.id, toSectionId: to.content.sections[0]?.id },
      step: 'move:Jellyfin',
      ...over,
    });
  const itemsOf = async (id: string) =>
    (await read(id)).content.sections.map(({ items }) => items.map((one) => one.id));

  it('is on the other one, at the foot of the section, and nowhere else', async () => {
    const all = await start();
    const left = boardOf(await move(all));
    expect(left.content.sections[0]?.items).toEqual([]);
    const { content, undo: undoOf } = await read(all.to.id);
    const { phone: _, ...rest } = all.item;
    expect(content.sections[0]?.items[1]).toEqual({ ...rest, desktop: { x: 0, y: 5, w: 3, h: 2 } });
    expect([left.undo, undoOf]).toEqual(['move:Jellyfin', 'move:Jellyfin']);
    const audit = (await admin.get('/api/audit?action=board.move')).text;
    expect(audit).toContain(all.to.id);
  });

  it('comes back on both boards by one undo, and goes again by one redo', async () => {
    const all = await start();
    const left = boardOf(await move(all));
    const there = await read(all.to.id);
    await restart();
    const back = await undo(left);
    expect([back.content, (await read(all.to.id)).content]).toEqual([all.from.content, all.to.content]);
    const again = await redo(back);
    expect([again.content, (await read(all.to.id)).content]).toEqual([left.content, there.content]);
    // From the other side just the same.
    await undo(await read(all.to.id));
    expect((await read(all.from.id)).content).toEqual(all.from.content);
  });

  it('stays there when that board went on since: an undo takes back nothing that came later elsewhere', async () => {
    const all = await start();
    const left = boardOf(await move(all));
    await rename(await read(all.to.id), 'Went on');
    await undo(left);
    const inSections = [await itemsOf(all.from.id), (await itemsOf(all.to.id))[0]?.length];
    expect(inSections).toEqual([[[all.item.id]], 2]);
    expect((await read(all.to.id)).content.name).toBe('Went on');
  });

  it.each([
    ['to a board that is not there', { toBoardId: 'aaaaaaaaaaaa' }, 404],
    ['to a section that is not there', { toSectionId: 'aaaaaaaaaaaa' }, 404],
    ['a card that is not there', { itemId: 'aaaaaaaaaaaa' }, 404],
    ['made from an older revision', { revision: 0 }, 409],
  ])('%s is refused, and nothing changes', async (_, over, status) => {
    const all = await start();
    expect((await move(all, over)).status).toBe(status);
    expect([await read(all.from.id), await read(all.to.id)]).toEqual([all.from, all.to]);
  });

  it('on its own board is refused', async () => {
    const all = await start();
    expect((await move(all, { toBoardId: all.from.id, toSectionId: undefined })).status).toBe(422);
  });

  it('makes a section where there is none', async () => {
    const all = await start();
    const empty = await addBoard(admin, contentWith('Empty', []));
    boardOf(await move(all, { toBoardId: empty.id, toSectionId: undefined }));
    expect((await itemsOf(empty.id))[0]).toEqual([all.item.id]);
  });
});

describe('a copy of a board', () => {
  it('has everything that its maker sees under other ids, and is not for everyone at once', async () => {
    const app = await addApp(admin, { name: 'Jellyfin' });
    const inner = section('Inner', [appItem(app.id)]);
    const outer = section('Outer', [appItem(app.id), appItem(app.id, { visibleTo: 'admin' })]);
    const board = await addBoard(admin, contentWith('Media', [outer, { ...inner, parent: outer.id }]), 'public');
    const operator = signInAs(lab, 'operator');
    const copy = boardOf(await operator.send('POST', `/api/boards/${board.id}/duplicate`, { name: 'Media 2' }));
    expect(copy).toMatchObject({ name: 'Media 2', access: 'guest', revision: 1, undo: null });
    expect(copy.content.sections.map(({ items }) => items.length)).toEqual([1, 1]);
    expect(copy.content.sections[1]?.parent).toBe(copy.content.sections[0]?.id);
    const ids = (one: BoardView) => one.content.sections.flatMap(({ id, items }) => [id, ...items.map((it) => it.id)]);
    expect(ids(copy).filter((id) => ids(board).includes(id))).toEqual([]);
    expect((await lab.client().get(`/api/boards/${copy.id}`)).status).toBe(404);
  });
});

import { type BoardContent, boardChange, type Item } from '@amud/protocol/boards.ts';
import { limits } from '@amud/protocol/limits.ts';
import { widgetKinds } from '@amud/protocol/widgets.ts';
import fc from 'fast-check';
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
/** Whatever was crossed, the server is well: a board is made, saved and read. */
afterEach(async () => {
  const { boards } = boardsOf(await admin.get('/api/boards'));
  const last = boardOf(await admin.get(`/api/boards/${boards.at(-1)?.id}`));
  const name = `Well ${last.revision}`;
  expect(boardOf(await saveBoard(admin, last, contentWith(name, []))).content.name).toBe(name);
  await lab.stop();
});

const note = (text: string): Item => ({ ...appItem(''), kind: 'widget', widget: 'note', settings: { text } }) as Item;
const kindOf = ({ body }: { body: unknown }) => (body as { error?: { kind: string } }).error?.kind;

describe('security 26: limits of boards', () => {
  it('bounds their number, and has room again when one goes', async () => {
    const first = boardsOf(await admin.get('/api/boards')).boards.length;
    const made = [];
    for (let count = first; count < limits.board.count; count += 1)
      made.push(await addBoard(admin, contentWith(`B${count}`, [])));
    const refused = await admin.send('POST', '/api/boards', { content: contentWith('More', []) });
    expect([refused.status, kindOf(refused)]).toEqual([409, 'conflict']);
    const copy = await admin.send('POST', `/api/boards/${made[0]?.id}/duplicate`, { name: 'More' });
    expect(copy.status).toBe(409);
    await admin.send('DELETE', `/api/boards/${made[0]?.id}`);
    const again = await addBoard(admin, contentWith('More', []));
    expect((await admin.send('POST', `/api/boards/${made[0]?.id}/restore`)).status).toBe(409);
    await admin.send('DELETE', `/api/boards/${again.id}`);
    expect((await admin.send('POST', `/api/boards/${made[0]?.id}/restore`)).status).toBe(200);
  }, 60_000);

  it('bounds sections and cards, those included that an editor can not see', async () => {
    const items = (count: number, over: Partial<Item> = {}) =>
      Array.from({ length: count }, () => ({ ...note('x'), ...over })) as Item[];
    const sections = (count: number) => Array.from({ length: count }, () => section(''));
    const send = (content: BoardContent) => admin.send('POST', '/api/boards', { content });
    expect((await send(contentWith('Sections', sections(limits.board.sections + 1)))).status).toBe(422);
    boardOf(await send(contentWith('Sections', sections(limits.board.sections))));
    expect((await send(contentWith('Cards', [section('', items(limits.board.items + 1))]))).status).toBe(422);
    const halves = [section('', items(limits.board.items - 1)), section('', items(2))];
    expect((await send(contentWith('Cards', halves))).status).toBe(422);
    const full = boardOf(
      await send(contentWith('Cards', [section('', items(limits.board.items, { visibleTo: 'admin' }))])),
    );
    const operator = signInAs(lab, 'operator');
    const seen = boardOf(await operator.get(`/api/boards/${full.id}`));
    const [only = section('')] = seen.content.sections;
    const over = await saveBoard(operator, seen, contentWith('Cards', [{ ...only, items: items(1) }]));
    expect([over.status, kindOf(over)]).toEqual([413, 'too-large']);
    const other = await addBoard(admin, contentWith('Other', [section('', items(1))]));
    const itemId = other.content.sections[0]?.items[0]?.id;
    const move = { revision: other.revision, itemId, toBoardId: full.id, step: 'move' };
    expect((await admin.send('POST', `/api/boards/${other.id}/move`, move)).status).toBe(409);
  }, 60_000);

  it('takes a board of almost a mebibyte, and refuses a body beyond it', async () => {
    const text = 'x'.repeat(20_000);
    const large = (count: number) =>
      contentWith('Large', [
        section(
          '',
          Array.from({ length: count }, () => note(text)),
        ),
      ]);
    const board = await addBoard(admin, large(50));
    boardOf(await saveBoard(admin, board, { ...large(51), name: 'Larger' }));
    const { status, body } = await admin.send('POST', '/api/boards', { content: large(60) });
    expect([status, body]).toMatchObject([413, { error: { kind: 'too-large' } }]);
    // Elsewhere the usual bound holds.
    expect((await admin.send('POST', '/api/apps', { name: 'x', description: text.repeat(4) })).status).toBe(413);
  });

  it('is too full for what an editor sends together with what they can not see', async () => {
    const text = 'x'.repeat(20_000);
    const notes = (count: number, visibleTo: 'admin' | 'public') =>
      Array.from({ length: count }, () => ({ ...note(text), visibleTo }) as Item);
    const board = await addBoard(admin, contentWith('Large', [section('', notes(30, 'admin'))]));
    const operator = signInAs(lab, 'operator');
    const seen = boardOf(await operator.get(`/api/boards/${board.id}`));
    const [only = section('')] = seen.content.sections;
    const over = await saveBoard(operator, seen, contentWith('Large', [{ ...only, items: notes(30, 'public') }]));
    expect([over.status, kindOf(over)]).toEqual([413, 'too-large']);
  });
});

describe('a full disk', () => {
  it('is said, changes nothing, and is over when there is room', async () => {
    const board = await addBoard(admin, contentWith('Media', [section('A')]));
    const app = await addApp(admin, { name: 'Jellyfin' });
    const { database } = lab.store;
    database.pragma(`max_page_count = ${Number(database.pragma('page_count', { simple: true }))}`);
    const noise = Array.from({ length: 15_000 }, () => String.fromCharCode(33 + Math.random() * 90)).join('');
    const content = contentWith('Full', [section('B', [note(noise), note(noise), appItem(app.id)])]);
    for (let turn = 0; turn < 3; turn += 1) {
      const answer = await saveBoard(admin, board, content);
      expect([answer.status, kindOf(answer)]).toEqual([507, 'storage-full']);
      expect((await admin.send('POST', '/api/boards', { content })).status).toBe(507);
    }
    const large = { name: 'Large', description: 'x', tags: Array.from({ length: 20 }, () => 'x'.repeat(30)) };
    const added = [];
    for (let turn = 0; turn < 50; turn += 1) added.push((await admin.send('POST', '/api/apps', large)).status);
    expect(added.at(-1)).toBe(507);
    expect(boardOf(await admin.get(`/api/boards/${board.id}`))).toEqual(board);
    database.pragma('max_page_count = 1073741823');
    const saved = boardOf(await saveBoard(admin, board, content));
    const { folder } = lab;
    await lab.app.stop();
    lab = await startLab({ folder });
    admin = signInAs(lab, 'admin');
    expect(boardOf(await admin.get(`/api/boards/${board.id}`))).toEqual(saved);
  });
});

describe('security 27: whatever is sent as a board', () => {
  const id = fc.oneof(fc.constantFrom('aaaaaaaaaaaa', 'bbbbbbbbbbbb', '__proto__', ''), fc.string({ maxLength: 14 }));
  const place = fc.record(
    { x: fc.integer({ min: -2, max: 14 }), y: fc.oneof(fc.nat(20), fc.double()), w: fc.nat(14), h: fc.nat(30) },
    { noNullPrototype: true },
  );
  const anything = fc.oneof(fc.jsonValue(), fc.constantFrom<unknown>(null, 1e300, '__proto__', 'upload:x'));
  const item = fc.record(
    {
      kind: fc.constantFrom('app', 'widget', 'other'),
      id,
      appId: id,
      widget: fc.constantFrom(...widgetKinds, 'constructor'),
      settings: fc.oneof(fc.dictionary(fc.string(), anything, { noNullPrototype: true }), anything),
      desktop: fc.oneof(place, anything),
      phone: fc.option(place),
      visibleTo: fc.constantFrom('public', 'admin', 'toString'),
      bar: fc.constantFrom('day', 'month'),
    },
    { requiredKeys: ['kind', 'id', 'desktop'], noNullPrototype: true },
  );
  const sections = fc.array(
    fc.record(
      {
        id,
        title: fc.string(),
        parent: fc.option(id),
        collapsed: fc.boolean(),
        items: fc.array(item, { maxLength: 3 }),
      },
      { requiredKeys: ['id', 'title', 'items'], noNullPrototype: true },
    ),
    { maxLength: 3 },
  );
  const change = fc.record(
    {
      revision: fc.oneof(fc.constantFrom<unknown>(1, 2, -1, Number.MAX_SAFE_INTEGER), anything),
      step: fc.oneof(fc.string(), anything),
      content: fc.oneof(
        fc.record(
          { name: fc.string(), icon: fc.constantFrom('', 'general:x', '../x'), sections },
          { noNullPrototype: true },
        ),
        anything,
      ),
    },
    { noNullPrototype: true },
  );

  it('is taken or refused in words, and what was taken comes back the same', async () => {
    await addApp(admin, { name: 'Jellyfin' });
    let board = await addBoard(admin, contentWith('Media', []));
    await fc.assert(
      fc.asyncProperty(fc.oneof(change, anything), fc.boolean(), async (sent, isCurrent) => {
        const body =
          isCurrent && typeof sent === 'object' && sent !== null ? { ...sent, revision: board.revision } : sent;
        const answer = await admin.send('PUT', `/api/boards/${board.id}`, JSON.stringify(body));
        expect([200, 400, 409, 422]).toContain(answer.status);
        if (answer.status !== 200) return;
        board = boardOf(answer);
        const { content } = v.parse(boardChange, JSON.parse(JSON.stringify(body)));
        expect(board.content).toEqual(JSON.parse(JSON.stringify(content)));
      }),
      { numRuns: 300 },
    );
    for (const path of ['undo', 'redo', 'move', 'duplicate'])
      await fc.assert(
        fc.asyncProperty(anything, async (sent) => {
          const { status } = await admin.send('POST', `/api/boards/${board.id}/${path}`, JSON.stringify(sent));
          expect([400, 409, 422]).toContain(status);
        }),
        { numRuns: 30 },
      );
  }, 120_000);
});

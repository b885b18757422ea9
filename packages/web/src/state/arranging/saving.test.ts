import type { BoardContent, BoardView, Item } from '@amud/protocol/boards.ts';
import { createRoot } from 'solid-js';
import { expect, test } from 'vitest';
import type { Answer } from '../../link/http.ts';
import { startLink } from '../../link/test/fake-wire.ts';
import { createBoard } from '../board.ts';
import { addItems, type Change, itemsOf, moveItems, removeItems, setItems } from './changes.ts';
import { createSaving } from './saving.ts';
import { setSection } from './section-changes.ts';

const item = (id: string, x = 0): Item => ({
  kind: 'app',
  id,
  appId: 'app00000',
  bar: 'day',
  visibleTo: 'public',
  desktop: { x, y: 0, w: 2, h: 1 },
});
const firstContent = (): BoardContent => ({
  name: 'Home',
  icon: '',
  sections: [
    {
      id: 'section1',
      title: 'Media',
      parent: null,
      share: 'full',
      icon: '',
      collapsed: false,
      items: [item('item0001')],
    },
    { id: 'section2', title: 'Network', parent: null, share: 'full', icon: '', collapsed: false, items: [] },
  ],
});

/** A server that keeps one board, as the real one does: an older revision is refused. */
const startServer = () => {
  const steps: { what: string; by: string; content: BoardContent }[] = [
    { what: 'create', by: 'admin', content: firstContent() },
  ];
  let at = 0;
  let revision = 1;
  const view = (): BoardView => ({
    id: 'board001',
    name: 'Home',
    icon: '',
    access: 'guest',
    position: 0,
    revision,
    undo: at > 0 ? (steps[at]?.what ?? null) : null,
    redo: steps[at + 1]?.what ?? null,
    changedBy: steps[at]?.by ?? null,
    content: structuredClone(steps[at]?.content ?? firstContent()),
    apps: {},
  });
  const add = (what: string, by: string, content: BoardContent) => {
    steps.splice(at + 1, steps.length, { what, by, content });
    at += 1;
    revision += 1;
  };
  let fault: { kind: 'unavailable' | 'invalid'; message: string } | undefined;
  const puts: string[] = [];
  const call = async (method: string, path: string, _: unknown, body?: unknown): Promise<Answer<never>> => {
    await Promise.resolve();
    if (fault) return { ok: false, fault };
    const sent = body as { revision: number; step: string; content: BoardContent };
    if (method !== 'GET' && sent.revision !== revision)
      return { ok: false, fault: { kind: 'conflict', message: 'Someone else changed it.' } };
    if (method === 'PUT') {
      puts.push(sent.step);
      add(sent.step, 'admin', structuredClone(sent.content));
    }
    if (path.endsWith('/undo')) [at, revision] = [at - 1, revision + 1];
    if (path.endsWith('/redo')) [at, revision] = [at + 1, revision + 1];
    return { ok: true, value: { board: view() } as never };
  };
  return {
    call: call as never,
    view,
    puts,
    content: () => view().content,
    /** Somebody else saves. */
    other: (change: Change['apply']) => add('theirs', 'anna', change(view().content) ?? view().content),
    fail: (next: typeof fault) => {
      fault = next;
    },
  };
};

const start = () =>
  createRoot(() => {
    const server = startServer();
    const { link, clock } = startLink();
    const board = createBoard('board001', { link, clock });
    board.takeSnapshot({ data: server.view() });
    const heard: string[] = [];
    const saving = createSaving({
      board,
      http: { call: server.call },
      clock,
      onConflict: (by) => heard.push(`conflict with ${by}`),
      onDropped: (step) => heard.push(`dropped ${step}`),
      onRefused: (message) => heard.push(`refused ${message}`),
    });
    const settled = async () => {
      clock.advance(200);
      for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
    };
    return { server, board, saving, heard, settled, clock };
  });

const add = (id: string): Change => ({ step: `add:${id}`, apply: addItems([item(id)], 'section1', 'section9') });
const idsOf = (content: BoardContent | undefined) => (content ? itemsOf(content).map(({ id }) => id) : []);

test('a change is seen at once, saved a little later, and each is a step', async () => {
  const { board, saving, server, settled } = start();
  saving.do(add('item0002'));
  saving.do(add('item0003'));
  expect(idsOf(board.content())).toEqual(['item0001', 'item0002', 'item0003']);
  expect(saving.status()).toEqual({ state: 'saving' });
  await settled();
  expect(server.puts).toEqual(['add:item0002', 'add:item0003']);
  expect(saving.status()).toEqual({ state: 'saved' });
  expect(board.content()).toEqual(server.content());
});

test('what belongs together is one step', async () => {
  const { saving, server, settled } = start();
  for (const title of ['F', 'Fi', 'Films'])
    saving.do({ step: `rename:${title}`, merge: 'section1', apply: setSection('section1', { title }) });
  await settled();
  expect(server.puts).toEqual(['rename:Films']);
  expect(server.content().sections[0]?.title).toBe('Films');
});

test('when somebody else was quicker, both changes are there, and it is said who it was', async () => {
  const { board, saving, server, settled, heard } = start();
  saving.do({
    step: 'move:item0001',
    apply: moveItems(['item0001'], { sectionId: 'section2', x: 4, y: 0, screen: 'desktop' }),
  });
  server.other(addItems([item('theirs01')], 'section1', 'section9'));
  await settled();
  expect(heard).toEqual(['conflict with anna']);
  const { sections } = server.content();
  expect(sections.map(({ items }) => items.map(({ id, desktop }) => [id, desktop.x]))).toEqual([
    [['theirs01', 2]],
    [['item0001', 4]],
  ]);
  expect(board.content()).toEqual(server.content());
});

test('a change of something that somebody else removed is left out, and said', async () => {
  const { saving, server, settled, heard } = start();
  saving.do({
    step: 'bar:item0001',
    apply: setItems(['item0001'], (one) => ({ ...one, visibleTo: 'admin' })),
  });
  saving.do(add('item0002'));
  server.other(removeItems(['item0001']));
  await settled();
  expect(heard).toEqual(['conflict with anna', 'dropped bar:item0001']);
  expect(idsOf(server.content())).toEqual(['item0002']);
  expect(saving.status()).toEqual({ state: 'saved' });
});

test('the live channel may bring what was saved before the answer does: nothing is there twice', async () => {
  const { board, saving, server, settled } = start();
  saving.do(add('item0002'));
  server.other(addItems([item('item0002')], 'section1', 'section9'));
  board.takeSnapshot({ data: server.view() });
  expect(idsOf(board.content())).toEqual(['item0001', 'item0002']);
  await settled();
  expect(idsOf(server.content())).toEqual(['item0001', 'item0002']);
});

test('while AMUD is away changes wait, and go out when it is back', async () => {
  const { board, saving, server, settled, clock } = start();
  server.fail({ kind: 'unavailable', message: 'AMUD does not answer.' });
  saving.do(add('item0002'));
  await settled();
  saving.do(add('item0003'));
  await settled();
  expect(saving.status()).toEqual({ state: 'waiting', message: 'AMUD does not answer.' });
  expect(idsOf(board.content())).toEqual(['item0001', 'item0002', 'item0003']);
  server.fail(undefined);
  clock.advance(3_000);
  await settled();
  expect(saving.status()).toEqual({ state: 'saved' });
  expect(server.puts).toEqual(['add:item0002', 'add:item0003']);
});

test('a refused change waits for the person: another try, or without it', async () => {
  const { board, saving, server, settled } = start();
  server.fail({ kind: 'invalid', message: '1000 cards at most.' });
  saving.do(add('item0002'));
  saving.do(add('item0003'));
  await settled();
  expect(saving.status()).toEqual({ state: 'refused', message: '1000 cards at most.' });
  server.fail(undefined);
  saving.giveUp();
  await settled();
  expect(idsOf(board.content())).toEqual(['item0001', 'item0003']);
  expect(saving.status()).toEqual({ state: 'saved' });
});

test('undo takes back what was saved, and what was not sent yet without asking', async () => {
  const { board, saving, server, settled } = start();
  saving.do(add('item0002'));
  await settled();
  saving.do(add('item0003'));
  await saving.undo();
  expect(idsOf(board.content())).toEqual(['item0001', 'item0002']);
  expect(server.puts).toEqual(['add:item0002']);
  await saving.undo();
  expect(idsOf(board.content())).toEqual(['item0001']);
  expect(board.base()?.redo).toBe('add:item0002');
  expect(saving.again()).toBe('add:item0002');
  await saving.redo();
  expect(idsOf(board.content())).toEqual(['item0001', 'item0002']);
  expect(saving.again()).toBe('add:item0003');
  await saving.redo();
  expect(idsOf(board.content())).toEqual(['item0001', 'item0002', 'item0003']);
  expect(saving.again()).toBeNull();
  await settled();
  expect(server.puts).toEqual(['add:item0002', 'add:item0003']);
});

test('who takes back what was not sent yet and does something else can not do it again', async () => {
  const { board, saving, server, settled } = start();
  saving.do(add('item0002'));
  await saving.undo();
  saving.do(add('item0003'));
  expect(saving.again()).toBeNull();
  await saving.redo();
  await settled();
  expect(idsOf(board.content())).toEqual(['item0001', 'item0003']);
  expect(server.puts).toEqual(['add:item0003']);
});

test('undo is of the newest board', async () => {
  const { board, saving, server, settled } = start();
  saving.do(add('item0002'));
  await settled();
  server.other(addItems([item('theirs01')], 'section1', 'section9'));
  await saving.undo();
  expect(idsOf(board.content())).toEqual(['item0001', 'item0002']);
});

import type { BoardContent, BoardView, Item } from '@amud/protocol/boards.ts';
import { audience as audiences } from '@amud/protocol/role-schemas.ts';
import { type Audience, sees } from '@amud/protocol/roles.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addApp,
  addBoard,
  appItem,
  boardOf,
  clientFor,
  contentWith,
  saveBoard,
  section,
} from '../../../test/boards.ts';
import { type Client, type Lab, startLab } from '../../../test/lab.ts';
import { type FakeLive, type LiveFrame, openLive } from '../../../test/live.ts';
import { randomShortId } from '../../core/random.ts';

const everyone = audiences.options;
const APPS = 5;

let lab: Lab;
let admin: Client;
const clients = new Map<Audience, Client>();
const lives = new Map<Audience, FakeLive>();
const appIds: string[] = [];
beforeAll(async () => {
  lab = await startLab();
  for (const one of everyone) clients.set(one, clientFor(lab, one));
  admin = clients.get('admin') ?? lab.client();
  for (let index = 0; index < APPS; index += 1) {
    const input = {
      name: `mark-app-${index}-`,
      url: `http://mark-app-${index}-.lan/`,
      icon: `upload:${uploadOf(index)}`,
    };
    appIds.push((await addApp(admin, input)).id);
  }
  // So that people without an account may open the live channel at all.
  await addBoard(admin, contentWith('Lobby', []), 'public');
  for (const [one, client] of clients) {
    const live = openLive(lab, client);
    expect(await live.status).toBe(101);
    lives.set(one, live);
  }
});
afterAll(() => lab.stop());

const uploadOf = (index: number): string => `mark-upload-${index}-`.padEnd(43, 'x');

type Plan = { access: Audience; sections: { isInner: boolean; items: { app: number | null; to: Audience }[] }[] };
const anyone = fc.constantFrom<Audience>(...everyone);
const plan: fc.Arbitrary<Plan> = fc.record({
  access: anyone,
  sections: fc.array(
    fc.record({
      isInner: fc.boolean(),
      items: fc.array(fc.record({ app: fc.option(fc.nat(APPS - 1)), to: anyone }), { maxLength: 4 }),
    }),
    { maxLength: 3 },
  ),
});

type Mark = { text: string; to: Audience };

/** The content of a plan, with a mark in everything that has an audience of its own. */
const build = ({ sections }: Plan): { content: BoardContent; marks: Mark[] } => {
  const marks: Mark[] = [];
  const itemOf = ({ app, to }: { app: number | null; to: Audience }): Item => {
    const over = { visibleTo: to };
    if (app !== null) {
      for (const text of [`mark-app-${app}-`, `mark-upload-${app}-`]) marks.push({ text, to });
      return appItem(appIds[app] ?? '', over);
    }
    const text = `mark-note-${randomShortId()}-`;
    marks.push({ text, to });
    return { ...appItem('', over), kind: 'widget', widget: 'note', settings: { text } } as Item;
  };
  const built = sections.map(({ items }, index) => section(`Section ${index}`, items.map(itemOf)));
  const [outer] = built;
  const nested = built.map((one, index) =>
    sections[index]?.isInner && outer && one !== outer ? { ...one, parent: outer.id } : one,
  );
  return { content: contentWith('Any', nested), marks };
};

const seenBy = (who: Audience, marks: Mark[], access: Audience): string[] =>
  sees(who, access) ? [...new Set(marks.filter(({ to }) => sees(who, to)).map(({ text }) => text))].toSorted() : [];
const marksIn = (text: string): string[] => [...new Set(text.match(/mark-[a-z]+-[a-z0-9]+-/g) ?? [])].toSorted();

/** What somebody is given over HTTP of a board, wherever it may be asked for. */
const everythingOf = async (client: Client, { id }: BoardView): Promise<string> => {
  const texts: string[] = [];
  for (const path of ['/api/boards', `/api/boards/${id}`, '/', `/boards/${id}`, `/kiosk?boards=${id}`])
    texts.push((await client.get(path)).text);
  return texts.join('\n');
};

const follow = async (board: BoardView): Promise<void> => {
  for (const live of lives.values()) {
    live.frames.length = 0;
    live.subscribe('boards', 'apps', `board:${board.id}`);
    await live.settled();
  }
};

const framesOf = async (who: Audience): Promise<LiveFrame[]> => {
  const live = lives.get(who);
  await live?.settled();
  // Those who edit know of apps that are on no board.
  return live?.frames.filter(({ topic }) => !sees(who, 'operator') || topic !== 'apps') ?? [];
};

const leave = async (board: BoardView): Promise<void> => {
  for (const { socket } of lives.values())
    socket.send(JSON.stringify({ type: 'unsubscribe', topic: `board:${board.id}` }));
  expect((await admin.send('DELETE', `/api/boards/${board.id}`)).status).toBe(200);
};

describe('what somebody may not see', () => {
  it('is in no answer, no page, no snapshot and no delta, whatever is visible to whom; the rest is', async () => {
    await fc.assert(
      fc.asyncProperty(plan, plan, async (before, after) => {
        const [first, second] = [build(before), build(after)];
        const board = await addBoard(admin, first.content, before.access);
        await follow(board);
        for (const [who, client] of clients)
          expect([who, marksIn(await everythingOf(client, board))]).toEqual([
            who,
            seenBy(who, first.marks, before.access),
          ]);
        const saved = boardOf(await saveBoard(admin, board, second.content, 'step-label'));
        await admin.send('PATCH', `/api/boards/${saved.id}`, { access: after.access });
        const isHidden = [...first.marks, ...second.marks].some(({ to }) => to === 'admin');
        for (const [who, client] of clients) {
          expect([who, marksIn(await everythingOf(client, board))]).toEqual([
            who,
            seenBy(who, second.marks, after.access),
          ]);
          const frames = JSON.stringify(await framesOf(who));
          const known = new Set([
            ...seenBy(who, [...first.marks, ...second.marks], before.access),
            ...seenBy(who, second.marks, after.access),
          ]);
          expect([who, marksIn(frames).filter((mark) => !known.has(mark))]).toEqual([who, []]);
          if (!sees(who, 'viewer')) expect([who, frames]).toEqual([who, expect.not.stringContaining('the-admin')]);
          if (!sees(who, isHidden ? 'admin' : 'operator'))
            expect([who, frames]).toEqual([who, expect.not.stringContaining('step-label')]);
        }
        await leave(board);
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});

import type { BoardView, Item } from '@amud/protocol/boards.ts';
import type { FirstData } from '@amud/protocol/http.ts';
import { limits } from '@amud/protocol/limits.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addBoard, appItem, boardsOf, contentWith, saveBoard, section, signInAs } from '../../../test/boards.ts';
import { type Answer, type Client, type Lab, startLab } from '../../../test/lab.ts';
import { frameOriginsOf } from './frames.ts';

let lab: Lab;
let admin: Client;

beforeEach(async () => {
  lab = await startLab();
  admin = signInAs(lab, 'admin');
});
afterEach(() => lab.stop());

const firstOf = ({ text }: Answer): FirstData =>
  JSON.parse(/<script type="application\/json" id="first">(.*?)<\/script>/.exec(text)?.[1] ?? 'null');
const shownOf = (answer: Answer) => (firstOf(answer).snapshots[0]?.data as BoardView | undefined)?.name;
const frame = (url: string, over: Partial<Item> = {}): Item =>
  ({
    ...appItem(''),
    kind: 'widget',
    widget: 'frame',
    settings: { url, title: '', scripts: true },
    ...over,
  }) as Item;
const framing = (...urls: string[]) => [
  section(
    '',
    urls.map((url) => frame(url)),
  ),
];

describe('the first data of a page', () => {
  it('is the board that it shows, the list, and the home of the person', async () => {
    const media = await addBoard(admin, contentWith('Media', [section('A')]));
    const viewer = signInAs(lab, 'viewer');
    const { boards, home } = boardsOf(await viewer.get('/api/boards'));
    const first = firstOf(await viewer.get('/'));
    expect(first).toMatchObject({
      boards,
      home,
      frameOrigins: [],
      snapshots: [{ topic: `board:${home}` }, { topic: 'nodes' }],
    });
    expect(shownOf(await viewer.get(`/boards/${media.id}`))).toBe('Media');
    expect(shownOf(await viewer.get(`/kiosk?boards=gone,${media.id},${home}&seconds=9`))).toBe('Media');
    expect(shownOf(await viewer.get('/kiosk'))).toBe('Home');
    await viewer.send('PUT', '/api/home', { boardId: media.id });
    expect(shownOf(await viewer.get('/'))).toBe('Media');
  });

  it.each(['/', '/boards', '/kiosk', '/feeds', '/apps', '/setup', '/settings', '/settings/look', '/sign-in'])(
    'is there for %s, signed in or not',
    async (path) => {
      for (const client of [admin, lab.client()]) {
        const answer = await client.get(path);
        expect([answer.status, firstOf(answer).boards.length]).toEqual([200, client === admin ? 1 : 0]);
      }
    },
  );

  it('has no board that is not there for this person, which is said by the status', async () => {
    const secret = await addBoard(admin, contentWith('Secret', []), 'admin');
    const guest = signInAs(lab, 'guest');
    for (const path of [`/boards/${secret.id}`, '/boards/aaaaaaaaaaaa', '/boards/x%2f..', '/boards/a/b']) {
      const answer = await guest.get(path);
      expect([path, answer.status, answer.text]).toEqual([path, 404, expect.not.stringContaining('Secret')]);
    }
    // Someone who is not signed in may see it once they are.
    expect((await lab.client().get(`/boards/${secret.id}`)).status).toBe(200);
  });

  it('shows people without an account the first board that is for everyone, and the sign-in page always', async () => {
    expect(firstOf(await lab.client().get('/'))).toMatchObject({ user: null, boards: [], home: null });
    const [a, b] = [
      await addBoard(admin, contentWith('A', []), 'public'),
      await addBoard(admin, contentWith('B', []), 'public'),
    ];
    const first = firstOf(await lab.client().get('/'));
    expect(first).toMatchObject({ user: null, home: a.id, boards: [{ id: a.id }, { id: b.id }] });
    expect(shownOf(await lab.client().get('/'))).toBe('A');
    const signIn = await lab.client().get('/sign-in');
    expect([signIn.status, firstOf(signIn).snapshots]).toEqual([200, []]);
  });

  it('takes the cookie of a session that has ended, so that the page is one of a stranger throughout', async () => {
    await addBoard(admin, contentWith('A', []), 'public');
    const client = signInAs(lab, 'viewer');
    lab.store.database.exec('DELETE FROM sessions');
    const answer = await client.get('/');
    expect([shownOf(answer), answer.headers.get('set-cookie')]).toEqual(['A', expect.stringContaining('Max-Age=0')]);
    expect((await lab.client().get('/')).headers.get('set-cookie')).toBeNull();
  });
});

describe('security 17: what the page of a board may frame', () => {
  const policyOf = (answer: Answer) => answer.headers.get('content-security-policy') ?? '';
  const framesOf = (answer: Answer) => /; frame-src (.*)$/.exec(policyOf(answer))?.[1]?.split(' ');

  it('is the origins of its frames that this person sees, and no other page differs in any header', async () => {
    const board = await addBoard(
      admin,
      contentWith('Frames', [
        section('', [
          frame('https://grafana.lan:3000/d/1?x=1'),
          frame('http://192.168.1.5/'),
          frame('https://secret.lan/', { visibleTo: 'operator' }),
          frame('https://grafana.lan:3000/d/2'),
        ]),
      ]),
    );
    const viewer = signInAs(lab, 'viewer');
    const headersOf = ({ headers }: Answer) =>
      Object.fromEntries(
        [...headers].filter(([name]) => !['date', 'content-length', 'content-encoding'].includes(name)),
      );
    const plain = headersOf(await viewer.get('/'));
    expect(plain['content-security-policy']).not.toContain('frame-src');
    const shown = await viewer.get(`/boards/${board.id}`);
    const origins = ['https://grafana.lan:3000', 'http://192.168.1.5'];
    expect([framesOf(shown), firstOf(shown).frameOrigins]).toEqual([origins, origins]);
    expect(headersOf(shown)).toEqual({
      ...plain,
      'content-security-policy': `${plain['content-security-policy']}; frame-src ${origins.join(' ')}`,
    });
    expect(framesOf(await admin.get(`/boards/${board.id}`))?.toSorted()).toEqual(
      [...origins, 'https://secret.lan'].toSorted(),
    );
    for (const path of ['/', '/boards', '/nodes', '/settings', '/feeds', '/boards/aaaaaaaaaaaa', '/sign-in'])
      expect(policyOf(await viewer.get(path))).toBe(plain['content-security-policy']);
    for (const path of ['/api/boards', `/api/boards/${board.id}`])
      expect(policyOf(await viewer.get(path))).toBe(plain['content-security-policy']);
    expect(framesOf(await viewer.get('/assets/app-1.js'))).toBeUndefined();
    expect(framesOf(await lab.client().get(`/boards/${board.id}`))).toBeUndefined();
  });

  it('is that of all its boards for a kiosk, and of the home board for /', async () => {
    const [a, b] = [
      await addBoard(admin, contentWith('A', framing('https://a.lan/'))),
      await addBoard(admin, contentWith('B', framing('https://b.lan/'))),
    ];
    expect(framesOf(await admin.get(`/kiosk?boards=${a.id},${b.id}`))).toEqual(['https://a.lan', 'https://b.lan']);
    await admin.send('PUT', '/api/home', { boardId: b.id });
    expect(framesOf(await admin.get('/'))).toEqual(['https://b.lan']);
  });

  it('is never ourselves, nor more than the bound', async () => {
    const many = Array.from({ length: limits.board.frameOrigins + 5 }, (_, index) => `https://h${index}.lan/`);
    const board = await addBoard(admin, contentWith('A', framing(`${lab.url}/`, ...many)));
    const frames = framesOf(await admin.get(`/boards/${board.id}`));
    expect(frames).toEqual(many.slice(0, limits.board.frameOrigins).map((url) => url.slice(0, -1)));
  });

  it.each([
    'https://*/',
    'https://a;script-src%20*/',
    "https://'unsafe-inline'/",
    'https://a,b/',
    'http://[::1]:8080/',
    'data:text/html,x',
    'javascript:alert(1)',
    'https:',
    '',
  ])('is nothing for %s, whatever it would mean in a policy', (url) => {
    expect(frameOriginsOf([contentWith('A', framing(url))], () => false)).toEqual([]);
  });

  it('changes with the board', async () => {
    const board = await addBoard(admin, contentWith('A', framing('https://a.lan/')));
    await saveBoard(admin, board, contentWith('A', []));
    expect(framesOf(await admin.get(`/boards/${board.id}`))).toBeUndefined();
  });
});

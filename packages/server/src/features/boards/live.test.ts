import type { BoardsData } from '@amud/protocol/boards.ts';
import { closeCodes } from '@amud/protocol/channel.ts';
import { limits } from '@amud/protocol/limits.ts';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addApp, addBoard, appItem, boardOf, contentWith, saveBoard, section, signInAs } from '../../../test/boards.ts';
import { eventually } from '../../../test/eventually.ts';
import { createFakeClock } from '../../../test/fake-clock.ts';
import { type Client, type Lab, startLab } from '../../../test/lab.ts';
import { type FakeLive, openLive } from '../../../test/live.ts';
import { createBus } from '../../core/bus.ts';
import { silentLog } from '../../core/log.ts';
import { publishBoards } from './publish.ts';

let lab: Lab;
let admin: Client;

beforeEach(async () => {
  lab = await startLab();
  admin = signInAs(lab, 'admin');
});
afterEach(() => lab.stop());

const open = async (client: Client): Promise<FakeLive> => {
  const live = openLive(lab, client);
  expect(await live.status).toBe(101);
  return live;
};
const ofTopic = ({ frames }: FakeLive, topic: string) => frames.filter((frame) => frame.topic === topic);

describe('boards on the live channel', () => {
  it('give the board, then at once what someone else changed of it', async () => {
    const app = await addApp(admin, { name: 'Jellyfin' });
    const board = await addBoard(admin, contentWith('Media', [section('A')]));
    const live = await open(signInAs(lab, 'viewer'));
    live.subscribe(`board:${board.id}`, 'boards', 'apps');
    await live.settled();
    const [first] = ofTopic(live, `board:${board.id}`);
    expect(first).toMatchObject({ type: 'snapshot', version: 1, data: { name: 'Media', undo: null, apps: {} } });
    const sections = board.content.sections.map((part) => ({ ...part, items: [appItem(app.id)] }));
    await saveBoard(admin, board, { ...board.content, name: 'Films', sections });
    await live.settled();
    expect(ofTopic(live, `board:${board.id}`).slice(1)).toMatchObject([
      {
        type: 'delta',
        version: 2,
        patch: { name: 'Films', revision: 2, content: { sections }, apps: { [app.id]: { name: 'Jellyfin' } } },
        nulls: [
          ['apps', app.id, 'node'],
          ['apps', app.id, 'status'],
        ],
      },
    ]);
    expect(ofTopic(live, 'boards').at(-1)).toMatchObject({ patch: { boards: { [board.id]: { name: 'Films' } } } });
    expect(ofTopic(live, 'apps').at(-1)).toMatchObject({ patch: { apps: { [app.id]: { name: 'Jellyfin' } } } });
    await admin.send('PUT', `/api/apps/${app.id}`, { name: 'Jellyfin 2' });
    await live.settled();
    expect(ofTopic(live, `board:${board.id}`).at(-1)).toMatchObject({
      version: 3,
      patch: { apps: { [app.id]: { name: 'Jellyfin 2' } } },
    });
  });

  it('say that a board is gone when it is removed, or not for them any more', async () => {
    const board = await addBoard(admin, contentWith('Media', []));
    const [viewer, operator] = [await open(signInAs(lab, 'viewer')), await open(signInAs(lab, 'operator'))];
    for (const live of [viewer, operator]) {
      live.subscribe(`board:${board.id}`, 'boards');
      await live.settled();
    }
    await admin.send('PATCH', `/api/boards/${board.id}`, { access: 'operator' });
    for (const live of [viewer, operator]) await live.settled();
    expect(ofTopic(viewer, `board:${board.id}`).at(-1)?.type).toBe('gone');
    expect(ofTopic(viewer, 'boards').at(-1)).toMatchObject({ patch: { boards: { [board.id]: null } } });
    expect(ofTopic(operator, `board:${board.id}`).at(-1)).toMatchObject({
      type: 'delta',
      patch: { access: 'operator' },
    });
    await admin.send('DELETE', `/api/boards/${board.id}`);
    await operator.settled();
    expect(ofTopic(operator, `board:${board.id}`).at(-1)?.type).toBe('gone');
    // And it is there again for who asks anew, once it came back.
    await admin.send('POST', `/api/boards/${board.id}/restore`);
    operator.subscribe(`board:${board.id}`);
    await operator.settled();
    expect(ofTopic(operator, `board:${board.id}`).at(-1)).toMatchObject({ type: 'snapshot', data: { name: 'Media' } });
  });
});

describe('people without an account on the live channel', () => {
  const publish = async (name = 'Lobby') => addBoard(admin, contentWith(name, []), 'public');

  it('are let in only while a board is for everyone, see nothing else, and are sent away with the last one', async () => {
    expect(await openLive(lab, lab.client()).status).toBe(401);
    const home = (await admin.get('/api/boards')).body as { home: string };
    const [first, second] = [await publish(), await publish()];
    const live = await open(lab.client());
    const topics = ['boards', `board:${first.id}`, `board:${home.home}`, 'nodes', 'node:nas', 'apps'];
    live.subscribe(...topics);
    await live.settled();
    expect(
      topics.map((topic) =>
        ofTopic(live, topic)
          .map(({ type }) => type)
          .join(),
      ),
    ).toEqual([...['snapshot', 'snapshot', 'gone', 'gone', 'gone', 'snapshot']]);
    const [listed] = ofTopic(live, 'boards').map(({ data }) => data as BoardsData);
    expect(Object.keys(listed?.boards ?? {})).toEqual([first.id, second.id]);
    await admin.send('DELETE', `/api/boards/${second.id}`);
    await live.settled();
    expect(live.socket.readyState).toBe(live.socket.OPEN);
    const member = await open(signInAs(lab, 'guest'));
    await admin.send('PATCH', `/api/boards/${first.id}`, { access: 'guest' });
    expect(await live.closed).toBe(closeCodes.unauthenticated);
    await member.settled();
    expect(await openLive(lab, lab.client()).status).toBe(401);
  });

  it('need our own page, like everyone, and are not taken for one whose session ended', async () => {
    await publish();
    expect(await openLive(lab, lab.client(), { origin: 'http://evil.example' }).status).toBe(403);
    expect(await openLive(lab, lab.client(), { cookie: `amud_session=${'a'.repeat(43)}` }).status).toBe(401);
  });

  it('stay when others sign out', async () => {
    await publish();
    const live = await open(lab.client());
    await signInAs(lab, 'viewer').send('POST', '/api/auth/sign-out');
    await live.settled();
  });

  it('security 26: are bounded for each address, without harm to those with an account', async () => {
    await publish();
    const many = Array.from({ length: limits.live.anonymousPerAddress + 5 }, () => openLive(lab, lab.client()));
    const statuses = await Promise.all(many.map(({ status }) => status));
    expect(statuses.filter((status) => status === 101).length).toBe(limits.live.anonymousPerAddress);
    expect(statuses.filter((status) => status === 503).length).toBe(5);
    await open(admin);
    many[0]?.socket.terminate();
    many.find((_, index) => statuses[index] === 101)?.socket.terminate();
    await eventually(async () => expect(await openLive(lab, lab.client()).status).toBe(101));
  });

  it('security 26: are bounded in all, wherever they come from', async () => {
    const { folder } = lab;
    await publish();
    await lab.app.stop();
    lab = await startLab({ folder, trustedProxies: ['127.0.0.1'] });
    admin = signInAs(lab, 'admin');
    const { anonymousConnections } = limits.live;
    const from = (index: number) =>
      openLive(lab, lab.client(), { 'x-forwarded-for': `10.0.${index >> 8}.${index & 255}` });
    const many = Array.from({ length: anonymousConnections }, (_, index) => from(index));
    expect(new Set(await Promise.all(many.map(({ status }) => status)))).toEqual(new Set([101]));
    expect(await from(9_999).status).toBe(503);
    await open(admin);
    for (const { socket } of many) socket.terminate();
    await eventually(async () => expect(await from(9_999).status).toBe(101));
  }, 30_000);
});

describe('what is seen of apps', () => {
  it('goes out at once after a rest, then once a second for each topic; what a person did goes at once', () => {
    const clock = createFakeClock();
    const bus = createBus(silentLog());
    const published: string[] = [];
    const views = { boardsWith: (ids: string[]) => ids.map((id) => `of-${id}`), forgetApps: () => {} } as never;
    const stop = publishBoards({
      ...{ bus, clock, views, forgetCards: () => {} },
      channel: { publish: (topic) => void published.push(topic) },
    });
    const take = () => published.splice(0);
    bus.emit('checks-changed', { appIds: ['a'] });
    expect(take()).toEqual(['board:of-a', 'apps']);
    for (let turn = 0; turn < 500; turn += 1) bus.emit('checks-changed', { appIds: ['a', 'b'] });
    expect(take()).toEqual([]);
    bus.emit('apps-changed', { ids: ['c'] });
    bus.emit('boards-changed', { ids: ['d'] });
    expect(take()).toEqual(['board:of-c', 'apps', 'board:d', 'boards', 'apps']);
    clock.advance(1_000);
    expect(take()).toEqual(['board:of-a', 'board:of-b', 'apps']);
    clock.advance(10_000);
    expect(take()).toEqual([]);
    bus.emit('checks-changed', { appIds: ['a'] });
    bus.emit('checks-changed', { appIds: ['b'] });
    stop();
    clock.advance(5_000);
    expect(take()).toEqual(['board:of-a', 'apps']);
  });
});

describe('security 23: pictures', () => {
  const add = async () => {
    const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#3a7' } })
      .png()
      .toBuffer();
    const response = await fetch(`${lab.url}/api/uploads`, {
      method: 'POST',
      headers: { origin: lab.url, cookie: admin.cookie ?? '', 'content-type': 'image/png' },
      body: new Uint8Array(png),
    });
    return ((await response.json()) as { upload: { id: string; url: string } }).upload;
  };

  it('are for those who see the thing that shows them', async () => {
    const [icon, hidden, picture, unused] = [await add(), await add(), await add(), await add()];
    const [shown, secret] = [
      await addApp(admin, { name: 'A', icon: `upload:${icon.id}` }),
      await addApp(admin, { name: 'B', icon: `upload:${hidden.id}` }),
    ];
    const image = {
      ...{ ...appItem(''), kind: 'widget', widget: 'image' },
      settings: { picture: picture.url, alt: '', link: '', fit: 'cover' },
      visibleTo: 'guest',
    } as never;
    const items = [appItem(shown.id), appItem(secret.id, { visibleTo: 'viewer' }), image];
    const board = await addBoard(admin, contentWith('Lobby', [section('', items)]), 'public');
    const seen = async (client: Client) => {
      const found = [];
      for (const { url } of [icon, hidden, picture, unused]) found.push((await client.get(url)).status);
      return found;
    };
    expect(await seen(lab.client())).toEqual([200, 404, 404, 404]);
    expect(await seen(signInAs(lab, 'guest'))).toEqual([200, 404, 200, 404]);
    expect(await seen(signInAs(lab, 'viewer'))).toEqual([200, 200, 200, 200]);
    await admin.send('PATCH', `/api/boards/${board.id}`, { access: 'viewer' });
    expect(await seen(lab.client())).toEqual([404, 404, 404, 404]);
  });

  it('stay as long as an undo or a restored app would show them', async () => {
    const clock = createFakeClock(Date.now());
    const { folder } = lab;
    const [gone, past, icon] = [await add(), await add(), await add()];
    await lab.app.stop();
    lab = await startLab({ folder, clock });
    admin = signInAs(lab, 'admin');
    const note = {
      ...{ ...appItem(''), kind: 'widget', widget: 'note' },
      settings: { text: `![x](${past.url})` },
    } as never;
    const board = await addBoard(admin, contentWith('A', [section('', [note])]));
    boardOf(await saveBoard(admin, board, contentWith('A', [])));
    const app = await addApp(admin, { name: 'A', icon: `upload:${icon.id}` });
    await admin.send('DELETE', `/api/apps/${app.id}`);
    clock.advance(limits.upload.unusedMs + limits.upload.sweepMs);
    const left = () => lab.store.database.prepare('SELECT id FROM uploads').pluck().all();
    await eventually(() => expect(left()).not.toContain(gone.id));
    expect(left().toSorted()).toEqual([past.id, icon.id].toSorted());
  });
});

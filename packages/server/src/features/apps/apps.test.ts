import type { App } from '@amud/protocol/apps.ts';
import { limits } from '@amud/protocol/limits.ts';
import { Secret } from '@amud/protocol/secret.ts';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addApp, addBoard, appItem, boardOf, contentWith, section, signInAs } from '../../../test/boards.ts';
import { createFakeClock, type FakeClock } from '../../../test/fake-clock.ts';
import { type Client, type Lab, startLab, testKey } from '../../../test/lab.ts';
import { createBus } from '../../core/bus.ts';
import { silentLog } from '../../core/log.ts';
import { createSecrets } from '../../store/secrets.ts';
import { createApps } from './apps.ts';

let lab: Lab;
let clock: FakeClock;
let admin: Client;

beforeEach(async () => {
  clock = createFakeClock(Date.now());
  lab = await startLab({ clock });
  admin = signInAs(lab, 'admin');
});
afterEach(() => lab.stop());

const namesFor = async (client: Client): Promise<string[]> =>
  ((await client.get('/api/apps')).body as { apps: { name: string }[] }).apps.map(({ name }) => name);
const change = (client: Client, { id }: App, input: object) => client.send('PUT', `/api/apps/${id}`, input);
const errorOf = ({ body }: { body: unknown }) =>
  (body as { error?: { kind: string; field?: string; message: string } }).error;

/** What the checks are told of the apps, by a second look at the same database. */
const watched = async () => {
  const { query } = lab.store;
  const secrets = await createSecrets({ query, key: testKey, clock });
  const apps = createApps({ query, secrets, clock, bus: createBus(silentLog()), log: silentLog() });
  await apps.start();
  apps.stop();
  return apps.watched();
};

describe('apps', () => {
  it('are added, changed, removed and restored, over a restart too', async () => {
    const made = await addApp(admin, { name: ' Jellyfin ', url: 'http://nas.lan:8096/', tags: ['tv'] });
    expect(made).toMatchObject({ revision: 1, name: 'Jellyfin', icon: '', target: 'new', node: null, check: null });
    const next = { ...made, name: 'Jelly', check: { kind: 'tcp', host: 'nas.lan', port: 8096 } };
    const changed = ((await change(admin, made, next)).body as { app: App }).app;
    expect(changed).toMatchObject({
      revision: 2,
      name: 'Jelly',
      check: { kind: 'tcp', intervalSeconds: 60, paused: false },
    });
    expect((await admin.send('DELETE', `/api/apps/${made.id}`)).status).toBe(200);
    for (const [method, body] of [
      ['GET', undefined],
      ['PUT', next],
      ['DELETE', undefined],
    ] as const)
      expect((await admin.send(method, `/api/apps/${made.id}`, body)).status).toBe(404);
    const { folder } = lab;
    await lab.app.stop();
    lab = await startLab({ folder, clock });
    admin = signInAs(lab, 'admin');
    expect(await namesFor(admin)).toEqual([]);
    expect((await admin.send('POST', `/api/apps/${made.id}/restore`)).body).toEqual({
      app: { ...changed, revision: 4 },
    });
    expect(await namesFor(admin)).toEqual(['Jelly']);
    const audit = (await admin.get('/api/audit')).text;
    for (const action of ['create', 'change', 'remove', 'restore']) expect(audit).toContain(`"app.${action}"`);
  });

  it('are gone for good after 30 days, with their secrets', async () => {
    const check = { kind: 'http', headers: [{ name: 'X-Key', value: 'marked' }] } as never;
    const { id } = await addApp(admin, { name: 'A', url: 'http://a.lan/', check });
    const counts = () =>
      ['SELECT count(*) FROM apps', "SELECT count(*) FROM secrets WHERE owner LIKE 'app:%'"].map((sql) =>
        lab.store.database.prepare(sql).pluck().get(),
      );
    await admin.send('DELETE', `/api/apps/${id}`);
    clock.advance(limits.app.keepRemovedMs - limits.app.sweepMs);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(counts()).toEqual([1, 1]);
    clock.advance(2 * limits.app.sweepMs);
    await expect.poll(counts).toEqual([0, 0]);
    lab.store.database.exec('UPDATE sessions SET expires_at = 9e15');
    expect((await signInAs(lab, 'admin', 'later').send('POST', `/api/apps/${id}/restore`)).status).toBe(404);
  });

  it('changed by two at once are not overwritten when the change says from what it was made', async () => {
    const made = await addApp(admin, { name: 'A' });
    const answers = await Promise.all([
      change(admin, made, { ...made, name: 'B' }),
      change(signInAs(lab, 'operator'), made, { ...made, name: 'C' }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(errorOf(answers.find(({ status }) => status === 409) ?? { body: {} })?.message).toMatch(
      /changed by someone else/,
    );
    expect((await change(admin, made, { name: 'D' })).status).toBe(200);
  });

  it('are for those who may see a card of them; on no board, for those who make boards', async () => {
    const [loose, shown, hidden] = [
      await addApp(admin, { name: 'Loose' }),
      await addApp(admin, { name: 'Shown' }),
      await addApp(admin, { name: 'Hidden' }),
    ];
    const items = [appItem(shown.id), appItem(hidden.id, { visibleTo: 'admin' })];
    await addBoard(admin, contentWith('A', [section('', items)]), 'viewer');
    const [operator, viewer, guest] = (['operator', 'viewer', 'guest'] as const).map((role) => signInAs(lab, role));
    if (!operator || !viewer || !guest) throw new Error('nobody');
    expect(await Promise.all([admin, operator, viewer, guest].map(namesFor))).toEqual([
      ['Hidden', 'Loose', 'Shown'],
      ['Loose', 'Shown'],
      ['Shown'],
      [],
    ]);
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['PUT', '', { name: 'Mine' }],
      ['DELETE', '', undefined],
      ['GET', '/history', undefined],
      ['POST', '/check', undefined],
    ] as const)
      expect([path, (await operator.send(method, `/api/apps/${hidden.id}${path}`, body)).status]).toEqual([path, 404]);
    expect((await viewer.get(`/api/apps/${hidden.id}/history`)).status).toBe(404);
    expect((await viewer.get(`/api/apps/${shown.id}/history`)).status).toBe(200);
    await admin.send('DELETE', `/api/apps/${hidden.id}`);
    expect((await operator.send('POST', `/api/apps/${hidden.id}/restore`)).status).toBe(404);
    expect((await operator.get(`/api/apps/${loose.id}`)).status).toBe(200);
  });

  it('tell guests and strangers nothing of the node', async () => {
    const app = await addApp(admin, { name: 'A', url: 'http://a.lan/', node: { id: 'nas', part: 'jellyfin' } });
    const board = await addBoard(admin, contentWith('A', [section('', [appItem(app.id)])]), 'public');
    for (const [client, node] of [
      [lab.client(), null],
      [signInAs(lab, 'guest'), null],
      [signInAs(lab, 'viewer'), { id: 'nas', part: 'jellyfin' }],
    ] as const)
      expect(boardOf(await client.get(`/api/boards/${board.id}`)).apps[app.id]).toMatchObject({
        url: 'http://a.lan/',
        node,
      });
  });

  it('security 26: are bounded in number, and can be added again when one goes', async () => {
    const insert = lab.store.database.prepare(
      'INSERT INTO apps VALUES (?, 1, (SELECT content FROM apps WHERE id = ?), 1, NULL)',
    );
    const { id } = await addApp(admin, { name: 'First' });
    lab.store.database.transaction(() => {
      for (let index = 1; index < limits.app.count; index += 1) insert.run(`app${index}`.padEnd(12, 'x'), id);
    })();
    const { folder } = lab;
    await lab.app.stop();
    lab = await startLab({ folder, clock });
    admin = signInAs(lab, 'admin');
    expect((await namesFor(admin)).length).toBe(limits.app.count);
    const refused = await admin.send('POST', '/api/apps', { name: 'More' });
    expect([refused.status, errorOf(refused)?.kind]).toEqual([409, 'conflict']);
    await admin.send('DELETE', `/api/apps/${id}`);
    await addApp(admin, { name: 'More' });
    expect((await admin.send('POST', `/api/apps/${id}/restore`)).status).toBe(409);
  });

  it('security 27: are taken or refused in words, whatever is sent', async () => {
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.string(),
      fc.constantFrom<unknown>(null, 'javascript:alert(1)', '\u0000'),
    );
    const input = fc.record(
      {
        name: fc.oneof(fc.string(), anything),
        url: anything,
        icon: anything,
        tags: fc.oneof(fc.array(fc.string()), anything),
        node: fc.oneof(fc.record({ id: fc.string() }, { noNullPrototype: true }), anything),
        check: fc.oneof(
          fc.record(
            { kind: fc.constantFrom('http', 'tcp', 'dns'), headers: anything, host: anything },
            { noNullPrototype: true },
          ),
          anything,
        ),
      },
      { requiredKeys: ['name'], noNullPrototype: true },
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(input, anything), async (sent) => {
        const { status } = await admin.send('POST', '/api/apps', JSON.stringify(sent));
        expect([200, 400, 422]).toContain(status);
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});

describe('security 21: headers of a check', () => {
  const VALUE = 'marked-header-value';
  const withHeaders = (headers: object[], over: object = {}) => ({
    ...{ name: 'Radarr', url: 'http://radarr.lan:7878/' },
    check: { kind: 'http', headers, ...over },
  });
  const made = async () => addApp(admin, withHeaders([{ name: 'X-Api-Key', value: VALUE }]) as never);

  it('go in and never come out, are sealed, and are there for the check after a restart', async () => {
    const app = await made();
    expect(app.check).toMatchObject({ headers: [{ name: 'X-Api-Key', value: null }] });
    expect((await admin.get(`/api/apps/${app.id}`)).text).not.toContain(VALUE);
    const row = lab.store.database.prepare('SELECT content FROM apps').pluck().get();
    const sealed = lab.store.database.prepare(
      "SELECT sealed FROM secrets WHERE owner = ? AND field = 'header:x-api-key'",
    );
    expect([row, sealed.pluck().get(`app:${app.id}`)]).toEqual([
      expect.not.stringContaining(VALUE),
      expect.stringMatching(/^enc:v2:/),
    ]);
    expect(await watched()).toMatchObject([{ id: app.id, headers: new Map([['x-api-key', new Secret(VALUE)]]) }]);
    expect((await watched())[0]?.headers.get('x-api-key')?.reveal()).toBe(VALUE);
  });

  it('stay when they are left as they were, change one by one, and go', async () => {
    const app = await made();
    const values = async () =>
      [...((await watched())[0]?.headers ?? [])].map(([name, value]) => [name, value.reveal()]);
    const two = [
      { name: 'x-api-key', value: null },
      { name: 'X-Other', value: 'second' },
    ];
    expect((await change(admin, app, withHeaders(two))).status).toBe(200);
    expect(await values()).toEqual([
      ['x-api-key', VALUE],
      ['x-other', 'second'],
    ]);
    await change(admin, app, withHeaders([{ name: 'X-Other', value: 'third' }]));
    expect(await values()).toEqual([['x-other', 'third']]);
    await change(admin, app, { name: 'Radarr' });
    expect([
      await values(),
      lab.store.database.prepare("SELECT count(*) FROM secrets WHERE owner LIKE 'app:%'").pluck().get(),
    ]).toEqual([[], 0]);
  });

  it.each([
    ['a new one without a value', [{ name: 'X-New', value: null }], {}, 'check.headers.0.value'],
    [
      'one that is there twice',
      [
        { name: 'X-Api-Key', value: null },
        { name: 'x-api-KEY', value: 'x' },
      ],
      {},
      'check.headers.1',
    ],
    // Else whoever may edit an app could have its secret sent to a server of theirs.
    [
      'one left as it was while the check goes elsewhere',
      [{ name: 'X-Api-Key', value: null }],
      { url: 'http://evil.example/' },
      'check.headers.0.value',
    ],
    [
      'one left as it was while only the port is another',
      [{ name: 'X-Api-Key', value: null }],
      { url: 'http://radarr.lan:1/' },
      'check.headers.0.value',
    ],
    ['a value of two lines', [{ name: 'X-Api-Key', value: 'a\r\nHost: x' }], {}, 'check.headers.0.value'],
  ])('refuse %s', async (_, headers, over, field) => {
    const app = await made();
    const answer = await change(admin, app, withHeaders(headers, over));
    expect([answer.status, errorOf(answer)?.field]).toEqual([422, field]);
    expect((await watched())[0]?.headers.get('x-api-key')?.reveal()).toBe(VALUE);
  });

  it('of an app whose own address changes have to be typed again too', async () => {
    const app = await made();
    const elsewhere = { ...withHeaders([{ name: 'X-Api-Key', value: null }]), url: 'http://evil.example/' };
    expect((await change(admin, app, elsewhere)).status).toBe(422);
    const same = { ...withHeaders([{ name: 'X-Api-Key', value: null }]), url: 'http://radarr.lan:7878/ping' };
    expect((await change(admin, app, same)).status).toBe(200);
  });

  it('that no longer open leave the app as it is, without them', async () => {
    const app = await made();
    lab.store.database.exec("UPDATE secrets SET sealed = 'enc:v2:broken' WHERE owner LIKE 'app:%'");
    const { folder } = lab;
    await lab.app.stop();
    lab = await startLab({ folder, clock });
    admin = signInAs(lab, 'admin');
    expect(await namesFor(admin)).toEqual(['Radarr']);
    expect(lab.logged.join()).toContain('can not be opened');
    expect((await change(admin, app, withHeaders([{ name: 'X-Api-Key', value: null }]))).status).toBe(422);
    expect((await change(admin, app, withHeaders([{ name: 'X-Api-Key', value: 'anew' }]))).status).toBe(200);
  });
});

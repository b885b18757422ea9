import type { App, AppUse } from '@amud/protocol/apps.ts';
import { limits } from '@amud/protocol/limits.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addApp, addBoard, appItem, contentWith, section, signInAs } from '../../../test/boards.ts';
import { type Client, type Lab, startLab } from '../../../test/lab.ts';

let lab: Lab;
let admin: Client;

beforeEach(async () => {
  lab = await startLab();
  admin = signInAs(lab, 'admin');
});
afterEach(() => lab.stop());

const tcp = { kind: 'tcp', host: 'nas.lan', port: 1 } as App['check'];
const change = async (client: Client, what: object): Promise<string[]> =>
  ((await client.send('PATCH', '/api/apps', what)).body as { changed: string[] }).changed;
const read = async ({ id }: App) => ((await admin.get(`/api/apps/${id}`)).body as { app: App }).app;
const uses = async (client: Client) => ((await client.get('/api/app-uses')).body as { apps: AppUse[] }).apps;

describe('many apps at once', () => {
  it('are paused, looked at more often, and tagged; the answer names those that are otherwise now', async () => {
    const one = await addApp(admin, { name: 'One', check: tcp, tags: ['TV'] });
    const other = await addApp(admin, { name: 'Other' });
    const ids = [one.id, other.id, 'zzzzzzzzzzzz'];
    expect(await change(admin, { ids, paused: true })).toEqual([one.id]);
    expect(await change(admin, { ids, intervalSeconds: 300, addTags: ['tv', 'new'] })).toEqual([one.id, other.id]);
    expect(await read(one)).toMatchObject({
      revision: 3,
      tags: ['TV', 'new'],
      check: { paused: true, intervalSeconds: 300 },
    });
    expect((await read(other)).tags).toEqual(['tv', 'new']);
    expect(await change(admin, { ids, removeTags: ['NEW'] })).toEqual([one.id, other.id]);
    expect(await change(admin, { ids, removeTags: ['new'] })).toEqual([]);
    expect((await admin.send('PATCH', '/api/apps', { ids, intervalSeconds: 1 })).status).toBe(422);
  });

  it('are removed and brought back, with one entry in the audit log for each', async () => {
    const made = [await addApp(admin, { name: 'One' }), await addApp(admin, { name: 'Other' })];
    const ids = made.map(({ id }) => id);
    expect(await change(admin, { ids, removed: true })).toEqual(ids);
    expect(await uses(admin)).toEqual([]);
    expect(await change(admin, { ids, removed: true })).toEqual([]);
    expect(await change(admin, { ids, removed: false })).toEqual(ids);
    expect((await uses(admin)).map(({ id }) => id)).toEqual(ids);
    const { entries } = (await admin.get('/api/audit?action=app.change-many')).body as { entries: object[] };
    expect(entries[2]).toMatchObject({ detail: { removed: true, count: 2, names: 'One, Other' } });
  });

  it('security 16: an operator changes those that they may see', async () => {
    const operator = signInAs(lab, 'operator');
    const secret = await addApp(admin, { name: 'Secret' });
    const free = await addApp(admin, { name: 'Free', check: tcp });
    const home = await addBoard(admin, contentWith('Own', [section('', [appItem(secret.id)])]), 'admin');
    expect(await change(operator, { ids: [secret.id, free.id], addTags: ['seen'] })).toEqual([free.id]);
    expect((await read(secret)).tags).toEqual([]);
    expect(await uses(operator)).toEqual([
      { id: free.id, check: { kind: 'tcp', intervalSeconds: 60, paused: false }, boards: [] },
    ]);
    expect((await uses(admin)).find(({ id }) => id === secret.id)?.boards).toEqual([home.id]);
  });

  it('are no more than there can be', async () => {
    const ids = Array.from({ length: limits.app.count + 1 }, (_, index) => `app${String(index).padStart(9, '0')}`);
    expect((await admin.send('PATCH', '/api/apps', { ids, paused: true })).status).toBe(422);
    expect((await admin.get('/api/apps')).status).toBe(200);
  });
});

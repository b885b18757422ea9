import { join } from 'node:path';
import { settingSchema } from '@amud/protocol/setting-schemas.ts';
import { settings as known, presetOf, type SettingKey, settingKeys } from '@amud/protocol/settings.ts';
import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Client, type Lab, startLab } from '../../../test/lab.ts';

let lab: Lab;
let admin: Client;
let viewer: Client;

beforeAll(async () => {
  lab = await startLab();
  admin = await lab.admin();
  const { body } = await admin.send('POST', '/api/users', { username: 'anna', role: 'viewer' });
  const { password } = body as { password: string };
  viewer = lab.client();
  await viewer.send('POST', '/api/auth/sign-in', { username: 'anna', password });
  await viewer.send('POST', '/api/auth/password', { current: password, next: 'another horse battery' });
});
afterAll(() => lab.stop());
beforeEach(async () => {
  for (const client of [viewer, admin]) await reset(client, 'me');
  await reset(admin, 'everyone');
});

const reset = (client: Client, whose: 'me' | 'everyone') =>
  change(
    client,
    whose,
    {},
    settingKeys.filter((key) => whose === 'everyone' || known[key].scope === 'person'),
  );
const change = (client: Client, whose: 'me' | 'everyone', set: object, reset: string[] = []) =>
  client.send('PATCH', '/api/settings', { for: whose, set, reset });
const read = async (client: Client) => ((await client.get('/api/settings')).body as { settings: object }).settings;
const first = async (client: Client) => {
  const { text } = await client.get('/nodes');
  return JSON.parse(/id="first">(.*?)<\/script>/.exec(text)?.[1] ?? '').settings;
};

describe('settings', () => {
  it('have a preset that they take themselves', () => {
    for (const key of settingKeys) expect([key, v.is(settingSchema(key), presetOf(key))]).toEqual([key, true]);
  });

  it("are one's own, and what an admin chose for everyone counts where nothing else does", async () => {
    await change(viewer, 'me', { mode: 'dark' });
    await change(admin, 'everyone', { mode: 'light', density: 'compact' });
    expect(await read(viewer)).toEqual({ own: { mode: 'dark' }, shared: { mode: 'light', density: 'compact' } });
    expect(await read(admin)).toEqual({ own: {}, shared: { mode: 'light', density: 'compact' } });
  });

  it('answer with the change that takes this one back', async () => {
    await change(viewer, 'me', { mode: 'dark' });
    const { body } = await change(viewer, 'me', { mode: 'light', density: 'roomy' });
    const { before } = body as { before: object };
    expect(before).toEqual({ for: 'me', set: { mode: 'dark' }, reset: ['density'] });
    expect((await viewer.send('PATCH', '/api/settings', before)).body).toMatchObject({
      settings: { own: { mode: 'dark' } },
      before: { set: { mode: 'light', density: 'roomy' } },
    });
  });

  it('are all taken or none, and a refusal names the one that is wrong', async () => {
    for (const [set, field] of [
      [{ mode: 'dark', nonsense: 1 }, 'nonsense'],
      [{ mode: 'dark', toString: 1 }, 'toString'],
      [{ mode: 'dark', density: 'huge' }, 'density'],
      [{ mode: 'dark', title: 'mine' }, 'title'],
      [{ mode: 'dark', homePlace: { name: 'Bonn', latitude: 91, longitude: 7 } }, 'homePlace.latitude'],
    ] as const) {
      const { status, body } = await change(viewer, 'me', set);
      expect([status, body]).toMatchObject([422, { error: { kind: 'invalid', field } }]);
    }
    expect((await change(viewer, 'me', { mode: 'dark' }, ['mode'])).status).toBe(422);
    expect((await change(viewer, 'me', {})).status).toBe(422);
    expect(await read(viewer)).toEqual({ own: {}, shared: {} });
  });

  it('security 16: for everyone are chosen by an admin only', async () => {
    const { status, body } = await change(viewer, 'everyone', { mode: 'dark' });
    expect([status, body]).toMatchObject([403, { error: { kind: 'forbidden', field: 'mode' } }]);
    expect(await read(admin)).toEqual({ own: {}, shared: {} });
  });

  it('are in the page: of who has not signed in only what anyone may see', async () => {
    await change(admin, 'everyone', { title: 'Our house', hours: '12' });
    await change(admin, 'me', { mode: 'dark' });
    expect(await first(lab.client())).toEqual({ own: {}, shared: { title: 'Our house' } });
    expect(await first(admin)).toEqual({ own: { mode: 'dark' }, shared: { title: 'Our house', hours: '12' } });
  });

  it('are recorded in the audit log with the change', async () => {
    await change(viewer, 'me', { mode: 'dark', density: 'roomy' });
    const { entries } = (await admin.get('/api/audit?action=settings.change')).body as { entries: object[] };
    expect(entries[0]).toMatchObject({
      username: 'anna',
      target: 'mode density',
      result: 'done',
      detail: { for: 'me' },
    });
  });

  it('outlive a restart, and a stored one that is no longer taken counts as none', async () => {
    await change(viewer, 'me', { mode: 'dark', density: 'roomy' });
    const insert = lab.store.database.prepare(
      'INSERT OR REPLACE INTO settings (key, value, changed_at) VALUES (?, ?, 1)',
    );
    for (const [key, value] of [
      ['of-a-newer-program', '1'],
      ['mode', '"purple"'],
      ['density', '{'],
    ])
      insert.run(key, value);
    const again = await startLab({ folder: lab.folder, socketPath: join(lab.folder, 'again.sock') });
    const client = again.client();
    client.cookie = viewer.cookie;
    expect(await read(client)).toEqual({ own: { mode: 'dark', density: 'roomy' }, shared: {} });
    expect(again.logged.filter((line) => line.includes('stored setting')).length).toBe(3);
    await again.stop();
  });

  it('go with the account', async () => {
    await change(viewer, 'me', { mode: 'dark' });
    const count = () => lab.store.database.prepare('SELECT count(*) FROM user_settings').pluck().get();
    expect(count()).toBe(1);
    lab.store.database.prepare("DELETE FROM users WHERE username = 'anna'").run();
    expect(count()).toBe(0);
  });
});

describe('the language of a page', () => {
  it.each<[Partial<Record<SettingKey, string>>, string, string]>([
    [{}, 'de-DE,de;q=0.9', 'de'],
    [{ language: 'fr' }, 'de-DE,de;q=0.9', 'fr'],
    [{ language: 'auto' }, 'es', 'es'],
  ])('with %j and the wish %s is %s', async (set, wish, language) => {
    if (Object.keys(set).length > 0) await change(admin, 'everyone', set);
    const { text } = await lab.client().get('/sign-in', { 'accept-language': wish });
    expect(/lang="(\w+)"/.exec(text)?.[1]).toBe(language);
  });
});

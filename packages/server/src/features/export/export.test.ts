import type { Item } from '@amud/protocol/boards.ts';
import { check as checkSchema } from '@amud/protocol/checks.ts';
import { type ExportOutput, type ImportCheck, type ImportDone, importCheckOutput } from '@amud/protocol/export.ts';
import { limits } from '@amud/protocol/limits.ts';
import sharp from 'sharp';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addApp, addBoard, appItem, boardOf, boardsOf, contentWith, section } from '../../../test/boards.ts';
import { type Client, type Lab, startLab } from '../../../test/lab.ts';

const PASSPHRASE = 'seven green tractors sing';

let lab: Lab;
let admin: Client;

beforeEach(async () => {
  lab = await startLab();
  admin = await lab.admin();
});
afterEach(() => lab.stop());

const check = v.parse(checkSchema, {
  ...{ kind: 'http', keyword: 'ok' },
  headers: [{ name: 'X-Api-Key', value: 'marked-secret-9' }],
});

const exportOf = async (client: Client, input: object = {}): Promise<ExportOutput> => {
  const { status, body } = await client.send('POST', '/api/export', { format: 'yaml', ...input });
  expect([status, body]).toMatchObject([200, {}]);
  return body as ExportOutput;
};
const read = (client: Client, text: string) =>
  client.send('POST', '/api/import', text, { 'content-type': 'application/octet-stream' });
const differencesOf = async (client: Client, text: string): Promise<ImportCheck> => {
  const { status, body } = await read(client, text);
  expect([status, body]).toMatchObject([200, {}]);
  const verdict = v.parse(importCheckOutput, body);
  if (!verdict.ok) throw new Error(JSON.stringify(verdict.faults));
  return verdict;
};
const take = (client: Client, stage: string, more: object = {}) =>
  client.send('POST', '/api/import/take', { stage, mode: 'replace', ...more });
const takeAll = async (client: Client, text: string, more: object = {}): Promise<ImportDone> => {
  const { stage } = await differencesOf(client, text);
  const { status, body } = await take(client, stage, more);
  expect([status, body]).toMatchObject([200, {}]);
  return body as ImportDone;
};
const refusalOf = async (text: string): Promise<string> => {
  const { status, body } = await read(admin, text);
  if (status === 422) return (body as { error: { message: string } }).error.message;
  const verdict = v.parse(importCheckOutput, body);
  return verdict.ok
    ? 'no fault'
    : verdict.faults.map(({ line, path, message }) => `Line ${line}: ${path}: ${message}`).join('\n');
};

/** Two apps, one with a secret, a picture and a board with sections in sections; settings of everyone and of a person. */
const build = async () => {
  const png = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#3a7' } })
    .png()
    .toBuffer();
  const { body } = (await (
    await fetch(`${lab.url}/api/uploads`, {
      method: 'POST',
      headers: { origin: lab.url, cookie: admin.cookie ?? '', 'content-type': 'image/png' },
      body: new Uint8Array(png),
    })
  )
    .json()
    .then((answer) => ({ body: answer }))) as { body: { upload: { id: string } } };
  const jellyfin = await addApp(admin, {
    name: 'Jellyfin',
    url: 'http://nas.lan:8096/',
    icon: `upload:${body.upload.id}`,
    tags: ['media'],
    check,
  });
  const kuma = await addApp(admin, { name: 'Kuma: "down"?\n', url: 'https://kuma.lan/', description: '- not a list' });
  const films = section('Films');
  const board = await addBoard(
    admin,
    contentWith('Media', [
      { ...films, items: [appItem(jellyfin.id)] },
      { ...section('Inside'), parent: films.id, items: [appItem(kuma.id)] },
    ]),
  );
  await admin.send('PATCH', '/api/settings', { for: 'everyone', set: { title: 'Our house', backupKeep: 3 } });
  await admin.send('PATCH', '/api/settings', { for: 'me', set: { mode: 'dark', hours: '24' } });
  return { jellyfin, kuma, board, pictureId: body.upload.id };
};

describe('an export', () => {
  it.each(['yaml', 'json'])(
    'goes through an empty installation and comes out as the same bytes: %s',
    async (format) => {
      const { pictureId } = await build();
      const { text, name, withoutSecrets } = await exportOf(admin, { format });
      expect(name).toBe(`amud-export.${format}`);
      expect(withoutSecrets).toEqual(['Jellyfin']);
      expect(text).not.toContain('marked-secret-9');
      const other = await startLab();
      try {
        const theirs = await other.admin();
        const done = await takeAll(theirs, text);
        expect(done).toMatchObject({ added: 9, changed: 0, removed: 1 });
        expect((await exportOf(theirs, { format })).text).toBe(text);
        expect((await theirs.get(`/uploads/${pictureId}.webp`)).status).toBe(200);
        const again = await differencesOf(theirs, text);
        expect(again).toMatchObject({ differences: [], same: 9 });
      } finally {
        await other.stop();
      }
    },
  );

  it('is readable: what would be so anyway is left out', async () => {
    const { jellyfin } = await build();
    const { text } = await exportOf(admin, { pictures: false });
    expect(text).toMatch(
      /^amud: 1\nof: everything\nsettings:\n {2}everyone:\n {4}backupKeep: 3\n {4}title: Our house\n/,
    );
    expect(text).toContain(`  - id: ${jellyfin.id}\n    name: Jellyfin\n    url: http://nas.lan:8096/\n`);
    expect(text).not.toContain('visibleTo');
    expect(text).not.toContain('pictures:');
  });

  it('of one board has its apps and nothing else, and is put beside what is there', async () => {
    const { board, jellyfin } = await build();
    await addApp(admin, { name: 'Elsewhere', url: 'http://elsewhere.lan/' });
    const { text, name } = await exportOf(admin, { board: board.id });
    expect(name).toBe('amud-media.yaml');
    expect(text).not.toMatch(/Elsewhere|settings|Our house/);
    await admin.send('DELETE', `/api/boards/${board.id}`);
    await admin.send('PUT', `/api/apps/${jellyfin.id}`, { name: 'Renamed', url: 'http://nas.lan:8096/' });
    const { differences } = await differencesOf(admin, text);
    expect(differences.map(({ kind, name: called, change }) => [kind, called, change])).toEqual([
      ['app', 'Jellyfin', 'changed'],
      ['board', 'Media', 'added'],
    ]);
    await takeAll(admin, text, { mode: 'add' });
    expect(boardsOf(await admin.get('/api/boards')).boards.map((one) => one.name)).toEqual(['Home', 'Media']);
    expect((await admin.get('/api/apps')).text).toContain('Elsewhere');
  });

  it('has the feeds, those of one board that its widgets name, and one that is followed already gives way', async () => {
    const follow = async (client: Client, url: string): Promise<string> => {
      const { status, body } = await client.send('POST', '/api/feeds', { url, category: 'News', visibleTo: 'viewer' });
      expect(status).toBe(200);
      return (body as { feed: { id: string } }).feed.id;
    };
    const followed = async (client: Client) =>
      ((await client.get('/api/feeds')).body as { feeds: { id: string; url: string; category: string }[] }).feeds.map(
        ({ id, url, category }) => [url, category, id],
      );
    const news = await follow(admin, 'http://one.invalid/feed');
    const other = await follow(admin, 'http://two.invalid/feed');
    const named: Item = {
      ...{ kind: 'widget', id: 'feeds00001', visibleTo: 'guest', desktop: { x: 0, y: 0, w: 4, h: 4 } },
      ...{ widget: 'feeds', settings: { feeds: [news], category: '', entries: 8, excerpts: false } },
    };
    const board = await addBoard(admin, contentWith('News', [section('Read', [named])]));
    expect((await exportOf(admin, { board: board.id })).text).not.toContain('two.invalid');
    const { text } = await exportOf(admin);

    const elsewhere = await startLab();
    try {
      const theirs = await elsewhere.admin();
      await follow(theirs, 'http://one.invalid/feed');
      await follow(theirs, 'http://three.invalid/feed');
      await takeAll(theirs, text, { mode: 'add' });
      expect((await followed(theirs)).toSorted()).toEqual([
        ['http://one.invalid/feed', 'News', news],
        ['http://three.invalid/feed', 'News', expect.any(String)],
        ['http://two.invalid/feed', 'News', other],
      ]);
      await takeAll(theirs, text);
      expect((await exportOf(theirs)).text).toBe(text);
      expect((await followed(theirs)).length).toBe(2);
    } finally {
      await elsewhere.stop();
    }
    const twice = text.replace('two.invalid', 'one.invalid');
    expect(await refusalOf(twice)).toContain('The address http://one.invalid/feed is there twice.');
  });

  it('has secrets only sealed, and they open with the passphrase alone', async () => {
    await build();
    const { text, withoutSecrets } = await exportOf(admin, { passphrase: PASSPHRASE });
    expect([text.includes('marked-secret-9'), withoutSecrets]).toEqual([false, []]);
    const other = await startLab();
    try {
      const theirs = await other.admin();
      const { stage, hasSecrets } = await differencesOf(theirs, text);
      expect(hasSecrets).toBe(true);
      const wrong = await take(theirs, stage, { passphrase: 'seven green tractors sang' });
      expect(wrong.body).toMatchObject({ error: { kind: 'invalid', field: 'passphrase' } });
      expect((await take(theirs, stage, { passphrase: PASSPHRASE })).status).toBe(200);
      const moved = await exportOf(theirs, { passphrase: PASSPHRASE });
      await admin.send('PATCH', '/api/settings', { for: 'me', set: { mode: 'light' } });
      await takeAll(admin, moved.text, { passphrase: PASSPHRASE });
      const sealed = other.store.database.prepare("SELECT field FROM secrets WHERE owner LIKE 'app:%'").pluck().all();
      expect(sealed).toEqual(['header:x-api-key']);
    } finally {
      await other.stop();
    }
  });

  it('is for admins who typed their password, and is in the audit log', async () => {
    await exportOf(admin);
    lab.store.database.exec('UPDATE sessions SET confirmed_at = 0');
    const { status, body } = await admin.send('POST', '/api/export', { format: 'yaml' });
    expect([status, body]).toMatchObject([403, { error: { kind: 'confirmation-required' } }]);
    const actions = lab.store.database.prepare('SELECT action, result FROM audit ORDER BY id DESC LIMIT 2').all();
    expect(actions).toMatchObject([
      { action: 'export.make', result: 'refused' },
      { action: 'export.make', result: 'done' },
    ]);
  });
});

describe('an import', () => {
  it('says field by field what it would change, and changes it at once or not at all', async () => {
    const { board, kuma } = await build();
    const { text } = await exportOf(admin);
    const changed = text
      .replace('title: Our house', 'title: Their house')
      .replace('url: https://kuma.lan/', 'url: https://kuma.example/')
      .replace('title: Films', 'title: Movies');
    const { differences, stage } = await differencesOf(admin, changed);
    expect(differences).toEqual([
      {
        ...{ kind: 'setting', id: 'title', name: 'title', change: 'changed', more: 0 },
        fields: [{ field: '', before: 'Our house', after: 'Their house' }],
      },
      {
        ...{ kind: 'app', id: kuma.id, name: 'Kuma: "down"?', change: 'changed', more: 0 },
        fields: [{ field: 'url', before: 'https://kuma.lan/', after: 'https://kuma.example/' }],
      },
      {
        ...{ kind: 'board', id: board.id, name: 'Media', change: 'changed', more: 0 },
        fields: [{ field: 'sections › Movies › title', before: 'Films', after: 'Movies' }],
      },
    ]);
    lab.store.database.exec("CREATE TRIGGER no BEFORE UPDATE ON boards BEGIN SELECT RAISE(ABORT, 'no'); END");
    expect((await take(admin, stage)).status).toBe(500);
    expect((await exportOf(admin)).text).toBe(text);
    lab.store.database.exec('DROP TRIGGER no');
    expect((await take(admin, stage)).status).toBe(200);
    expect((await exportOf(admin)).text).toBe(changed);
    const { revision } = boardOf(await admin.get(`/api/boards/${board.id}`));
    const undone = boardOf(await admin.send('POST', `/api/boards/${board.id}/undo`, { revision }));
    expect(undone.content.sections[0]?.title).toBe('Films');
  });

  it('keeps what the file does not have when it is added, and removes it when it replaces', async () => {
    await build();
    const { text } = await exportOf(admin);
    await addApp(admin, { name: 'Later', url: 'http://later.lan/' });
    await addBoard(admin, contentWith('Later', [section('New')]));
    await admin.send('PATCH', '/api/settings', { for: 'everyone', set: { accent: '#aabbcc' } });
    expect(await takeAll(admin, text, { mode: 'add' })).toMatchObject({ removed: 0 });
    expect((await exportOf(admin)).text).toContain('Later');
    expect(await takeAll(admin, text)).toEqual({ added: 0, changed: 0, removed: 3, backup: null });
    expect((await exportOf(admin)).text).toBe(text);
  });

  it('keeps the secret of a check for the same server, never for another', async () => {
    const { jellyfin } = await build();
    const { text } = await exportOf(admin);
    const held = () =>
      lab.store.database.prepare("SELECT count(*) FROM secrets WHERE owner LIKE 'app:%'").pluck().get();
    await takeAll(admin, text.replace('tags: [ media ]', 'tags: [ films ]'));
    expect(held()).toBe(1);
    await takeAll(admin, text.replace('http://nas.lan:8096/', 'http://evil.lan/'));
    expect(held()).toBe(0);
    expect((await admin.get(`/api/apps/${jellyfin.id}`)).text).toContain('X-Api-Key');
  });

  it('is refused when something was changed here meanwhile', async () => {
    const { kuma } = await build();
    const { text } = await exportOf(admin);
    const { stage } = await differencesOf(admin, text);
    await admin.send('PUT', `/api/apps/${kuma.id}`, { name: 'Kuma', url: 'https://kuma.lan/' });
    expect((await take(admin, stage)).body).toMatchObject({ error: { kind: 'conflict' } });
    expect((await take(admin, 'x'.repeat(43))).body).toMatchObject({ error: { kind: 'missing' } });
  });

  it('makes a backup before, where a passphrase is kept', async () => {
    await build();
    const { text } = await exportOf(admin);
    expect((await differencesOf(admin, text)).canBackup).toBe(false);
    await admin.send('PUT', '/api/backups/passphrase', { passphrase: PASSPHRASE });
    const { stage, canBackup } = await differencesOf(admin, text);
    expect(canBackup).toBe(true);
    const { body } = await take(admin, stage, { backup: true });
    expect(body).toMatchObject({ backup: expect.stringMatching(/\.amudbackup$/) });
  });

  it('tells where a file is wrong', async () => {
    const text = 'amud: 1\nof: everything\napps:\n  - id: abcdefgh\n    name: 12\n';
    expect(await refusalOf(text)).toBe('Line 5: apps[0].name: It should be string, not 12.');
    expect(await refusalOf('hello: there')).toMatch(/no line "amud: 1"/);
  });

  it('of a card without its app is refused by name', async () => {
    const { board, kuma } = await build();
    const { text } = await exportOf(admin);
    const without = text.replace(new RegExp(` {2}- id: ${kuma.id}\n {4}name:[^]*?(?= {2}- id|boards:)`), '');
    expect(await refusalOf(without)).toBe(
      `The board "${board.name}" has a card of the app ${kuma.id}, which is not in the file.`,
    );
  });

  it('takes only pictures that are as AMUD makes them', async () => {
    const jpeg = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#000' } })
      .jpeg()
      .toBuffer();
    const webp = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#000' } })
      .webp()
      .toBuffer();
    for (const bytes of [jpeg, Buffer.concat([webp, Buffer.from('<script>')])]) {
      const picture = `- { id: ${'a'.repeat(43)}, webp: ${bytes.toString('base64')} }`;
      const { stage } = await differencesOf(admin, `amud: 1\nof: board\npictures:\n  ${picture}\n`);
      expect((await take(admin, stage, { mode: 'add' })).body).toMatchObject({
        error: { kind: 'invalid', field: 'file' },
      });
    }
  });
});

describe('security 26: limits of an import', () => {
  it('refuses a file over the limit', async () => {
    const { status } = await read(admin, 'x'.repeat(limits.export.fileBytes + 1));
    expect(status).toBe(413);
  });

  it('ends a file that grows out of all bounds, and is well afterwards', async () => {
    const laughs = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 12; level += 1)
      laughs.push(`a${level}: &a${level} [${Array.from({ length: 9 }, () => `*a${level - 1}`).join(', ')}]`);
    expect(await refusalOf(`amud: 1\nof: everything\n${laughs.join('\n')}\n`)).toMatch(/aliases/);
    expect(await refusalOf(`amud: 1\nx: ${'['.repeat(200_000)}`)).toMatch(/too large or too deep|Line/);
    expect((await exportOf(admin)).text).toContain('amud: 1');
  }, 60_000);
});

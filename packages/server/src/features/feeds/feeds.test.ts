import type { EntriesOutput, Feed, FeedsWidget, FeedTest } from '@amud/protocol/feeds.ts';
import { limits } from '@amud/protocol/limits.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Elsewhere, startElsewhere } from '../../../test/elsewhere.ts';
import { eventually } from '../../../test/eventually.ts';
import { createFakeClock, type FakeClock } from '../../../test/fake-clock.ts';
import { type Client, type Lab, startLab } from '../../../test/lab.ts';
import { openLive } from '../../../test/live.ts';
import { boardWith } from '../../../test/widget-board.ts';
import { createOutbound } from '../../core/outbound/outbound.ts';

const NOW = Date.UTC(2026, 10, 25, 12);
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let elsewhere: Elsewhere;
let lab: Lab;
let admin: Client;
let clock: FakeClock;
beforeEach(async () => {
  clock = createFakeClock(NOW);
  elsewhere = await startElsewhere();
  lab = await startLab({ clock, outbound: createOutbound({ allowed: ['127.0.0.1'] }) });
  admin = await lab.admin();
});
afterEach(async () => {
  await lab.stop();
  await elsewhere.stop();
});

type Item = { id: string; title?: string; at?: number; text?: string };
const rss = (items: Item[], title = 'News') =>
  `<rss version="2.0"><channel><title>${title}</title><link>/</link>${items
    .map(
      ({ id, at, text = '', ...item }) =>
        `<item><guid isPermaLink="false">${id}</guid><title>${item.title ?? id}</title><link>/${id}</link><description>${text}</description>${
          at === undefined ? '' : `<pubDate>${new Date(at).toUTCString()}</pubDate>`
        }</item>`,
    )
    .join('')}</channel></rss>`;

const feeds = async (client: Client = admin) =>
  (await client.get('/api/feeds')).body as { feeds: Feed[]; starred: number };
const entries = async (query = '', client: Client = admin) =>
  (await client.get(`/api/feed-entries?${query}`)).body as EntriesOutput;
const titles = async (query = '', client: Client = admin) =>
  (await entries(query, client)).entries.map(({ title }) => title);
const soon = () => clock.advance(100);
/** Follows a feed and waits until it was read. */
const follow = async (more: object = {}, path = '/feed.xml') => {
  const { body, text } = await admin.send('POST', '/api/feeds', { url: `${elsewhere.url}${path}`, ...more });
  const { feed } = body as { feed: Feed };
  if (!feed) throw new Error(text);
  soon();
  return eventually(async () => {
    const found = (await feeds()).feeds.find(({ id }) => id === feed.id);
    if (!found || (found.at === null && found.fault === null)) throw new Error('not read yet');
    return found;
  });
};
const nextLook = async (ms: number) => {
  const { length } = elsewhere.asked;
  clock.advance(ms);
  await eventually(() => expect(elsewhere.asked.length).toBeGreaterThan(length));
  await new Promise((resolve) => setTimeout(resolve, 60));
};
const signedInAs = async (role: string): Promise<Client> => {
  const made = await admin.send('POST', '/api/users', { username: role, role });
  const { password } = made.body as { password: string };
  const client = lab.client();
  await client.send('POST', '/api/auth/sign-in', { username: role, password });
  await client.send('POST', '/api/auth/password', { current: password, next: 'correct horse battery two' });
  return client;
};

describe('a feed', () => {
  it('is read at once, and then as often as was said, with what the other side knows of it', async () => {
    elsewhere.answer((request, response) => {
      if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end();
      else
        response.writeHead(200, { etag: '"1"', 'last-modified': 'Wed, 25 Nov 2026 10:00:00 GMT' }).end(
          rss([
            { id: 'a', at: NOW - DAY_MS },
            { id: 'b', at: NOW - MINUTE_MS, text: '&lt;b&gt;Bold&lt;/b&gt;' },
          ]),
        );
    });
    const feed = await follow({ category: 'Tech', everyMinutes: 30 });
    expect(feed).toMatchObject({ name: 'News', category: 'Tech', site: `${elsewhere.url}/`, at: NOW + 100, unread: 2 });
    expect(await titles()).toEqual(['b', 'a']);
    expect((await entries()).entries[0]).toMatchObject({ url: `${elsewhere.url}/b`, excerpt: 'Bold', isRead: false });
    await nextLook(33 * MINUTE_MS);
    expect(elsewhere.asked[1]?.headers).toMatchObject({
      'if-none-match': '"1"',
      'if-modified-since': 'Wed, 25 Nov 2026 10:00:00 GMT',
    });
    await eventually(async () => expect((await feeds()).feeds[0]?.at).toBe(clock.now()));
    expect(await titles()).toEqual(['b', 'a']);
  });

  it('is asked soon again when too much was under way here, and is not at fault', async () => {
    await lab.stop();
    lab = await startLab({
      clock,
      outbound: createOutbound({ allowed: ['127.0.0.1'], bounds: { concurrentPerHost: 1 } }),
    });
    admin = await lab.admin();
    const held: (() => void)[] = [];
    elsewhere.answer((request, response) => {
      const answer = () => response.end(rss([{ id: request.url ?? '', at: NOW }]));
      if (held.length === 0) held.push(answer);
      else answer();
    });
    for (const path of ['/one.xml', '/two.xml']) await admin.send('POST', '/api/feeds', { url: elsewhere.url + path });
    soon();
    await eventually(() => expect(held).toHaveLength(1));
    await new Promise((resolve) => setTimeout(resolve, 60));
    held[0]?.();
    await eventually(async () => expect(await titles()).toHaveLength(1));
    expect((await feeds()).feeds.map(({ fault }) => fault)).toEqual([null, null]);
    await nextLook(10_000);
    await eventually(async () => expect((await titles()).sort()).toEqual(['/one.xml', '/two.xml']));
  });

  it('says why it can not be had, rests longer each time, and keeps what it has', async () => {
    elsewhere.serve(rss([{ id: 'a', at: NOW }]));
    await follow({ everyMinutes: 15 });
    elsewhere.answer((_, response) => response.writeHead(500).end());
    await nextLook(16 * MINUTE_MS);
    const since = clock.now();
    await eventually(async () =>
      expect((await feeds()).feeds[0]?.fault).toEqual({ reason: 'status', detail: '500', since }),
    );
    const before = elsewhere.asked.length;
    clock.advance(limits.feed.retryMs - MINUTE_MS);
    expect(elsewhere.asked.length).toBe(before);
    await nextLook(MINUTE_MS);
    clock.advance(limits.feed.retryMs);
    expect(elsewhere.asked.length).toBe(before + 1);
    expect((await feeds()).feeds[0]?.fault).toMatchObject({ since });
    elsewhere.serve(
      rss([
        { id: 'a', at: NOW },
        { id: 'b', at: clock.now() },
      ]),
    );
    await admin.send('POST', '/api/feed-look');
    soon();
    await eventually(async () => expect((await feeds()).feeds[0]?.fault).toBeNull());
    expect(await titles()).toEqual(['b', 'a']);
  });

  it('that is none says so', async () => {
    elsewhere.serve('<html><body>Hello</body></html>');
    expect((await follow()).fault).toMatchObject({ reason: 'content' });
  });

  it('is not had from where AMUD must not go', async () => {
    const { body } = await admin.send('POST', '/api/feed-test', { address: 'http://169.254.169.254/latest' });
    expect(body).toMatchObject({ result: 'failed', step: 'ask', fault: { reason: 'blocked' } });
    for (const url of ['file:///etc/passwd', 'javascript:alert(1)', 'ftp://x/', 'nonsense'])
      expect((await admin.send('POST', '/api/feeds', { url })).status).toBe(422);
  });

  it('may be in another encoding', async () => {
    const text = rss([{ id: 'a', title: 'Grüße für 5 €' }]);
    const latin = Buffer.from(`<?xml version="1.0" encoding="windows-1252"?>${text}`.replace('€', '\u0080'), 'latin1');
    elsewhere.serve(latin);
    await follow();
    expect(await titles()).toEqual(['Grüße für 5 €']);
    elsewhere.serve(Buffer.from(`\ufeff${text}`, 'utf16le'), { 'content-type': 'application/xml' });
    const other = await follow({}, '/utf16.xml');
    expect(await titles(`feed=${other.id}`)).toEqual(['Grüße für 5 €']);
    elsewhere.serve(Buffer.from(text.replace('€', 'E'), 'latin1'), { 'content-type': 'text/xml; charset=iso-8859-1' });
    const third = await follow({}, '/latin.xml');
    expect(await titles(`feed=${third.id}`)).toEqual(['Grüße für 5 E']);
  });

  it('keeps its newest entries, and those that somebody starred', async () => {
    const old = Array.from({ length: 20 }, (_, day) => ({ id: `old${day}`, at: NOW - (100 + day) * DAY_MS }));
    elsewhere.serve(rss(old));
    await follow({ everyMinutes: 15 });
    expect((await titles()).length).toBe(limits.feed.entriesLeast);
    const starred = (await entries()).entries.at(-1);
    await admin.send('POST', '/api/feed-entries/marks', { ids: [starred?.id], starred: true });
    for (let round = 0; round < 4; round += 1) {
      elsewhere.serve(rss(Array.from({ length: 120 }, (_, n) => ({ id: `r${round}n${n}`, at: clock.now() - n }))));
      await nextLook(20 * MINUTE_MS);
    }
    const count = lab.store.database.prepare('SELECT count(*) AS n FROM feed_entries').get() as { n: number };
    expect(count.n).toBe(limits.feed.entriesKept + 1);
    expect(await titles('show=starred')).toEqual([starred?.title]);
    expect((await feeds()).starred).toBe(1);
  });

  it('corrects an entry, and does not give it again', async () => {
    elsewhere.serve(rss([{ id: 'a', title: 'Tpyo' }]));
    await follow({ everyMinutes: 15 });
    const [before] = (await entries()).entries;
    await admin.send('POST', '/api/feed-entries/marks', { ids: [before?.id], read: true });
    elsewhere.serve(rss([{ id: 'a', title: 'Typo' }]));
    await nextLook(20 * MINUTE_MS);
    await eventually(async () => expect(await titles()).toEqual(['Typo']));
    expect((await entries()).entries[0]).toMatchObject({ id: before?.id, at: before?.at, isRead: true });
  });
});

describe('what people do with entries', () => {
  beforeEach(async () => {
    elsewhere.answer((request, response) => {
      const name = request.url?.slice(1, 2) ?? '';
      response.end(rss([1, 2, 3].map((n) => ({ id: `${name}${n}`, at: NOW - n * MINUTE_MS, text: `words of ${n}` }))));
    });
    await follow({ category: 'A' }, '/a.xml');
    await follow({ category: 'B', name: 'Mine' }, '/b.xml');
  });

  it('is found by feed, category, words and marks, a page at a time', async () => {
    expect(await titles('category=A')).toEqual(['a1', 'a2', 'a3']);
    expect(await titles('q=words+b2')).toEqual(['b2']);
    expect(await titles('q=100%25')).toEqual([]);
    const page = await entries('limit=4');
    expect(page.entries.map(({ title }) => title)).toEqual(['b1', 'a1', 'b2', 'a2']);
    const rest = await entries(`limit=4&before=${page.next}`);
    expect([rest.entries.map(({ title }) => title), rest.next]).toEqual([['b3', 'a3'], null]);
    const [one] = page.entries;
    await admin.send('POST', '/api/feed-entries/marks', { ids: [one?.id], read: true, starred: true });
    expect(await titles('show=starred')).toEqual(['b1']);
    expect(await titles('show=unread&category=B')).toEqual(['b2', 'b3']);
    expect((await feeds()).feeds.map(({ name, unread }) => [name, unread])).toEqual([
      ['Mine', 2],
      ['News', 3],
    ]);
    await admin.send('POST', '/api/feed-entries/marks', { ids: [one?.id], read: false, starred: false });
    expect((await titles('show=unread')).length).toBe(6);
  });

  it('is of each person alone, and all of it can be taken back', async () => {
    const guest = await signedInAs('guest');
    const all = (await entries()).entries;
    const through = Math.max(...all.map(({ id }) => id));
    await admin.send('POST', '/api/feed-entries/marks', { ids: [all[0]?.id], read: true });
    const { body } = await admin.send('POST', '/api/feed-entries/read-all', { through });
    expect(body).toMatchObject({ count: 5 });
    expect([(await titles('show=unread')).length, (await titles('show=unread', guest)).length]).toEqual([0, 6]);
    await guest.send('POST', '/api/feed-entries/read-all/undo', body as { at: number });
    expect((await titles('show=unread')).length).toBe(0);
    const { at } = body as { at: number };
    await admin.send('POST', '/api/feed-entries/read-all/undo', { at });
    expect((await titles('show=unread')).length).toBe(5);
    expect((await admin.send('POST', '/api/feed-entries/read-all', { through: 0 })).status).toBe(422);
  });

  it('has a bound on stars', async () => {
    const [one] = (await entries()).entries;
    const [id = 0, userId] = [one?.id, 1];
    const { database } = lab.store;
    const insert = database.prepare(
      "INSERT INTO feed_entries (feed_id, key, url, title, author, excerpt, at, seen_at) SELECT feed_id, ?, '', 'x', '', '', 1, 1 FROM feed_entries WHERE id = ?",
    );
    const star = database.prepare('INSERT INTO feed_marks (user_id, entry_id, starred_at) VALUES (?, ?, 1)');
    for (let n = 0; n < limits.feed.starsPerUser - 1; n += 1)
      star.run(userId, insert.run(`star${n}`, id).lastInsertRowid);
    const mark = (entry: number | undefined) =>
      admin.send('POST', '/api/feed-entries/marks', { ids: [entry], starred: true });
    expect((await mark(id)).status).toBe(200);
    expect((await mark((await entries()).entries[1]?.id)).status).toBe(409);
  });

  it('leaves no trace of what somebody reads', async () => {
    const [one] = (await entries()).entries;
    await admin.send('POST', '/api/feed-entries/marks', { ids: [one?.id], read: true });
    await admin.send('POST', '/api/feed-entries/read-all', { through: 99 });
    expect((await admin.get('/api/audit')).text).not.toContain('feed.mark');
  });

  it('has bounds', async () => {
    const send = (ids: number[]) => admin.send('POST', '/api/feed-entries/marks', { ids, read: true });
    const ids = Array.from({ length: limits.feed.marks + 1 }, (_, index) => index + 1);
    expect([(await send(ids)).status, (await send(ids.slice(1))).status, (await send([])).status]).toEqual([
      422, 200, 422,
    ]);
    expect((await admin.send('POST', '/api/feed-entries/marks', { ids: [1] })).status).toBe(422);
    expect((await admin.get('/api/feed-entries?limit=101')).status).toBe(422);
    expect((await admin.get(`/api/feed-entries?q=${'x'.repeat(101)}`)).status).toBe(422);
  });
});

describe('who sees a feed', () => {
  it('is said for each; what is not theirs is not there, and addresses are for who edits', async () => {
    elsewhere.serve(rss([{ id: 'secret', at: NOW }]));
    const feed = await follow({ visibleTo: 'operator' }, '/token.xml');
    const guest = await signedInAs('guest');
    expect([(await feeds(guest)).feeds, await titles('', guest)]).toEqual([[], []]);
    expect(await titles(`feed=${feed.id}`, guest)).toEqual([]);
    const [entry] = (await entries()).entries;
    await guest.send('POST', '/api/feed-entries/marks', { ids: [entry?.id], starred: true });
    expect((lab.store.database.prepare('SELECT count(*) AS n FROM feed_marks').get() as { n: number }).n).toBe(0);
    const url = `${elsewhere.url}/token.xml`;
    await admin.send('PUT', `/api/feeds/${feed.id}`, { url, visibleTo: 'guest' });
    expect(await titles('', guest)).toEqual(['secret']);
    expect((await guest.get('/api/feeds')).text).not.toContain('token');
    expect((await admin.get('/api/feeds')).text).toContain('token');
    expect((await guest.send('DELETE', `/api/feeds/${feed.id}`)).status).toBe(403);
  });

  it('is told when something is new', async () => {
    elsewhere.serve(rss([{ id: 'a', at: NOW }]));
    const live = openLive(lab, admin);
    await live.status;
    live.subscribe('feeds');
    await live.settled();
    await follow({ everyMinutes: 15 });
    await eventually(() =>
      expect(live.frames.filter(({ type, topic }) => type === 'delta' && topic === 'feeds').length).toBe(2),
    );
    live.socket.close();
    await nextLook(20 * MINUTE_MS);
    // Nothing new is not told.
    const later = openLive(lab, admin);
    await later.status;
    later.subscribe('feeds');
    await later.settled();
    expect(later.frames.find(({ topic }) => topic === 'feeds')?.data).toEqual({ changes: 2 });
    later.socket.close();
  });

  it('is shown in a widget, as far as whoever asks may see it', async () => {
    elsewhere.serve(rss([{ id: 'a', at: NOW }]));
    const inside = await follow({ category: 'House' }, '/inside.xml');
    const outside = await follow({ visibleTo: 'public' }, '/outside.xml');
    const ask = async (board: string, client: Client) =>
      (await client.get(`/api/boards/${board}/feeds/widget000001`)).body as FeedsWidget;
    const board = await boardWith(admin, 'feeds', { entries: 5 });
    expect((await ask(board, lab.client())).feeds.map(({ id }) => id)).toEqual([outside.id]);
    expect((await ask(board, admin)).entries.map(({ title }) => title)).toEqual(['a', 'a']);
    const one = await boardWith(admin, 'feeds', { category: 'House' });
    expect((await ask(one, admin)).feeds.map(({ id }) => id)).toEqual([inside.id]);
    const two = await boardWith(admin, 'feeds', { feeds: [outside.id] });
    expect((await ask(two, admin)).feeds.map(({ id }) => id)).toEqual([outside.id]);
    const clockBoard = await boardWith(admin, 'clock', {});
    expect((await admin.get(`/api/boards/${clockBoard}/feeds/widget000001`)).status).toBe(404);
  });
});

describe('the feed of a site', () => {
  const test = async (address: string) => (await admin.send('POST', '/api/feed-test', { address })).body as FeedTest;

  it('is found by what its page names', async () => {
    elsewhere.answer((request, response) => {
      if (request.url === '/') {
        response.end(`<!doctype html><head><base href="/blog/">
          <link rel="alternate" type="application/rss+xml" title="Comments" href="comments.xml">
          <link rel=alternate type=application/atom+xml href="atom.xml?a=1&amp;b=2"><link rel="stylesheet" href="x.css"></head>`);
      } else if (request.url?.startsWith('/blog/')) response.end(rss([{ id: 'a' }], request.url));
      else response.writeHead(404).end();
    });
    expect(await test(elsewhere.url)).toMatchObject({
      result: 'found',
      feeds: [
        {
          url: `${elsewhere.url}/blog/atom.xml?a=1&b=2`,
          title: '/blog/atom.xml?a=1&b=2',
          count: 1,
          entries: [{ title: 'a' }],
        },
        { url: `${elsewhere.url}/blog/comments.xml` },
      ],
    });
    expect(await test(`${elsewhere.url}/blog/direct`)).toMatchObject({ feeds: [{ title: '/blog/direct' }] });
  });

  it('is looked for where it usually is', async () => {
    elsewhere.answer((request, response) => {
      if (request.url === '/rss.xml') response.end(rss([{ id: 'a' }]));
      else if (request.url === '/') response.end('<html></html>');
      else response.writeHead(404).end();
    });
    // Without a scheme, and nobody answers encrypted.
    expect(await test(elsewhere.url.replace('http://', ''))).toMatchObject({
      feeds: [{ url: `${elsewhere.url}/rss.xml` }],
    });
  });

  it('is not found: which step failed is said', async () => {
    elsewhere.answer((request, response) => {
      if (request.url === '/site') response.end('<html></html>');
      else if (request.url === '/text') response.end('hello');
      else response.writeHead(404).end();
    });
    expect(await test(`${elsewhere.url}/site`)).toMatchObject({ result: 'failed', step: 'find' });
    expect(await test(`${elsewhere.url}/text`)).toMatchObject({ result: 'failed', step: 'read' });
    expect(await test(`${elsewhere.url}/gone`)).toMatchObject({ step: 'ask', fault: { reason: 'missing' } });
    expect(await test('http://nowhere.invalid/')).toMatchObject({ step: 'ask', fault: { reason: 'unknown-host' } });
    expect(await test('not an address')).toMatchObject({ step: 'ask', fault: { reason: 'address' } });
  });
});

describe('the list', () => {
  const opml = `<?xml version="1.0"?><opml version="1.0"><head><title>x</title></head><body>
    <outline text="News &amp; more"><outline type="rss" text="A &lt;b&gt;" xmlUrl="https://a.invalid/feed?x=1&amp;y=2"/></outline>
    <outline text="B" xmlUrl="http://b.invalid/rss" category="/Tech/x,Other"/>
    <outline text="Bad" xmlUrl="javascript:alert(1)"/></body></opml>`;

  it('comes from another reader, and goes to one', async () => {
    const first = await admin.send('POST', '/api/feed-opml', { opml });
    expect(first.body).toEqual({ added: 2, known: 0, refused: 1 });
    expect((await feeds()).feeds).toMatchObject([
      { name: 'A', category: 'News & more', url: 'https://a.invalid/feed?x=1&y=2' },
      { name: 'B', category: 'Tech', url: 'http://b.invalid/rss' },
    ]);
    const { text, headers } = await admin.get('/api/feed-opml');
    expect(headers.get('content-disposition')).toContain('.opml');
    expect(text).toContain('xmlUrl="https://a.invalid/feed?x=1&amp;y=2"');
    const again = await admin.send('POST', '/api/feed-opml', { opml: text });
    expect(again.body).toEqual({ added: 0, known: 2, refused: 0 });
    expect((await admin.send('POST', '/api/feed-opml', { opml: '<rss/>' })).status).toBe(422);
  });

  it('has bounds', async () => {
    const large = `<opml><body>${' '.repeat(limits.feed.opmlBytes)}</body></opml>`;
    expect((await admin.send('POST', '/api/feed-opml', { opml: large })).status).toBe(422);
    const outlines = Array.from(
      { length: limits.feed.count + 5 },
      (_, n) => `<outline xmlUrl="http://h${n}.invalid/"/>`,
    );
    const many = await admin.send('POST', '/api/feed-opml', {
      opml: `<opml><body>${outlines.join('')}</body></opml>`,
    });
    expect(many.body).toEqual({ added: limits.feed.count, known: 0, refused: 5 });
    const more = await admin.send('POST', '/api/feeds', { url: 'http://more.invalid/' });
    expect([more.status, more.body]).toMatchObject([409, { error: { kind: 'conflict' } }]);
  });

  it('has each feed once, and what was removed comes back with its marks', async () => {
    elsewhere.serve(rss([{ id: 'a', at: NOW }]));
    const feed = await follow();
    expect((await admin.send('POST', '/api/feeds', { url: `${elsewhere.url}/feed.xml` })).status).toBe(409);
    const [entry] = (await entries()).entries;
    await admin.send('POST', '/api/feed-entries/marks', { ids: [entry?.id], starred: true });
    await admin.send('DELETE', `/api/feeds/${feed.id}`);
    expect([(await feeds()).feeds, await titles()]).toEqual([[], []]);
    await admin.send('POST', `/api/feeds/${feed.id}/restore`);
    expect(await titles('show=starred')).toEqual(['a']);
    await admin.send('DELETE', `/api/feeds/${feed.id}`);
    clock.advance(limits.feed.keepRemovedMs + limits.feed.sweepMs);
    const left = () =>
      lab.store.database.prepare('SELECT (SELECT count(*) FROM feeds) + count(*) AS n FROM feed_marks');
    await eventually(() => expect(left().get()).toEqual({ n: 0 }));
  });
});

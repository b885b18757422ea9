import { limits } from '@amud/protocol/limits.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFeed } from './read-feed.ts';
import { atom, atomWithPrefix, jsonFeed, rdf, rss2, rss091, videoAtom } from './shapes.ts';

const URL_OF_FEED = 'https://blog.example/deep/feed.xml';
const read = (text: string, url = URL_OF_FEED) => readFeed(text, url);
const items = (...inner: string[]) =>
  `<rss version="2.0"><channel><title>T</title>${inner.map((one) => `<item>${one}</item>`).join('')}</channel></rss>`;
const first = (inner: string) => read(items(inner))?.entries[0];

describe('a feed is read, of every kind', () => {
  it('RSS 2.0, with CDATA, entities in entities and links beside', () => {
    expect(read(rss2)).toEqual({
      title: 'Grown & gathered',
      site: 'https://blog.example/',
      entries: [
        {
          key: 'post-2',
          url: 'https://blog.example/second?a=1&b=2',
          title: 'Tom & Jerry’s “second” post',
          author: 'Anna',
          excerpt: 'It has bold words and a list: one two',
          at: Date.UTC(2026, 10, 25, 12, 30),
        },
        {
          key: 'https://blog.example/first',
          url: 'https://blog.example/first',
          title: 'First',
          author: 'Ben',
          excerpt: 'Plain text.',
          at: Date.UTC(2026, 10, 24, 9),
        },
      ],
    });
  });

  it('RSS 0.91 with its DOCTYPE, and relative links', () => {
    const feed = read(rss091);
    expect(feed?.entries.map(({ url }) => url)).toEqual(['https://old.example/news/2', 'https://old.example/news/1']);
    expect(feed?.entries.map(({ at }) => at)).toEqual([undefined, undefined]);
  });

  it('RSS 1.0, whose items stand beside the channel', () => {
    expect(read(rdf)).toMatchObject({
      title: 'Fresh',
      entries: [{ url: 'https://rdf.example/a', title: 'A', author: 'Cleo', at: Date.UTC(2026, 10, 25, 11) }],
    });
  });

  it('Atom, with XHTML, bases and several links', () => {
    expect(read(atom)).toEqual({
      title: 'Code <b> less',
      site: 'https://atom.example/',
      entries: [
        {
          key: 'urn:uuid:1',
          url: 'https://atom.example/posts/one',
          title: '1 < 2 & true',
          author: 'Dora',
          excerpt: 'Marked up text',
          at: Date.UTC(2026, 10, 25, 12, 30),
        },
        {
          key: 'urn:uuid:2',
          url: 'https://atom.example/two',
          title: 'HTML title',
          author: '',
          excerpt: 'An article & more',
          at: Date.UTC(2026, 10, 20),
        },
      ],
    });
  });

  it('Atom whose names have a prefix, and that of videos', () => {
    expect(read(atomWithPrefix)?.entries).toMatchObject([{ title: 'P', url: 'https://p.example/1' }]);
    expect(read(videoAtom)?.entries).toMatchObject([{ title: 'A video', excerpt: 'What it is about.' }]);
  });

  it('JSON Feed', () => {
    expect(read(jsonFeed)).toEqual({
      title: 'JSON & more',
      site: 'https://json.example/',
      entries: [
        {
          key: '42',
          url: 'https://json.example/42',
          title: 'Not <b>bold</b>',
          author: 'Eve',
          excerpt: 'Words',
          at: Date.UTC(2026, 10, 25, 12, 30),
        },
      ],
    });
  });

  it('nothing else', () => {
    for (const text of [
      '',
      'hello',
      '<html><body>x</body></html>',
      '{"items":[]}',
      '{',
      '<rss version="2.0"></rss>',
      '<a',
    ])
      expect(read(text)).toBeUndefined();
  });
});

describe('what is wrong in a feed', () => {
  it('declares entities: it is refused', () => {
    const bomb = `<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>${items('<title>&b;</title>')}`;
    expect(read(bomb)).toBeUndefined();
    expect(read(items('<title>&b;</title>'))?.entries[0]?.title).toBe('&b;');
  });

  it('is too deep, or has too many elements: it is refused', () => {
    expect(read(items('<a>'.repeat(limits.feed.depth + 1)))).toBeUndefined();
    expect(read(items('<a/>'.repeat(limits.feed.tags + 1)))).toBeUndefined();
  });

  it('has too many entries: the newest are read', () => {
    const many = Array.from(
      { length: 150 },
      (_, day) =>
        `<guid>${day}</guid><title>x</title><pubDate>${new Date(Date.UTC(2026, 0, 1 + day)).toUTCString()}</pubDate>`,
    );
    const entries = read(items(...many))?.entries ?? [];
    expect([entries.length, entries[0]?.key, entries.at(-1)?.key]).toEqual([100, '149', '50']);
  });

  it('is very long: both ends are looked at, wherever the newest are', () => {
    const many = Array.from({ length: 5_000 }, (_, n) => ({ n, at: new Date(Date.UTC(2026, 0, 1) + n * 3_600_000) }));
    const text = (list: typeof many) =>
      items(...list.map(({ n, at }) => `<guid>${n}</guid><title>x</title><pubDate>${at.toUTCString()}</pubDate>`));
    for (const list of [many, many.toReversed()]) {
      const entries = read(text(list))?.entries ?? [];
      expect([entries.length, entries[0]?.key, entries.at(-1)?.key]).toEqual([100, '4999', '4900']);
    }
  });

  it('closes what it did not open, leaves open, and has tags in its text', () => {
    const text =
      '<rss><channel><title>T</b></title><item><title>A</i></title><description>x<br>y <p>z</description></item>';
    expect(read(text)?.entries).toMatchObject([{ title: 'A', excerpt: 'x y z' }]);
  });

  it('leads to what a page must not lead to', () => {
    for (const link of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '//', 'http://']) {
      expect(first(`<title>x</title><link>${link}</link>`)?.url).toBe('');
    }
    expect(first('<title>x</title><guid>https://a.example/1</guid>')?.url).toBe('https://a.example/1');
    expect(first('<title>x</title><guid isPermaLink="false">https://a.example/1</guid>')?.url).toBe('');
  });

  it('has the same entry twice, or one of nothing', () => {
    const entries = read(items('<guid>1</guid><title>a</title>', '<guid>1</guid><title>a</title>', ''))?.entries;
    expect(entries?.map(({ title }) => title)).toEqual(['a']);
  });

  it('has no titles: the beginning of the text stands for it', () => {
    expect(first('<description>Only words</description>')).toMatchObject({ title: 'Only words', excerpt: '' });
  });
});

describe('whatever comes', () => {
  const piece = fc.constantFrom(
    '<rss>',
    '<channel>',
    '<item>',
    '</item>',
    '<title>',
    '</title>',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '<feed>',
    '<entry>',
    '<link href="',
    '"/>',
    '<?xml',
    '?>',
    '<!DOCTYPE',
    '[',
    '>',
    '<',
    '&amp;',
    '&#x41;',
    '<a b=c',
    '\u0000',
    '😀',
    '{',
    '}',
    '"items"',
  );
  it('nothing makes it fail, and what it gives is within its bounds', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 12 })), { maxLength: 80 }), (pieces) => {
        const feed = read(pieces.join(''));
        for (const { key, url, title, excerpt } of feed?.entries ?? []) {
          expect(key.length).toBeLessThanOrEqual(128);
          expect(title.length).toBeLessThanOrEqual(2_048);
          expect(excerpt.length).toBeLessThanOrEqual(limits.feed.excerptLength);
          expect(url === '' || /^https?:/.test(url)).toBe(true);
        }
      }),
    );
  });

  it('what was written comes back', () => {
    const word = fc
      .stringMatching(/^[A-Za-z0-9éß€ <>&"'-]{1,40}$/)
      .map((text) => text.replace(/\s+/g, ' ').trim())
      .filter(Boolean);
    const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    fc.assert(
      fc.property(word, (title) => {
        const feed = read(`<feed><title>T</title><entry><id>1</id><title>${escaped(title)}</title></entry></feed>`);
        expect(feed?.entries[0]?.title).toBe(title);
      }),
    );
  });

  it.each([
    '<a>',
    '<',
    '<a ',
    '<!--',
    '<![CDATA[',
    '<?',
    '"',
    'b="c" ',
    '<item>',
    '</a>',
    '<a b="',
    '&',
    '<description>',
  ])('a megabyte of %j is read in a moment', (repeated) => {
    const text = `<rss><channel>${repeated.repeat(1_000_000 / repeated.length)}`;
    const from = performance.now();
    read(text);
    expect(performance.now() - from).toBeLessThan(3_000);
  });
});

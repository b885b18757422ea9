import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, type Inline, parseMarkdown } from './markdown-tree.ts';

const inline = (text: string): Inline[] => {
  const [block] = parseMarkdown(text);
  if (block?.is !== 'paragraph') throw new Error(`no paragraph: ${JSON.stringify(block)}`);
  return block.of;
};
const picture = `/uploads/${'x'.repeat(43)}.webp`;

/** Every address that a tree would make the browser know. */
const addresses = (tree: unknown): { href?: string; src?: string }[] => {
  if (Array.isArray(tree)) return tree.flatMap(addresses);
  if (typeof tree !== 'object' || tree === null) return [];
  const { href, src } = tree as { href?: string; src?: string };
  const here =
    href !== undefined || src !== undefined
      ? [{ ...(href === undefined ? {} : { href }), ...(src === undefined ? {} : { src }) }]
      : [];
  return [...here, ...Object.values(tree).flatMap(addresses)];
};

describe('Markdown', () => {
  it('knows what people write in a note', () => {
    const blocks = parseMarkdown(
      '# Bins\n\nPaper **Tuesday**, `glass` ~~Friday~~\n\n1. one\n2. two\n\n- [x] done\n- [ ] open\n\n| a | b |\n|:-:|--:|\n| 1 | 2 |\n\n> said\n\n```\n<b>\n```\n\n---',
    );
    expect(blocks.map(({ is }) => is)).toEqual([
      'heading',
      'paragraph',
      'list',
      'list',
      'table',
      'quote',
      'code',
      'rule',
    ]);
    expect(blocks[2]).toMatchObject({ ordered: true, start: 1, items: [{ task: null }, { task: null }] });
    expect(blocks[3]).toMatchObject({ ordered: false, items: [{ task: true }, { task: false }] });
    expect(blocks[4]).toMatchObject({ align: ['center', 'end'], header: [[{ text: 'a' }], [{ text: 'b' }]] });
    expect(blocks[6]).toEqual({ is: 'code', text: '<b>' });
  });

  it('keeps HTML as the text that it is', () => {
    expect(
      inline('a <b onclick=x>b</b>')
        .map((one) => ('text' in one ? one.text : ''))
        .join(''),
    ).toBe('a <b onclick=x>b</b>');
    expect(parseMarkdown('<script>alert(1)</script>')).toEqual([
      { is: 'paragraph', of: [{ is: 'text', text: '<script>alert(1)</script>' }] },
    ]);
    expect(inline('&lt;b&gt; &amp;amp; &#65; &#x42; &unknown;')).toEqual([
      { is: 'text', text: '<b> &amp; A B &unknown;' },
    ]);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '//evil.example',
    '/\\evil.example',
    'file:///etc/passwd',
    'blob:x',
    '&#106;avascript:x',
  ])('makes no link of %s', (href) => {
    expect(addresses(parseMarkdown(`[a](${href}) ![b](${href}) <${href}>`))).toEqual([]);
  });

  it('links to addresses and to paths of ours', () => {
    expect(
      addresses(parseMarkdown('[a](https://a.example/) [b](/boards/x) [c](mailto:a@b.example) https://d.example')),
    ).toEqual([
      { href: 'https://a.example/' },
      { href: '/boards/x' },
      { href: 'mailto:a@b.example' },
      { href: 'https://d.example' },
    ]);
  });

  it('shows pictures of ours, and links to those of others', () => {
    expect(inline(`![cat](${picture})`)).toEqual([{ is: 'image', src: picture, alt: 'cat' }]);
    expect(inline('![cat](https://a.example/cat.png)')).toMatchObject([
      { is: 'link', href: 'https://a.example/cat.png' },
    ]);
  });

  it('is done soon with what means nothing', () => {
    for (const one of [
      '>',
      '- ',
      '1. ',
      '[',
      '![',
      '*',
      '_',
      '~',
      '`',
      '<',
      '|',
      '\\',
      '&',
      '[a](',
      '**a',
      '\n>',
      '> - ',
      '# ',
      '<!--',
      '  ',
      '\t',
      '- > ',
    ]) {
      const began = performance.now();
      parseMarkdown(one.repeat(Math.floor(20_000 / one.length)));
      expect([one, performance.now() - began < 3_000]).toEqual([one, true]);
    }
  });

  it('never throws, and never makes an address that may not be', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '#',
        '- ',
        '* ',
        '1. ',
        '> ',
        '[',
        '](',
        ')',
        '![',
        '**',
        '_',
        '`',
        '```\n',
        '\n',
        '\n\n',
        '|',
        '|-|',
        '<a href="',
        '<script>',
        'javascript:',
        'https://a.example',
        '//b',
        '/',
        '&lt;',
        '[x] ',
        '  ',
        '\t',
        '\\',
        ':',
      ),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const tree: Block[] = parseMarkdown(pieces.join(''));
        for (const { href, src } of addresses(tree)) {
          if (href !== undefined) expect(href).toMatch(/^(https?:|mailto:|tel:|\/(?![/\\]))/i);
          if (src !== undefined) expect(src).toMatch(/^\/uploads\//);
        }
      }),
      { numRuns: 500 },
    );
  });
});

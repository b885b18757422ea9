import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { addressFor, allEngines, bangIn, isEngineUrl, typedAddress, usualEngine } from './engines.ts';

const own = [{ name: 'Recipes', bang: '!r', url: 'https://recipes.lan/find?q=%s&again=%s' }];
const all = allEngines(own, 'de');
const asked = (text: string) => {
  const bang = bangIn(text, all);
  return bang && `${bang.engines.map(({ name }) => name).join('|')}: ${bang.words}${bang.isWhole ? '' : ' …'}`;
};

test.each([
  ['!w Oxford comma', 'Wikipedia: Oxford comma'],
  ['Oxford comma !w', 'Wikipedia: Oxford comma'],
  ['!W  x', 'Wikipedia: x'],
  ['!r soup', 'Recipes: soup'],
  ['!w ', 'Wikipedia: '],
  ['!gh', 'GitHub:  …'],
  ['!g', 'Google|GitHub:  …'],
  ['!yout', 'YouTube:  …'],
  ['!zzz words', ': words …'],
  ['no bang', undefined],
  ['what a day! yes', undefined],
  ['wow!', undefined],
  ['', undefined],
])('"%s" asks %s', (text, said) => expect(asked(text)).toBe(said));

test('"!" alone shows every engine, the own ones first', () => {
  const shown = bangIn('!', all)?.engines.map(({ name }) => name);
  expect(shown?.[0]).toBe('Recipes');
  expect(shown).toHaveLength(all.length);
});

describe('an address of an engine', () => {
  it('has what was typed in it, encoded, wherever it is wanted, in the language of the page', () => {
    const [recipes] = all;
    expect(recipes && addressFor(recipes, ' a&b c/ä ')).toBe(
      'https://recipes.lan/find?q=a%26b+c%2F%C3%A4&again=a%26b+c%2F%C3%A4',
    );
    expect(all.find(({ name }) => name === 'Wikipedia')?.url).toContain('https://de.wikipedia.org/');
  });

  it('is an address whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(...all), (words, engine) => {
        expect(new URL(addressFor(engine, words)).origin).toBe(new URL(engine.url).origin);
      }),
    );
  });

  it.each(['javascript:alert("%s")', 'data:text/html,%s', '%s', 'https://%s', ''])('is not %s', (url) => {
    // A host that is typed would lead anywhere, which is what was typed: that one is fine.
    expect(isEngineUrl(url)).toBe(url === 'https://%s');
    expect(allEngines([{ name: 'x', bang: 'x', url }], 'en').some(({ name }) => name === 'x')).toBe(
      url === 'https://%s',
    );
  });
});

test('who writes no %s means the end, which is never part of the host', () => {
  const [engine] = allEngines([{ name: 'x', bang: 'x', url: 'https://x.lan' }], 'en');
  expect(engine && addressFor(engine, '.evil.example')).toBe('https://x.lan/.evil.example');
});

test('the web is asked as was chosen: by one of ours, by the first of one’s own, or not at all', () => {
  expect(usualEngine('kagi', own, 'en')?.name).toBe('Kagi');
  expect(usualEngine('own', own, 'en')?.name).toBe('Recipes');
  expect(usualEngine('own', [], 'en')?.name).toBe('DuckDuckGo');
  expect(usualEngine('none', own, 'en')).toBeUndefined();
});

test.each([
  ['https://nas.lan:5000/x?y#z', 'https://nas.lan:5000/x?y#z'],
  ['http://x', 'http://x/'],
  ['nas.lan', 'http://nas.lan/'],
  ['nas.lan:5000/admin', 'http://nas.lan:5000/admin'],
  ['192.168.1.5:8006', 'http://192.168.1.5:8006/'],
  ['[fd00::1]:80/x', 'http://[fd00::1]/x'],
  ['localhost:3000', 'http://localhost:3000/'],
  ['example.org', 'https://example.org/'],
  ['  example.org/a?b=c  ', 'https://example.org/a?b=c'],
  ['münchen.de', 'https://xn--mnchen-3ya.de/'],
  ['jellyfin', undefined],
  ['e.g. this', undefined],
  ['1.5', undefined],
  ['999.999.999.999', undefined],
  ['example.org and more', undefined],
  ['javascript:alert(1)', undefined],
  ['file:///etc/passwd', undefined],
  ['a.b:99999', undefined],
  ['...', undefined],
])('"%s" leads to %s', (typed, address) => expect(typedAddress(typed)).toBe(address));

test('whatever is typed, an address is of the web or none', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (typed) => {
      const address = typedAddress(typed);
      if (address !== undefined) expect(['http:', 'https:']).toContain(new URL(address).protocol);
    }),
  );
});

test('a long text without end takes no time that grows without bound', () => {
  for (const piece of ['a.', 'a-', '!', ' !', '[', '1.']) {
    expect(typedAddress(`${piece.repeat(5_000)} `)).toBeUndefined();
    bangIn(piece.repeat(5_000), all);
  }
});

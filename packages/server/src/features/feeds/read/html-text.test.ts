import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textOf } from './html-text.ts';

test.each([
  ['<p>One</p><p>two</p>', 'One two'],
  ['<b>B</b>old', 'Bold'],
  ['a<br/>b', 'a b'],
  ['1 < 2 &amp;&amp; 3 &gt; 2', '1 < 2 && 3 > 2'],
  ['<script>alert(1)</script>safe<style>p{}</style>', 'safe'],
  ['<SCRIPT src=x>alert(1)</SCRIPT >safe', 'safe'],
  ['<script>never closed', ''],
  ['<!-- <b>no</b> -->yes', 'yes'],
  ['<img src=x onerror=alert(1)>text', 'text'],
  ['&eacute;&#233;&#xE9;&nbsp;&hellip;&unknown;&copy', 'ééé …&unknown;&copy'],
  ['smart &#147;quotes&#148;', 'smart “quotes”'],
  ['&#0;&#55296;&#x110000;x', 'x'],
  ['over\u202eturned and\u200b hidden', 'overturned and hidden'],
  ['  many \n\t spaces  ', 'many spaces'],
])('%j is read as %j', (html, text) => {
  expect(textOf(html, 200)).toBe(text);
});

test('is cut at a word, and never within a sign', () => {
  expect(textOf('one two three four', 12)).toBe('one two…');
  expect(textOf('😀😀😀', 4)).toBe('😀…');
});

test('no text makes it fail, or is longer than it may be', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '<p',
    '</',
    '<!--',
    '-->',
    '<script>',
    '&',
    '&amp',
    ';',
    '&#x',
    '"',
    ' ',
    'é',
    '\ud83d',
    'word',
  );
  fc.assert(
    fc.property(
      fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }),
      fc.integer({ min: 1, max: 50 }),
      (pieces, most) => {
        const text = textOf(pieces.join(''), most);
        expect(text.length).toBeLessThanOrEqual(most);
        expect(text.isWellFormed()).toBe(true);
      },
    ),
  );
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isWholeCss, scopedCss } from './css.ts';

it.each([
  '',
  '.card { color: red }',
  '@media (width < 600px) { .card:is(a, b) > [title="}"] { background: url(data:image/png;base64,AA==) } }',
  '/* } */ .a::before { content: "\\"}" }',
  ".a { background: url('x)y') }",
  '.a{background:url( /uploads/x.webp )}',
  '.a{background:url({)}',
])('%j is whole', (css) => expect(isWholeCss(css)).toBe(true));

it.each([
  '} body { display: none }',
  '.a { color: red',
  '.a { content: "x }',
  '.a { content: "x\n" }',
  '/* never closed',
  '.a { color: red } }',
  '.a ( ] )',
  '\\7d body{}',
  '.a{background:u\\72l(})}',
  '.a{background:url(a"b)}',
  ".a{background:url(x')}'}",
  '.a{background:éurl({)}',
  '.a{background:#url({)}',
])('%j is not', (css) => expect(isWholeCss(css)).toBe(false));

it('never ends the scope that is put round it', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('{', '}', '(', ')', '"', "'", '/*', '*/', 'url(', 'a', '\n', ' ') }),
      (css) => {
        fc.pre(isWholeCss(css));
        // What is left of it, once strings, comments and addresses without quotes are out, opens as often as it closes at every point.
        const bare = css.replaceAll(/\/\*[\s\S]*?\*\/|"[^"\n]*"|'[^'\n]*'|(?<![\w-])url\(\s*[^()"'\s]*\s*\)/g, ' ');
        let depth = 0;
        for (const letter of bare) {
          if (letter === '{') depth += 1;
          if (letter === '}') depth -= 1;
          if (depth < 0) return false;
        }
        return depth === 0 && scopedCss(css).endsWith('\n}\n');
      },
    ),
    { numRuns: 2_000 },
  );
});

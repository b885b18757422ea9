import { expect, test } from 'vitest';
import { firstIn, personOf, withFirst, withoutFrame } from './page.ts';

const page = (first: object) =>
  `<!doctype html><title>A</title><script type="application/json" id="first">${JSON.stringify(first)}</script><p>end`;

test('the data of a page is found, and replaced by other data', () => {
  const html = page({ user: { id: 7 }, build: 'b1' });
  expect(firstIn(html)).toEqual({ user: { id: 7 }, build: 'b1' });
  expect(firstIn(withFirst(html, { build: 'b2' }))).toEqual({ build: 'b2' });
  expect(withFirst(html, {})).toMatch(/^<!doctype html><title>A<\/title>.*<p>end$/);
});

test('what people typed ends no script, and stands for itself', () => {
  const name = '</script><script>alert(1)</script> $& $1 $`';
  const html = withFirst(page({ user: null }), { name });
  expect(html.match(/<script/g)?.length).toBe(1);
  expect(firstIn(html)).toEqual({ name });
});

test('a page without data is none of ours', () => {
  expect(firstIn('<html><script id="first">{}</script>')).toBeUndefined();
});

test('the frame of one board is not that of all pages', () => {
  const drawn = '<div id="app"><!--frame--><h1>Home</h1><!--/frame--></div><p>end';
  expect(withoutFrame(drawn)).toBe('<div id="app"></div><p>end');
  expect(withoutFrame(page({}))).toBe(page({}));
});

test('it says as whom it was made', () => {
  expect(personOf({ user: { id: 7 } })).toBe('7');
  expect(personOf({ user: null })).toBe('visitor');
});

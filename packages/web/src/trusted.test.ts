import { expect, test } from 'vitest';
import { checkMarkup } from './trusted.ts';

test.each([
  '<script>1</script>',
  '<img src=x onerror=alert(1)>',
  '<a href="javascript:alert(1)">',
  '<a href=" JavaScript :x">',
  '<iframe srcdoc="x">',
  '< ScRiPt >',
])('refuses %s', (markup) => expect(() => checkMarkup(markup)).toThrow());

test.each(['<div class=card><h2>', '<svg viewBox="0 0 24 24"><path></svg>', '<button type=button>'])(
  'lets %s pass',
  (markup) => expect(checkMarkup(markup)).toBe(markup),
);

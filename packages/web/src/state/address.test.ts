import { expect, test } from 'vitest';
import { boardIdOf, safePlace } from './address.ts';

const origin = 'https://amud.lan';

test.each([
  ['/nodes/nas?x=1', '/nodes/nas?x=1'],
  [null, '/'],
  ['https://evil.example/', '/'],
  ['//evil.example/', '/'],
  ['/\\evil.example', '/'],
  ['/sign-in?next=/x', '/'],
])('after sign-in %s leads to %s', (wish, place) => expect(safePlace(wish, origin)).toBe(place));

test.each([
  ['/', null],
  ['/boards/abcdefgh12', 'abcdefgh12'],
  ['/boards', undefined],
  ['/boards/a/b', undefined],
  ['/nodes', undefined],
])('the board of %s is %s', (path, id) => expect(boardIdOf(path)).toBe(id));

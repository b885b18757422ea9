import { expect, test } from 'vitest';
import { safePlace } from './address.ts';

const origin = 'https://amud.lan';

test.each([
  ['/nodes/nas?x=1', '/nodes/nas?x=1'],
  [null, '/nodes'],
  ['https://evil.example/', '/nodes'],
  ['//evil.example/', '/nodes'],
  ['/\\evil.example', '/nodes'],
  ['/sign-in?next=/x', '/nodes'],
])('after sign-in %s leads to %s', (wish, place) => expect(safePlace(wish, origin)).toBe(place));

import { describe, expect, it } from 'vitest';
import { lettersOf, tintOf } from './letters.ts';

describe('letters for a name without an icon', () => {
  it.each([
    ['Home Assistant', 'HA'],
    ['jellyfin', 'Je'],
    ['Pi-hole', 'PH'],
    ['  my   nas 2 ', 'MN'],
    ['X', 'X'],
    ['ölheizung', 'Öl'],
    ['🎬 Filme', '🎬F'],
    ['👨‍👩‍👧', '👨‍👩‍👧'],
    ['日本', '日本'],
    ['مكتبة البيت', 'ما'],
    ['--', '?'],
    ['', '?'],
  ])('%j: %s', (name, letters) => {
    expect(lettersOf(name)).toBe(letters);
  });

  it('have the same colour for the same name, and all colours are used', () => {
    expect(tintOf('Jellyfin')).toBe(tintOf('JELLYFIN'));
    const tints = new Set(Array.from({ length: 200 }, (_, index) => tintOf(`app ${index}`)));
    expect([...tints].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});

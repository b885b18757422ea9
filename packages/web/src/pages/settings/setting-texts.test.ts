import { settingKeys, settingOf } from '@amud/protocol/settings.ts';
import { describe, expect, it } from 'vitest';
import { findPlaces, settingPlaces } from './find.ts';
import { groups } from './groups.ts';
import { shownKeys, textOf } from './setting-texts.ts';

describe.each(shownKeys)('the setting %s', (key) => {
  const text = textOf(key);
  it('has a label, help, and other words for who searches', () => {
    expect([text.label(), text.help(), text.words()].filter((words) => words.trim() === '')).toEqual([]);
  });
  it('has a name for each choice', () => {
    const { field } = settingOf(key);
    if (field.kind === 'choice') expect(Object.keys(text.choices ?? {}).toSorted()).toEqual([...field.of].toSorted());
  });
});

const first = (query: string, role = 'admin') => findPlaces(settingPlaces(role), query)[0]?.id;

describe('the search of the settings', () => {
  it('finds every setting that has a page by its label, first or among those of the same name', () => {
    for (const key of shownKeys.filter((one) => groups.some(({ id }) => id === settingOf(one).group))) {
      const found = findPlaces(settingPlaces('admin'), textOf(key).label());
      expect([key, found.map(({ id }) => id).includes(key)]).toEqual([key, true]);
    }
  });
  it.each([
    ['temprature', 'temperature'],
    ['wallpaper', 'background'],
    ['favicon', 'logo'],
    ['stylesheet', 'customCss'],
    ['am pm', 'hours'],
    ['fahrenheit', 'temperature'],
    ['inkwell', 'theme'],
    ['passwrd', 'security'],
  ])('finds for %s %s', (query, id) => expect(first(query)).toBe(id));
  it('hides from others what is for admins', () => expect(first('favicon', 'viewer')).toBeUndefined());
  it('leads to the setting itself', () => {
    expect(findPlaces(settingPlaces('admin'), 'first day of the week')[0]?.path).toBe('/settings/region#weekStart');
  });
});

it('only what people do by other means has no page', () => {
  expect(settingKeys.filter((key) => !(shownKeys as readonly string[]).includes(key))).toEqual(['setupDone']);
});

import { settingOf } from '@amud/protocol/settings.ts';
import { prepare, type Searchable, search } from '../palette/match.ts';
import { groupPath, groupsFor, type SettingsGroup } from './groups.ts';
import { type ShownKey, shownKeys, textOf } from './setting-texts.ts';

/** Something of the settings that can be gone to: one of them, or a page of them. */
export type Place = { id: string; label: string; group: SettingsGroup; path: string; key?: ShownKey };

/** Every page and every setting that a person with this role may see. */
export const settingPlaces = (role: string | undefined): Searchable<Place>[] => {
  const shown = groupsFor(role);
  const pages = shown.map((group) => {
    const label = group.label();
    return prepare<Place>({ id: group.id, label, group, path: groupPath(group) }, label, [group.words?.() ?? '']);
  });
  return [...pages, ...shownKeys.flatMap((key) => placeOf(key, shown))];
};

const placeOf = (key: ShownKey, shown: readonly SettingsGroup[]): Searchable<Place>[] => {
  const group = shown.find(({ id }) => id === settingOf(key).group);
  if (!group) return [];
  const text = textOf(key);
  const label = text.label();
  const choices = Object.values(text.choices ?? {}).map((say) => say());
  const place: Place = { id: key, label, group, path: `${groupPath(group)}#${key}`, key };
  return [prepare(place, label, [text.words(), text.help(), group.label(), ...choices])];
};

const MOST = 20;

export const findPlaces = (all: readonly Searchable<Place>[], query: string): Place[] =>
  search(all, query)
    .slice(0, MOST)
    .map(({ value }) => value);

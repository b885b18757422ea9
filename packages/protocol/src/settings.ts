import { emptyOf, type Field, type ValueOf } from './forms.ts';
import type { Role } from './http.ts';
import { limits } from './limits.ts';
import { gradientNames } from './look/gradient-names.ts';
import { themeNames } from './look/theme-names.ts';

/**
 * Every setting, in one table: where it is found, whose it is, who may see and change it, what it takes. A line here and its
 * words in `packages/web/messages/settings/` are a new setting; the page, the checks and the manual follow.
 *
 * - `person`: each person has their own; where they have none, what an admin chose for everyone, else the preset.
 * - `installation`: one for all.
 */
type Setting<F extends Field = Field> = {
  group: string;
  scope: 'person' | 'installation';
  /** Who is told what was chosen for everyone: `public` is also who has not signed in. */
  seenBy: 'public' | Role;
  /** Who may choose for everyone. One's own settings are one's own. */
  changedBy: Role;
  field: F;
  /** Where it is not what an empty field gives. */
  preset?: unknown;
};

const person = <const F extends Field>(group: string, field: F, more: Partial<Setting> = {}) => ({
  group,
  scope: 'person' as const,
  seenBy: 'guest' as const,
  changedBy: 'admin' as const,
  ...more,
  field,
});
const installation = <const F extends Field>(group: string, field: F, more: Partial<Setting> = {}) => ({
  ...person(group, field, more),
  scope: 'installation' as const,
});
/** What shows before anybody has signed in. */
const seen = { seenBy: 'public' } as const;
const forAdmins = { seenBy: 'admin' } as const;

/** Engines that the web search knows, the first of one's own, or none. */
export const searchDefaults = [
  'duckduckgo',
  'google',
  'bing',
  'startpage',
  'brave',
  'kagi',
  'ecosia',
  'qwant',
  'own',
  'none',
] as const;

export const settings = {
  language: person('region', { kind: 'choice', of: ['auto', 'en', 'de', 'fr', 'es', 'ar'], value: 'auto' }, seen),
  hours: person('region', { kind: 'choice', of: ['auto', '24', '12'], value: 'auto' }),
  weekStart: person('region', { kind: 'choice', of: ['auto', 'monday', 'saturday', 'sunday'], value: 'auto' }),
  temperature: person('region', { kind: 'choice', of: ['auto', 'celsius', 'fahrenheit'], value: 'auto' }),
  sizes: person('region', { kind: 'choice', of: ['binary', 'decimal'], value: 'binary' }),
  rates: person('region', { kind: 'choice', of: ['bits', 'bytes'], value: 'bits' }),
  homePlace: person('region', { kind: 'place' }),

  theme: person('look', { kind: 'choice', of: themeNames, value: themeNames[0] }, seen),
  mode: person('look', { kind: 'choice', of: ['auto', 'dark', 'light'], value: 'auto' }, seen),
  accent: person('look', { kind: 'colour' }, seen),
  density: person('look', { kind: 'choice', of: ['compact', 'normal', 'roomy'], value: 'normal' }, seen),
  corners: person('look', { kind: 'choice', of: ['auto', 'sharp', 'soft', 'round'], value: 'auto' }, seen),
  cards: person('look', { kind: 'choice', of: ['auto', 'surface', 'outline', 'translucent'], value: 'auto' }, seen),
  boardWidth: person('look', { kind: 'choice', of: ['full', 'wide', 'narrow'], value: 'full' }, seen),
  background: person(
    'look',
    { kind: 'choice', of: ['none', 'colour', 'gradient', 'picture', 'video'], value: 'none' },
    seen,
  ),
  backgroundColour: person('look', { kind: 'colour' }, seen),
  backgroundGradient: person('look', { kind: 'choice', of: gradientNames, value: gradientNames[0] }, seen),
  backgroundPicture: person('look', { kind: 'picture' }, seen),
  backgroundVideo: person('look', { kind: 'video' }, seen),
  backgroundDim: person('look', { kind: 'number', from: 0, to: 80, value: 0, step: 5 }, seen),
  backgroundBlur: person('look', { kind: 'number', from: 0, to: 40, value: 0, step: 2 }, seen),

  searchDefault: person('search', { kind: 'choice', of: searchDefaults, value: searchDefaults[0] }),
  searchEngines: person('search', {
    kind: 'list',
    most: limits.search.engines,
    of: {
      name: { kind: 'text', most: 40, required: true },
      bang: { kind: 'text', most: 12 },
      url: { kind: 'url', required: true },
    },
  }),

  backupEvery: installation('backup', { kind: 'choice', of: ['off', 'day', 'week'], value: 'off' }, forAdmins),
  backupHour: installation('backup', { kind: 'number', from: 0, to: 23, value: 3 }, forAdmins),
  /** 0 is Sunday. */
  backupWeekday: installation('backup', { kind: 'number', from: 0, to: 6, value: 0 }, forAdmins),
  backupKeep: installation('backup', { kind: 'number', from: 1, to: limits.backup.kept, value: 7 }, forAdmins),

  title: installation('installation', { kind: 'text', most: 40 }, seen),
  /** The guided set-up was gone through, or left. */
  setupDone: installation('installation', { kind: 'switch', value: false }, seen),
  logo: installation('installation', { kind: 'picture' }, seen),
  customCss: installation(
    'installation',
    { kind: 'long-text', most: limits.look.customCssBytes, language: 'css' },
    forAdmins,
  ),
} satisfies Record<string, Setting>;

export type SettingKey = keyof typeof settings;
export type SettingValue<K extends SettingKey> = ValueOf<(typeof settings)[K]['field']>;
export type SettingValues = { [K in SettingKey]: SettingValue<K> };
export const settingKeys = Object.keys(settings) as SettingKey[];

export const isSettingKey = (text: string): text is SettingKey => Object.hasOwn(settings, text);
export const settingOf = (key: SettingKey): Setting => settings[key];

export const presetOf = <K extends SettingKey>(key: K): SettingValue<K> => {
  const { preset, field } = settingOf(key);
  return (preset === undefined ? emptyOf(field) : preset) as SettingValue<K>;
};

/** What was chosen: by this person for themselves, and for everyone. Neither: the preset. */
export type SettingsView = { own: Record<string, unknown>; shared: Record<string, unknown> };

/** What counts for the person of the view. */
export const chosenIn = <K extends SettingKey>({ own, shared }: SettingsView, key: K): SettingValue<K> =>
  (Object.hasOwn(own, key) ? own[key] : Object.hasOwn(shared, key) ? shared[key] : presetOf(key)) as SettingValue<K>;

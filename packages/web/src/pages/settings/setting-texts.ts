import { type SettingKey, settingKeys, type settings } from '@amud/protocol/settings.ts';
import { m } from '../../messages.ts';
import type { AnyText, FieldText } from '../../parts/form.tsx';
import { engines } from '../palette/engines.ts';
import { lookTexts } from './look/look-texts.ts';

/** What no page shows: it is set by what people do. */
const hidden = ['setupDone'] as const satisfies readonly SettingKey[];
export type ShownKey = Exclude<SettingKey, (typeof hidden)[number]>;
export const shownKeys = settingKeys.filter((key): key is ShownKey => !(hidden as readonly string[]).includes(key));
export const isShownKey = (text: string): text is ShownKey => (shownKeys as readonly string[]).includes(text);

/** `words` are others for it, for who searches. */
export type SettingText<K extends SettingKey> = FieldText<(typeof settings)[K]['field']> & {
  help: () => string;
  words: () => string;
};
export type SettingTexts<K extends SettingKey> = { [Key in K]: SettingText<Key> };

const regionTexts: SettingTexts<'language' | 'hours' | 'weekStart' | 'temperature' | 'sizes' | 'rates' | 'homePlace'> =
  {
    language: {
      label: m.settings_language,
      help: m.settings_language_help,
      words: m.settings_language_words,
      choices: {
        auto: m.settings_language_auto,
        en: m.settings_language_en,
        de: m.settings_language_de,
        fr: m.settings_language_fr,
        es: m.settings_language_es,
        ar: m.settings_language_ar,
      },
    },
    hours: {
      label: m.settings_hours,
      help: m.settings_hours_help,
      words: m.settings_hours_words,
      choices: { auto: m.settings_hours_auto, '24': m.settings_hours_24, '12': m.settings_hours_12 },
    },
    weekStart: {
      label: m.settings_week_start,
      help: m.settings_week_start_help,
      words: m.settings_week_start_words,
      choices: {
        auto: m.settings_week_start_auto,
        monday: m.settings_week_start_monday,
        saturday: m.settings_week_start_saturday,
        sunday: m.settings_week_start_sunday,
      },
    },
    temperature: {
      label: m.settings_temperature,
      help: m.settings_temperature_help,
      words: m.settings_temperature_words,
      choices: {
        auto: m.settings_temperature_auto,
        celsius: m.settings_temperature_celsius,
        fahrenheit: m.settings_temperature_fahrenheit,
      },
    },
    sizes: {
      label: m.settings_sizes,
      help: m.settings_sizes_help,
      words: m.settings_sizes_words,
      choices: { binary: m.settings_sizes_binary, decimal: m.settings_sizes_decimal },
    },
    rates: {
      label: m.settings_rates,
      help: m.settings_rates_help,
      words: m.settings_rates_words,
      choices: { bits: m.settings_rates_bits, bytes: m.settings_rates_bytes },
    },
    homePlace: {
      label: m.settings_home_place,
      help: m.settings_home_place_help,
      words: m.settings_home_place_words,
    },
  };

const searchTexts: SettingTexts<'searchDefault' | 'searchEngines'> = {
  searchDefault: {
    label: m.settings_engine_default,
    help: m.settings_engine_default_help,
    words: m.settings_engine_default_words,
    choices: {
      duckduckgo: () => engines.duckduckgo.name,
      google: () => engines.google.name,
      bing: () => engines.bing.name,
      startpage: () => engines.startpage.name,
      brave: () => engines.brave.name,
      kagi: () => engines.kagi.name,
      ecosia: () => engines.ecosia.name,
      qwant: () => engines.qwant.name,
      own: m.settings_engine_own,
      none: m.settings_engine_none,
    },
  },
  searchEngines: {
    label: m.settings_engines,
    help: m.settings_engines_help,
    words: m.settings_engines_words,
    add: m.settings_engines_add,
    of: {
      name: { label: m.settings_engines_name },
      bang: { label: m.settings_engines_bang, help: m.settings_engines_bang_help },
      url: { label: m.settings_engines_url, help: m.settings_engines_url_help },
    },
  },
};

const backupTexts: SettingTexts<'backupEvery' | 'backupHour' | 'backupWeekday' | 'backupKeep'> = {
  backupEvery: {
    label: m.settings_backup_every,
    help: m.settings_backup_every_help,
    words: m.settings_backup_every_words,
    choices: { off: m.settings_backup_every_off, day: m.settings_backup_every_day, week: m.settings_backup_every_week },
  },
  backupHour: {
    label: m.settings_backup_hour,
    help: m.settings_backup_hour_help,
    words: m.settings_backup_hour_words,
  },
  backupWeekday: {
    label: m.settings_backup_weekday,
    help: m.settings_backup_weekday_help,
    words: m.settings_backup_weekday_words,
  },
  backupKeep: {
    label: m.settings_backup_keep,
    help: m.settings_backup_keep_help,
    words: m.settings_backup_keep_words,
  },
};

const installationTexts: SettingTexts<'title' | 'logo' | 'customCss'> = {
  title: { label: m.settings_installation_title, help: m.settings_title_help, words: m.settings_title_words },
  logo: { label: m.settings_logo, help: m.settings_logo_help, words: m.settings_logo_words },
  customCss: { label: m.settings_custom_css, help: m.settings_custom_css_help, words: m.settings_custom_css_words },
};

/** The words of every setting: one without a label, help or other words for it does not compile. */
const settingTexts: SettingTexts<ShownKey> = {
  ...regionTexts,
  ...lookTexts,
  ...searchTexts,
  ...backupTexts,
  ...installationTexts,
};

export const textOf = (key: ShownKey): AnyText & { help: () => string; words: () => string } => settingTexts[key];

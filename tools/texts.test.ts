import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { locales } from './texts.ts';
import { visibleEnglish } from './visible-english.ts';

/** English that stands in the code, with the reason. */
const allowed: Record<string, string> = {
  'systemctl status NAME': 'a command',
  AMUD_AGENT_SECRET: 'the name of a variable',
  AMUD: 'the name of the program',
  'Open-Meteo': 'the name of a service',
  'https://': 'the beginning of an address',
  'SHA-256': 'the name of a digest',
  'nas.lan': 'an example of an address',
  'X-Api-Key': 'the name of a header',
  '?safe': 'the end of an address',
  'data.state': 'an example of a path',
  '# … amud agent # … AMUD_SERVER_URL=… \\ AMUD_AGENT_SECRET=… \\ amud agent': 'commands to copy',
};

const web = join(import.meta.dirname, '../packages/web');
type Variants = { declarations: string[]; selectors: string[]; match: Record<string, string> };
type Message = string | Variants[];
type Area = { name: string; texts: Record<string, Record<string, Message>> };

const read = (area: string, locale: string): Record<string, Message> => {
  try {
    const { $schema: _, ...texts } = JSON.parse(readFileSync(join(web, 'messages', area, `${locale}.json`), 'utf8'));
    return texts;
  } catch {
    return {};
  }
};
const areas: Area[] = globSync(join(web, 'messages/*')).map((path) => ({
  name: basename(path),
  texts: Object.fromEntries(locales.map((locale) => [locale, read(basename(path), locale)])),
}));
const english = new Map(areas.flatMap(({ texts }) => Object.entries(texts['en'] ?? {})));
const others = locales.filter((locale) => locale !== 'en');

const sentencesOf = (message: Message): string[] =>
  typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match));
const parametersOf = (message: Message): string[] =>
  [
    ...new Set(sentencesOf(message).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''))),
  ].sort();

/** The forms of each plural of a message: `zero`, `one`, … or `*` for all that are left. */
const pluralsOf = (message: Message): string[][] => {
  if (typeof message === 'string') return [];
  return message.flatMap(({ declarations, match }) =>
    declarations.flatMap((line) => {
      const name = /^local (\w+) = \w+: plural$/.exec(line)?.[1];
      if (name === undefined) return [];
      const forms = Object.keys(match).map((key) => new RegExp(`\\b${name}=([\\w*]+)`).exec(key)?.[1] ?? '*');
      return [[...new Set(forms)]];
    }),
  );
};

/** The cases of what is no plural, such as a role. */
const casesOf = (message: Message): string[] => {
  if (typeof message === 'string') return [];
  const names = message.flatMap(({ declarations }) =>
    declarations.flatMap((line) => /^input (\w+)$/.exec(line)?.[1] ?? []),
  );
  const cases = message.flatMap(({ match }) => Object.keys(match).flatMap((key) => key.split(/,\s*/)));
  return [...new Set(cases.filter((one) => names.includes(one.split('=')[0] ?? '')))].sort();
};

const missingForms = (locale: string, forms: string[]): string[] => {
  const needed = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  // Arabic tells six apart in speech. Millions have a form of their own in French and Spanish, which few texts need.
  const isCovered = (form: string) =>
    forms.includes(form) || (forms.includes('*') && (locale !== 'ar' || form === 'other'));
  return needed.filter((form) => !isCovered(form));
};

const sources = globSync('src/**/*.{ts,tsx}', { cwd: web }).filter((path) => !/\.test\.ts$|^src\/texts\//.test(path));
const codeOf = (path: string): string => readFileSync(join(web, path), 'utf8');

describe('texts', () => {
  it('are found in areas that the build knows, with the area before their names', () => {
    const settings = JSON.parse(readFileSync(join(web, 'project.inlang/settings.json'), 'utf8'));
    const paths: string[] = settings['plugin.inlang.messageFormat'].pathPattern;
    for (const { name, texts } of areas) {
      expect(paths).toContain(`./messages/${name}/{locale}.json`);
      expect(Object.keys(texts['en'] ?? {}).filter((key) => !key.startsWith(`${name}_`))).toEqual([]);
    }
  });

  it.each(areas)('of $name have the plural forms of English', ({ texts }) => {
    for (const [key, message] of Object.entries(texts['en'] ?? {}))
      for (const forms of pluralsOf(message)) expect(missingForms('en', forms), key).toEqual([]);
  });

  it.each(areas.flatMap(({ name, texts }) => others.map((locale) => ({ name, texts, locale }))))(
    'of $name are all there in $locale, with the same parameters and every plural form',
    ({ texts, locale }) => {
      const here = texts[locale] ?? {};
      const source = texts['en'] ?? {};
      expect(Object.keys(here).toSorted()).toEqual(Object.keys(source).toSorted());
      for (const [key, message] of Object.entries(source)) {
        const translated = here[key] ?? '';
        expect(parametersOf(translated), key).toEqual(parametersOf(message));
        expect(casesOf(translated), key).toEqual(casesOf(message));
        if (pluralsOf(message).length > 0) expect(pluralsOf(translated).length, `${key} counts`).toBeGreaterThan(0);
        for (const forms of pluralsOf(translated)) expect(missingForms(locale, forms), key).toEqual([]);
        for (const text of sentencesOf(translated)) expect(text.trim(), key).not.toBe('');
      }
    },
  );

  it('are all used, and all that are used are there', () => {
    // What the build takes out of them is in the plugin.
    const code = [...sources, 'words-plugin.ts'].map(codeOf).join('\n');
    const used = new Set([...code.matchAll(/\bm\.([a-z]\w*)/g)].map(([, key]) => key ?? ''));
    expect([...used].filter((key) => !english.has(key))).toEqual([]);
    // What the server says is looked up by the sentence.
    expect([...english.keys()].filter((key) => !used.has(key) && !key.startsWith('server_'))).toEqual([]);
  });

  it('are not written into the code', () => {
    const found = sources.flatMap((path) =>
      visibleEnglish(path, codeOf(path)).map(({ line, text }) => `${path}:${line}: ${text}`),
    );
    expect(found.filter((one) => !Object.keys(allowed).some((text) => one.endsWith(`: ${text}`)))).toEqual([]);
  });

  it.each([
    ['<p>Hello there</p>', 'Hello there'],
    ['<p>{isOn() ? "On" : m.off()}</p>', 'On'],
    ['<a title="More">{m.more()}</a>', 'More'],
    ["<Field label={'Name'} />", 'Name'],
    ['say("It is done now.")', 'It is done now.'],
    ['[{ label: "All" }]', 'All'],
  ])('would be found in the code: %s', (code, text) => {
    expect(visibleEnglish('a.tsx', code).map((one) => one.text)).toEqual([text]);
  });

  it.each(['<p class="large one">{m.hello()}</p>', '<p>· – 12</p>', 'throw new Error("The page has no place.")'])(
    'are not: %s',
    (code) => expect(visibleEnglish('a.tsx', code)).toEqual([]),
  );
});

import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '@inlang/paraglide-js';

/**
 * Compiles the texts of the web app, `packages/web/messages/AREA/LOCALE.json`, to functions in `packages/web/src/texts`:
 * a module for each language. The build takes one language at a time, see `packages/web/texts-plugin.ts`.
 */
const web = join(import.meta.dirname, '../packages/web');
const target = join(web, 'src/texts');
const project = join(web, 'project.inlang');
const self = import.meta.filename;

export const locales = ['en', 'de', 'fr', 'es', 'ar'] as const;

const timeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const isStale = (): boolean => {
  const made = timeOf(join(target, 'messages/en.js'));
  const sources = [...globSync(join(web, 'messages/*/*.json')), ...globSync(join(web, 'messages/*')), project];
  return made === 0 || [...sources, join(project, 'settings.json'), self].some((path) => timeOf(path) > made);
};

/** Does nothing when what is there is newer than the texts. */
export const compileTexts = async (): Promise<void> => {
  if (!isStale()) return;
  await compile({
    project,
    outdir: target,
    outputStructure: 'locale-modules',
    strategy: ['globalVariable', 'baseLocale'],
    emitGitIgnore: false,
    emitPrettierIgnore: false,
    emitReadme: false,
    includeEslintDisableComment: false,
  });
  for (const locale of locales) writeNumbers(locale);
  writeFileSync(join(target, 'registry.js'), registry);
  writeTypes();
};

/** What the texts call: made once, as a list asks for them a thousand times. A number is written as its language does. */
const registry = `import { language } from '../state/language.ts';

const rules = {};
let format;
export const plural = (locale, input) => (rules[locale] ??= new Intl.PluralRules(locale)).select(Number(input));
export const shown = (value) =>
  typeof value === 'number' ? (format ??= new Intl.NumberFormat(language)).format(value) : value;
`;

const writeNumbers = (locale: string): void => {
  const path = join(target, `messages/${locale}.js`);
  const source = readFileSync(path, 'utf8').replaceAll(/\{(i\?\.\w+)\}/g, '{registry.shown($1)}');
  writeFileSync(path, source);
};

/** A text without parameters is called without any. */
const writeTypes = (): void => {
  const source = readFileSync(join(target, 'messages/en.js'), 'utf8');
  const lines = [
    ...source.matchAll(/^export const (\w+) = \/\*\* @type \{\(inputs: (.*?)\) => LocalizedString\}/gm),
  ].map(([, name, inputs = '{}']) => {
    const typed = inputs.replaceAll('NonNullable<unknown>', 'string | number');
    return `export declare const ${name}: (${inputs === '{}' ? '' : `inputs: ${typed}`}) => string;`;
  });
  writeFileSync(join(target, 'messages/en.d.ts'), `${lines.join('\n')}\n`);
};

/** For Vitest, which runs it before the tests. */
export const setup = compileTexts;

if (import.meta.main) await compileTexts();

import { globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Compiles the texts of the web app, `packages/web/messages/AREA/LOCALE.json`, to functions in `packages/web/src/texts`:
 * a module for each language. The build takes one language at a time, see `packages/web/texts-plugin.ts`.
 */
const root = join(import.meta.dirname, '..');
const web = join(root, 'packages/web');
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

/** What the server says to people is found in its code: no list of it is kept by hand. */
const findSentences = async (): Promise<void> => {
  const file = join(web, 'messages/server/en.json');
  const sources = globSync('packages/{protocol,server,agent}/src/**/*.ts', { cwd: root });
  const newest = Math.max(...[...sources, 'tools/sentences.ts'].map((path) => timeOf(join(root, path))));
  const stamp = join(project, '.sentences');
  if (timeOf(file) > 0 && timeOf(stamp) > newest) return;
  const { serverSentences } = await import('./sentences.ts');
  const text = serverSentences();
  // Git keeps no empty folder: in a fresh clone there is none.
  mkdirSync(dirname(file), { recursive: true });
  if (timeOf(file) === 0 || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
  writeFileSync(stamp, '');
};

/** Does nothing when what is there is newer than the texts. */
export const compileTexts = async (): Promise<void> => {
  await findSentences();
  if (!isStale()) return;
  const { compile } = await import('@inlang/paraglide-js');
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
  writeServerTable();
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

/** What the server says, in English, beside what the page says instead. */
const writeServerTable = (): void => {
  const texts = JSON.parse(readFileSync(join(web, 'messages/server/en.json'), 'utf8')) as Record<string, string>;
  const rows = Object.entries(texts).map(([key, english]) => `  [${JSON.stringify(english)}, ${key}],`);
  const names = Object.keys(texts).join(', ');
  const code = `import { ${names} } from '../texts/messages/en.js';\nexport const serverTexts = [\n${rows.join('\n')}\n];\n`;
  writeFileSync(join(target, 'server-texts.js'), code);
  const type = 'readonly (readonly [english: string, say: (inputs: Record<string, string | number>) => string])[]';
  writeFileSync(join(target, 'server-texts.d.ts'), `export declare const serverTexts: ${type};\n`);
};

/** For Vitest, which runs it before the tests. */
export const setup = compileTexts;

if (import.meta.main) await compileTexts();

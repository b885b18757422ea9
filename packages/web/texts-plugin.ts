import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const folder = fileURLToPath(new URL('./src/texts/', import.meta.url));
const INDEX = '\0texts';
const ONE = '\0text:';

const readTexts = (locale: string): Map<string, string> => {
  const source = readFileSync(`${folder}messages/${locale}.js`, 'utf8');
  const declared = source.split(/^(?=export )/m).flatMap((part) => {
    const name = /^export const (\w+) =/.exec(part)?.[1];
    return name === undefined ? [] : [[name, part] as const];
  });
  return new Map(declared);
};

/**
 * Each text of one language as a module of its own, and each file that says some imports just those, so that a text goes
 * with the part of the app that shows it, and the other languages are not in the page at all. Texts that a language lacks
 * are those of English.
 */
export const texts = (locale: string): Plugin => {
  const found = new Map([...readTexts('en'), ...readTexts(locale)]);
  return {
    name: 'amud-texts',
    enforce: 'pre',
    resolveId: (source) => {
      if (source.endsWith('/texts/messages/en.js')) return INDEX;
      return source.startsWith(ONE) ? source : undefined;
    },
    transform: (code, id) => {
      // Through it every page would reach every text, and have it.
      if (id.endsWith('/src/messages.ts')) return code.replace(allTexts, '');
      return /\.tsx?$/.test(id) ? importOneByOne(code, (name) => found.has(name)) : undefined;
    },
    load: (id) => {
      if (id === INDEX)
        return [...found.keys()].map((name) => `export { ${name} } from ${JSON.stringify(ONE + name)};`).join('\n');
      if (!id.startsWith(ONE)) return undefined;
      const code = found.get(id.slice(ONE.length)) ?? '';
      const isPlural = code.includes('registry.');
      return `${isPlural ? `import * as registry from ${JSON.stringify(`${folder}registry.js`)};\n` : ''}${code}`;
    },
  };
};

const allTexts = /^export \* as m from .*$/m;
const importAll = /^import \{ m \} from '[^']*\/messages\.ts';/m;

/** `m.shell_skip()` becomes `m_shell_skip()`, imported by itself. */
const importOneByOne = (code: string, isText: (name: string) => boolean): string | undefined => {
  if (!importAll.test(code)) return undefined;
  const said = new Set<string>();
  const body = code.replaceAll(/\bm\.(\w+)/g, (whole, name: string) => {
    if (!isText(name)) return whole;
    said.add(name);
    return `m_${name}`;
  });
  const imports = [...said].map((name) => `import { ${name} as m_${name} } from ${JSON.stringify(ONE + name)};`);
  return body.replace(importAll, imports.join(' '));
};

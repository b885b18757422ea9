import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const read = (area: string, locale: string): Record<string, string> => {
  const path = fileURLToPath(new URL(`./messages/${area}/${locale}.json`, import.meta.url));
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
};

/** What the server says before there is a page, in a file of its own: the names in the manifest. */
export const words = (locale: string): Plugin => ({
  name: 'amud-words',
  apply: 'build',
  generateBundle() {
    const m = Object.assign(
      {},
      ...['en', locale].flatMap((one) => ['offline', 'shell'].map((area) => read(area, one))),
    );
    const said = { description: m.offline_description, home: m.shell_home, nodes: m.shell_nodes };
    this.emitFile({ type: 'asset', fileName: `words.${locale}.json`, source: JSON.stringify(said) });
  },
});

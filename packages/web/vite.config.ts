import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, minifySync, type Plugin } from 'vite';
import solid from 'vite-plugin-solid';
import { textFont } from './font-plugin.ts';
import { texts } from './texts-plugin.ts';
import { themeSheets } from './themes-plugin.ts';
import { words } from './words-plugin.ts';

const earlyFile = fileURLToPath(new URL('./src/early.js', import.meta.url));

/**
 * What is fetched beside the style sheet instead of after it: the text font, and by a script (a file, as the content
 * security policy allows no inline one) the parts of the pages of nodes.
 */
const early = (): Plugin => ({
  name: 'amud-early',
  apply: 'build',
  generateBundle(_, bundle) {
    const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
    const common = chunks.find(({ name }) => name === 'common');
    const partsOf = (page: string): string => {
      const part = chunks.find(({ name }) => name === page);
      if (!part) throw new Error(`The part ${page} is not in the bundle.`);
      return [part.fileName, ...part.imports].filter((name) => name !== common?.fileName).join(' ');
    };
    const source = readFileSync(earlyFile, 'utf8')
      .replace('PARTS_OF_NODES', partsOf('nodes-page'))
      .replace('PARTS_OF_NODE', partsOf('node-page'));
    this.emitFile({ type: 'asset', name: 'early.js', source: minifySync('early.js', source).code });
  },
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle = {} }) {
      const font = Object.keys(bundle).find((name) => /inter-latin-wght-normal.*\.woff2$/.test(name));
      const script = Object.values(bundle).find((file) => file.type === 'asset' && file.names.includes('early.js'));
      if (!font || !script) throw new Error('The text font or the early script is not in the bundle.');
      return html.replace(
        '<!--early-->',
        `<script src="/${script.fileName}"></script>
    <link rel="preload" href="/${font}" as="font" type="font/woff2" crossorigin />`,
      );
    },
  },
});

/**
 * All of these runs before anything is drawn. By this comment, which has to come first, Chromium compiles it while it comes,
 * beside the main thread.
 */
const compiledAtOnce = (): Plugin => ({
  name: 'amud-compiled-at-once',
  apply: 'build',
  enforce: 'post',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      for (const file of Object.values(bundle))
        if (file.type === 'chunk' && (file.isEntry || file.name === 'common'))
          file.code = `//# allFunctionsCalledOnLoad\n${file.code}`;
    },
  },
});

/** One build a language; `AMUD_LOCALE` says which. */
const locale = process.env['AMUD_LOCALE'] ?? 'en';

const localised = (): Plugin => ({
  name: 'amud-language-of-the-page',
  transformIndexHtml: (html) =>
    html.replace('<html lang="en">', `<html lang="${locale}" dir="${locale === 'ar' ? 'rtl' : 'ltr'}">`),
});

/** Not `main.tsx`: it waits for a page that imports these, and would wait for itself. */
const isCommon = (id: string): boolean => !/\/(main\.tsx|index\.html)$/.test(id);

/** Where what is said between page and server is checked; colours of themes are none of it. */
const ofSchemas = /\/node_modules\/valibot\/|\/packages\/protocol\/src\/(?!look\/|password-strength)/;
const ofWeather = /\/src\/pages\/widgets\/(weather\/|kinds\/placed-weather|remote-words|states)/;

export default defineConfig({
  // Tests are of plain functions: they need neither the compiler nor the browser that its plugin would ask for.
  plugins: process.env['VITEST']
    ? []
    : [texts(locale), themeSheets(), textFont(), solid(), early(), compiledAtOnce(), localised(), words(locale)],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: false,
    target: 'es2023',
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    manifest: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // The word lists of the password meter, which is fetched when somebody types a new password.
    chunkSizeWarningLimit: 2_000,
    rolldownOptions: {
      // Schemas that nothing in the browser uses are left out also where they are made of others' parts.
      treeshake: { propertyReadSideEffects: false },
      output: {
        // What every page needs is one file, rather than one for each set of pages that share something.
        codeSplitting: {
          groups: [
            { name: 'common', tags: ['$initial'], test: isCommon, priority: 1 },
            // What a board begins with, in as few files as that can be.
            { name: 'weather', test: ofWeather, priority: 1 },
            { name: 'schemas', test: ofSchemas },
            { name: 'board-words', test: /^\0text:(widgets|nodes?|shell)_/, minShareCount: 2, priority: 1 },
            // What several of the parts fetched later say.
            { name: 'words', test: /^\0text/, minShareCount: 2 },
          ],
        },
      },
    },
  },
});

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import solid from 'vite-plugin-solid';

const themeFile = fileURLToPath(new URL('./src/theme.js', import.meta.url));

/**
 * What must be there before the first paint: the script that picks dark or light (a file, as the content security policy
 * allows no inline script) and the text font, fetched beside the style sheet instead of after it.
 */
const early = (): Plugin => {
  let themeReference = '';
  return {
    name: 'amud-early',
    apply: 'build',
    buildStart() {
      themeReference = this.emitFile({ type: 'asset', name: 'theme.js', source: readFileSync(themeFile) });
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const font = Object.keys(bundle).find((name) => /inter-latin-wght-normal.*\.woff2$/.test(name));
        const theme = Object.values(bundle).find((file) => file.type === 'asset' && file.names.includes('theme.js'));
        if (!font || !theme) throw new Error(`The font or the theme script is not in the bundle (${themeReference}).`);
        return html.replace(
          '<!--early-->',
          `<script src="/${theme.fileName}"></script>
    <link rel="preload" href="/${font}" as="font" type="font/woff2" crossorigin />`,
        );
      },
    },
  };
};

export default defineConfig({
  plugins: [solid(), early()],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    cssCodeSplit: false,
    manifest: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
});

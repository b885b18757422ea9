import { createHash } from 'node:crypto';
import { themeCss } from '@amud/protocol/look/theme-css.ts';
import { type ThemeName, themeNames } from '@amud/protocol/look/theme-names.ts';
import { themes } from '@amud/protocol/look/themes.ts';
import type { Plugin } from 'vite';

const [preset, ...others] = themeNames;
const PRESET_CSS = 'virtual:preset-theme.css';
const FILES = 'virtual:theme-files';

const files = others.map((name: ThemeName) => {
  const source = themeCss(`:root[data-theme="${name}"]`, themes[name]);
  const hash = createHash('sha256').update(source).digest('hex').slice(0, 8);
  return { name, source, fileName: `assets/theme-${name}-${hash}.css` };
});

/**
 * Themes as style sheets: the one that nobody needs to choose in the sheet of the app, each other in a small file that is
 * linked only where it was chosen. The server finds them by their names; a page that is open finds them in `theme-files`.
 */
export const themeSheets = (): Plugin => ({
  name: 'amud-themes',
  resolveId: (source) => ([PRESET_CSS, FILES].includes(source) ? `\0${source}` : undefined),
  load: (id) => {
    if (id === `\0${PRESET_CSS}`) return themeCss(':root', themes[preset]);
    if (id === `\0${FILES}`)
      return `export const themeFiles = ${JSON.stringify(Object.fromEntries(files.map(({ name, fileName }) => [name, `/${fileName}`])))};`;
    return undefined;
  },
  generateBundle() {
    for (const { source, fileName } of files) this.emitFile({ type: 'asset', fileName, source });
  },
});

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';
import type { Plugin } from 'vite';

const from = createRequire(import.meta.url).resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2');
const to = fileURLToPath(new URL('../../node_modules/.cache/fonts/inter-latin-wght-normal.woff2', import.meta.url));

/** The characters that the style sheet takes from this font: `unicode-range` of its first face. */
const characters = (): string => {
  const sheet = readFileSync(new URL('./src/look/tokens.css', import.meta.url), 'utf8');
  const ranges = /unicode-range:([^;]+);/.exec(sheet)?.[1]?.matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/g);
  if (!ranges) throw new Error('tokens.css names no characters of the text font.');
  return [...ranges]
    .flatMap(([, first = '', last = first]) => {
      const from = Number.parseInt(first, 16);
      return Array.from({ length: Number.parseInt(last, 16) - from + 1 }, (_, index) => from + index);
    })
    .map((code) => String.fromCodePoint(code))
    .join('');
};

/** Of the many that Inter has, those that are used: its spacing and marks, figures of one width, an open 3 and a tailed l. */
const features = ['kern', 'calt', 'ccmp', 'locl', 'mark', 'mkmk', 'tnum', 'ss03', 'cv05'];

/** The text font as `@amud/text-font.woff2`: what is never drawn is two fifths of its bytes, and every page waits for it. */
export const textFont = (): Plugin => ({
  name: 'amud-text-font',
  async config() {
    const font = await subsetFont(readFileSync(from), characters(), {
      targetFormat: 'woff2',
      keepFeatures: features,
      variationAxes: { wght: { min: 400, max: 700 } },
      noHinting: true,
    });
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, font);
    return { resolve: { alias: { '@amud/text-font.woff2': to } } };
  },
});

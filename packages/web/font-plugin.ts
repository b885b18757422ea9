import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';
import type { Plugin } from 'vite';

const from = createRequire(import.meta.url).resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2');
const to = fileURLToPath(new URL('../../node_modules/.cache/fonts/inter-latin-wght-normal.woff2', import.meta.url));

/** As in `look/tokens.css`. */
const ranges: readonly (readonly [from: number, to: number])[] = [
  [0x20, 0x17f],
  [0x2bb, 0x2dc],
  [0x304, 0x329],
  [0x2000, 0x206f],
  [0x20ac, 0x20ac],
  [0x2122, 0x2122],
  [0x2191, 0x2193],
  [0x2212, 0x2215],
  [0xfeff, 0xfeff],
  [0xfffd, 0xfffd],
];
const characters = ranges
  .flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, index) => first + index))
  .map((code) => String.fromCodePoint(code))
  .join('');

/** Of the many that Inter has, those that are used: its spacing and marks, figures of one width, an open 3 and a tailed l. */
const features = ['kern', 'calt', 'ccmp', 'locl', 'mark', 'mkmk', 'tnum', 'ss03', 'cv05'];

/** The text font as `@amud/text-font.woff2`: what is never drawn is two fifths of its bytes, and every page waits for it. */
export const textFont = (): Plugin => ({
  name: 'amud-text-font',
  async config() {
    const font = await subsetFont(readFileSync(from), characters, {
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

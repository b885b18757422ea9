/** Colours of brands, and what becomes of them where they would vanish. */

type Three = [number, number, number];

const toLinear = (channel: number): number =>
  channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
const fromLinear = (channel: number): number =>
  channel <= 0.0031308 ? channel * 12.92 : 1.055 * channel ** (1 / 2.4) - 0.055;

const linearOf = (hex: string): Three =>
  [0, 2, 4].map((at) => toLinear(Number.parseInt(hex.slice(at, at + 2), 16) / 255)) as Three;

const hexOf = (linear: Three): string =>
  linear
    .map((channel) => Math.round(Math.min(1, Math.max(0, fromLinear(channel))) * 255))
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');

const luminance = ([r, g, b]: Three): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** Contrast of two colours, six hex digits each (WCAG 2.2). */
export const contrast = (one: string, other: string): number => {
  const [a, b] = [luminance(linearOf(one)), luminance(linearOf(other))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
};

/** Björn Ottosson's OKLab, https://bottosson.github.io/posts/oklab/ */
const toLab = ([r, g, b]: Three): Three => {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
};

const fromLab = ([light, a, b]: Three): Three => {
  const l = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (light - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
};

/** Grounds that stand for all themes: the brightest of the dark ones, the darkest of the light ones. */
export const grounds = { dark: '2a2f31', light: 'e9ebe9' } as const;
export type Ground = keyof typeof grounds;

/**
 * What a mark needs to be made out (WCAG 1.4.11 asks for 3 where nothing else tells). Yellow at 3 on white is brown and no
 * longer the brand's; beside its name it may be a little paler.
 */
const least = { dark: 3, light: 2.2 } as const;
/** Black marks are shown white, and white ones black, as their brands do it; not in a grey that is just enough. */
const NEUTRAL = { dark: 'eceeee', light: '23282a' } as const;
const GREY_CHROMA = 0.03;

/** The colour itself where it can be made out; otherwise as much lighter or darker as is needed, in its own hue. */
export const legible = (hex: string, on: Ground): string => {
  if (contrast(hex, grounds[on]) >= least[on]) return hex.toLowerCase();
  const [light, a, b] = toLab(linearOf(hex));
  if (Math.hypot(a, b) < GREY_CHROMA) return NEUTRAL[on];
  const step = on === 'dark' ? 0.005 : -0.005;
  for (let next = light; next > 0 && next < 1; next += step) {
    const shifted = hexOf(fromLab([next, a, b]));
    if (contrast(shifted, grounds[on]) >= least[on]) return shifted;
  }
  return NEUTRAL[on];
};

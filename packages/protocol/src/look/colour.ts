/** Colours as themes are written in them: OKLCH, with lightness and chroma from 0 to 1 and the hue in degrees. */
export type Colour = { l: number; c: number; h: number };
/** Red, green, blue as a screen adds them up, 0 to 1. */
export type Light = readonly [number, number, number];

const cube = (value: number): number => value * value * value;

type Three = readonly [number, number, number];
const times = (matrix: readonly [Three, Three, Three], [a, b, c]: Three): [number, number, number] => [
  matrix[0][0] * a + matrix[0][1] * b + matrix[0][2] * c,
  matrix[1][0] * a + matrix[1][1] * b + matrix[1][2] * c,
  matrix[2][0] * a + matrix[2][1] * b + matrix[2][2] * c,
];

// Björn Ottosson, "A perceptual color space for image processing": https://bottosson.github.io/posts/oklab/
const coneFromLab = [
  [1, 0.3963377774, 0.2158037573],
  [1, -0.1055613458, -0.0638541728],
  [1, -0.0894841775, -1.291485548],
] as const;
const lightFromCone = [
  [4.0767416621, -3.3077115913, 0.2309699292],
  [-1.2684380046, 2.6097574011, -0.3413193965],
  [-0.0041960863, -0.7034186147, 1.707614701],
] as const;
const coneFromLight = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
] as const;
const labFromCone = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
] as const;

const labOf = ({ l, c, h }: Colour): Three => {
  const angle = (h * Math.PI) / 180;
  return [l, c * Math.cos(angle), c * Math.sin(angle)];
};

const unclipped = (colour: Colour): Light => {
  const [l, m, s] = times(coneFromLab, labOf(colour));
  return times(lightFromCone, [cube(l), cube(m), cube(s)]);
};

const clip = (value: number): number => Math.min(1, Math.max(0, value));

/** As a screen shows it: what it can't is cut off. */
export const lightOf = (colour: Colour): Light => {
  const [red, green, blue] = unclipped(colour);
  return [clip(red), clip(green), clip(blue)];
};

export const labOfLight = (light: Light): Three => {
  const [l, m, s] = times(coneFromLight, light);
  return times(labFromCone, [Math.cbrt(l), Math.cbrt(m), Math.cbrt(s)]);
};

export const colourOfLight = (light: Light): Colour => {
  const [l, a, b] = labOfLight(light);
  return { l, c: Math.hypot(a, b), h: ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360 };
};

const TOLERANCE = 0.0005;
const isShowable = (colour: Colour): boolean =>
  unclipped(colour).every((part) => part >= -TOLERANCE && part <= 1 + TOLERANCE);

/** The same colour with as much chroma as a screen can show. */
export const withinGamut = (colour: Colour): Colour => {
  if (isShowable(colour)) return colour;
  let [least, most] = [0, colour.c];
  for (let step = 0; step < 20; step += 1) {
    const c = (least + most) / 2;
    if (isShowable({ ...colour, c })) least = c;
    else most = c;
  }
  return { ...colour, c: least };
};

/** The value between 0 and 1 that is sent for an amount of light, and back. */
const encode = (light: number): number => (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055);
const decode = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

const hexDigits = (part: number): string =>
  Math.round(clip(encode(part)) * 255)
    .toString(16)
    .padStart(2, '0');
export const toHex = (colour: Colour): string => `#${lightOf(colour).map(hexDigits).join('')}`;
/** Of `#rrggbb`. */
export const fromHex = (hex: string): Colour => colourOfLight(lightOfHex(hex));
export const lightOfHex = (hex: string): Light => {
  const part = (from: number): number => decode(Number.parseInt(hex.slice(from, from + 2), 16) / 255);
  return [part(1), part(3), part(5)];
};

const rounded = (value: number, digits: number): string => Number(value.toFixed(digits)).toString();
export const toCss = ({ l, c, h }: Colour): string =>
  `oklch(${rounded(l, 3)} ${rounded(c, 3)} ${rounded(c < 0.0005 ? 0 : h, 1)})`;

/** WCAG's relative luminance. */
export const luminance = ([red, green, blue]: Light): number => 0.2126 * red + 0.7152 * green + 0.0722 * blue;

const contrastOf = (one: number, other: number): number =>
  (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
/** WCAG's contrast ratio, 1 to 21. */
export const contrast = (one: Light, other: Light): number => contrastOf(luminance(one), luminance(other));

/** A colour laid over another, `alpha` of it, as browsers do it: in the values that are sent. */
export const over = (top: Light, alpha: number, ground: Light): Light => {
  const part = (index: 0 | 1 | 2): number => decode(alpha * encode(top[index]) + (1 - alpha) * encode(ground[index]));
  return [part(0), part(1), part(2)];
};

export const distance = (one: Light, other: Light): number => {
  const [l1, a1, b1] = labOfLight(one);
  const [l2, a2, b2] = labOfLight(other);
  return Math.hypot(l1 - l2, a1 - a2, b1 - b2);
};

import * as v from 'valibot';
import { iconName } from './apps.ts';
import { upload } from './http.ts';
import { limits } from './limits.ts';

/** Icons: brands and general ones that come with AMUD. Pictures that people upload are in http.ts. */

const colour = v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/, 'is no colour'));

/**
 * An icon as it is drawn, on a grid of 24: a filled path in its brand's colour, or in one that can be made out where
 * that one would vanish; without colours it is an outline, 2 wide with round ends, in the colour of text.
 */
export const iconShape = v.union([
  v.object({ path: v.string(), own: colour, dark: colour, light: colour }),
  v.object({ path: v.string() }),
]);
export type IconShape = v.InferOutput<typeof iconShape>;

/** Many at once, so that a board needs one request for its icons. What is not there is left out. */
export const shapesQuery = v.object({
  of: v.pipe(
    v.string(),
    v.transform((text) => text.split(',')),
    v.maxLength(limits.icons.shapes, `${limits.icons.shapes} icons at most.`),
    v.array(iconName),
  ),
  v: v.optional(v.string()),
});
export const shapesOutput = v.record(v.string(), iconShape);
export type Shapes = v.InferOutput<typeof shapesOutput>;

export const iconHit = v.object({ name: v.string(), title: v.string() });
export type IconHit = v.InferOutput<typeof iconHit>;

const words = v.pipe(v.string(), v.maxLength(limits.icons.queryLength, 'This is too long.'));
export const iconsQuery = v.object({
  q: v.optional(words, ''),
  limit: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number), v.minValue(1), v.maxValue(limits.icons.hits)),
    '60',
  ),
});
export const suggestQuery = v.object({
  name: v.optional(words, ''),
  url: v.optional(v.pipe(v.string(), v.maxLength(limits.outbound.urlBytes)), ''),
});
export const iconsOutput = v.object({ icons: v.array(iconHit) });

export const iconFetchInput = v.object({
  url: v.pipe(v.string(), v.trim(), v.minLength(1, 'Type an address.'), v.maxLength(limits.outbound.urlBytes)),
});
export const iconFetchOutput = v.object({ upload });

/** Under which terms the icons are here. */
export const iconLicences = v.object({
  general: v.string(),
  brands: v.array(
    v.object({
      name: v.string(),
      title: v.string(),
      /** SPDX, or `custom`. */
      licence: v.nullable(v.string()),
      url: v.nullable(v.string()),
      guidelines: v.nullable(v.string()),
      source: v.string(),
    }),
  ),
});
export type IconLicences = v.InferOutput<typeof iconLicences>;

import { baseOf, resolve, tagsOf } from '../../core/html-tags.ts';

/** The icons that a web page names for itself, as addresses. Pages are of others: only what is looked for is taken. */

export type Named = {
  url: string;
  /** Of a side, as far as it is told. */
  pixels: number;
};
export type PageIcons = { icons: Named[]; manifest: string | undefined };

const LOOKED_AT = 512 * 1024;
/** What Apple's browsers ask for where no size is told. */
const TOUCH_PIXELS = 180;
const DRAWING_PIXELS = 256;

export const iconsOfPage = (html: string, pageUrl: string): PageIcons => {
  const text = html.slice(0, LOOKED_AT);
  const base = baseOf(text, pageUrl);
  const links = [...tagsOf(text, 'link')];
  const icons = links.flatMap(({ rel = '', href, sizes = '', type = '' }) => {
    const kinds = rel.toLowerCase().split(/\s+/);
    const url = resolve(href, base);
    const isTouch = kinds.some((kind) => kind.startsWith('apple-touch-icon'));
    if (url === undefined || !(isTouch || kinds.includes('icon'))) return [];
    return [{ url, pixels: pixelsOf(sizes, isDrawing(url, type), isTouch ? TOUCH_PIXELS : 32) }];
  });
  const manifest = links.find(({ rel = '' }) => rel.toLowerCase().split(/\s+/).includes('manifest'))?.['href'];
  return { icons, manifest: resolve(manifest, base) };
};

/** A web manifest, as far as it can be read. */
export const iconsOfManifest = (json: string, manifestUrl: string): Named[] => {
  const { icons } = parse(json) as { icons?: unknown };
  if (!Array.isArray(icons)) return [];
  return icons.slice(0, 50).flatMap((icon: unknown) => {
    const { src, sizes, type, purpose } = (icon ?? {}) as Record<string, unknown>;
    const url = resolve(typeof src === 'string' ? src : undefined, manifestUrl);
    // A maskable one is mostly margin, a monochrome one mostly nothing.
    if (url === undefined || (typeof purpose === 'string' && !/\bany\b/.test(purpose))) return [];
    return [{ url, pixels: pixelsOf(String(sizes ?? ''), isDrawing(url, String(type ?? '')), 192) }];
  });
};

/** The best first: large enough for a card, and no larger than needed. */
export const best = (icons: Named[]): string[] => [
  ...new Set(icons.toSorted((one, other) => fitness(other.pixels) - fitness(one.pixels)).map(({ url }) => url)),
];

const WANTED_PIXELS = 128;
const fitness = (pixels: number): number => (pixels >= WANTED_PIXELS ? 10_000 - pixels : pixels);

const isDrawing = (url: string, type: string): boolean =>
  /svg/i.test(type) || /\.svg($|\?)/i.test(url) || url.startsWith('data:image/svg');

const pixelsOf = (sizes: string, isDrawn: boolean, otherwise: number): number => {
  if (isDrawn) return DRAWING_PIXELS;
  const told = [...sizes.matchAll(/(\d{1,5})x\d{1,5}/gi)].map(([, side]) => Number(side));
  return told.length > 0 ? Math.max(...told) : otherwise;
};

const parse = (json: string): object => {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
};

import { createHash } from 'node:crypto';
import type { BoardEntry } from '@amud/protocol/board-list.ts';
import { toHex } from '@amud/protocol/look/colour.ts';
import { themes } from '@amud/protocol/look/themes.ts';
import { chooseLocale, type Locale, type WebApp } from '../../http/web-app.ts';
import { type Chosen, DEFAULT_TITLE } from './appearance.ts';

export const MANIFEST = '/manifest.webmanifest';

export type ManifestParts = {
  chosenBy(userId: number | null): Chosen;
  words: WebApp['words'];
  /** What an uploaded picture measures; undefined where it is gone. */
  sizeOf(pictureUrl: string): Promise<{ width: number; height: number } | undefined>;
  /** Boards that everyone may see. */
  publicBoards(): Pick<BoardEntry, 'id' | 'name'>[];
};

export type Manifest = { text: string; etag: string; locale: Locale };

/** What a browser is told when it installs AMUD beside the apps of the device. */
export const createManifest =
  ({ chosenBy, words, sizeOf, publicBoards }: ManifestParts) =>
  async (userId: number | null, acceptLanguage: string): Promise<Manifest> => {
    const chosen = chosenBy(userId);
    const language = chosen.get('language');
    const locale = language === 'auto' ? chooseLocale(acceptLanguage) : language;
    const { description, home, nodes } = words(locale);
    const title = chosen.get('title') || DEFAULT_TITLE;
    const colour = frameColour(chosen);
    const logo = chosen.get('logo');
    const manifest = {
      id: '/',
      name: title,
      short_name: shortened(title),
      description,
      lang: locale,
      dir: locale === 'ar' ? 'rtl' : 'ltr',
      start_url: '/',
      scope: '/',
      display: 'standalone',
      background_color: colour,
      theme_color: colour,
      icons: [...(await logoIcons(logo, sizeOf)), ...ownIcons],
      shortcuts: [
        { name: home, url: '/' },
        { name: nodes, url: '/nodes' },
        ...publicBoards()
          .slice(0, MOST_BOARDS)
          .map(({ id, name }) => ({ name, url: `/boards/${id}` })),
      ],
    };
    const text = JSON.stringify(manifest);
    return { text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 16)}"`, locale };
  };

/** Systems show four shortcuts, if any. */
const MOST_BOARDS = 2;
const SHORT_NAME = 12;

/** Under an icon there is room for a word or two. */
const shortened = (title: string): string => {
  if (title.length <= SHORT_NAME) return title;
  const words = title.slice(0, SHORT_NAME + 1).split(' ');
  return words.length > 1 ? words.slice(0, -1).join(' ') : title.slice(0, SHORT_NAME);
};

/** A manifest has one colour; where the mode follows the system, it is the dark one. */
const frameColour = (chosen: Chosen): string => {
  const { dark, light } = themes[chosen.get('theme')];
  return toHex((chosen.get('mode') === 'light' ? light : dark).bg);
};

export const ICON = '/icon.svg';
export const TOUCH_ICON = '/app-icon-180.png';

/** Made by tools/app-icons.ts. The maskable one has room around it for any shape that a system cuts out. */
const ownIcons = [
  { src: '/app-icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
  { src: '/app-icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
  { src: '/app-icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  { src: ICON, sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
];

/** Browsers install nothing with a smaller one, and prefer the first that fits: the others stay behind it. */
const logoIcons = async (logo: string, sizeOf: ManifestParts['sizeOf']) => {
  const size = logo === '' ? undefined : await sizeOf(logo);
  return size ? [{ src: logo, sizes: `${size.width}x${size.height}`, type: 'image/webp', purpose: 'any' }] : [];
};

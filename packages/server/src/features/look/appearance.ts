import { createHash } from 'node:crypto';
import type { Tone } from '@amud/protocol/look/backdrop.ts';
import { toHex } from '@amud/protocol/look/colour.ts';
import { scopedCss } from '@amud/protocol/look/css.ts';
import { backdropOf, ownSheet } from '@amud/protocol/look/own-sheet.ts';
import { themes } from '@amud/protocol/look/themes.ts';
import { presetOf, type SettingKey, type SettingValue } from '@amud/protocol/settings.ts';
import type { PageLook } from '../../http/page-template.ts';
import { ICON, MANIFEST, TOUCH_ICON } from './manifest.ts';

export type Chosen = { get<K extends SettingKey>(key: K): SettingValue<K> };

export type AppearanceParts = {
  chosenBy(userId: number | null): Chosen;
  themeFile(name: string): string | undefined;
  /** How dark and bright an uploaded picture is; `unknownTone` where nobody knows. */
  toneOf(pictureUrl: string): Tone;
};

export type Appearance = ReturnType<typeof createAppearance>;

export const DEFAULT_TITLE = 'AMUD';

/** How pages look to a person, written into them so that the first paint is right. */
export const createAppearance = ({ chosenBy, themeFile, toneOf }: AppearanceParts) => {
  const sheetOf = (chosen: Chosen): string =>
    ownSheet({ ...ownLook(chosen), tone: toneOf(chosen.get('backgroundPicture')) });
  return {
    page: (userId: number | null, { isSafe }: { isSafe: boolean }): PageLook => {
      const chosen = chosenBy(userId);
      const sheet = sheetOf(chosen);
      const file = themeFile(chosen.get('theme'));
      const css = isSafe ? '' : customSheetOf(chosenBy(null));
      return {
        attributes: attributesOf(chosen),
        title: chosen.get('title') || DEFAULT_TITLE,
        head: [
          ...iconsOf(chosen.get('logo')),
          ...frameOf(chosen),
          ...(file ? [sheetLink('theme-sheet', file)] : []),
          ...(sheet ? [sheetLink('own-sheet', `${OWN_SHEET}?v=${versionOf(sheet)}`)] : []),
          ...(css ? [sheetLink('custom-css', `${CUSTOM_CSS}?v=${versionOf(css)}`)] : []),
        ],
      };
    },
    sheetOf,
    /** What an admin wrote, for every page; empty where nobody did. */
    customSheet: (): string => customSheetOf(chosenBy(null)),
  };
};

const customSheetOf = (shared: Chosen): string => {
  const css = shared.get('customCss');
  return css.trim() === '' ? '' : scopedCss(css);
};

export const OWN_SHEET = '/look/own.css';
export const CUSTOM_CSS = '/look/custom.css';

/** Names the content, so that a browser may keep it as long as it likes. */
export const versionOf = (css: string): string => createHash('sha256').update(css).digest('base64url').slice(0, 12);

const ownKeys = [
  'theme',
  'accent',
  'background',
  'backgroundColour',
  'backgroundGradient',
  'backgroundPicture',
  'backgroundVideo',
  'backgroundDim',
  'backgroundBlur',
] as const;
type OwnKey = (typeof ownKeys)[number];
const ownLook = (chosen: Chosen): { [K in OwnKey]: SettingValue<K> } =>
  Object.fromEntries(ownKeys.map((key) => [key, chosen.get(key)])) as { [K in OwnKey]: SettingValue<K> };

const attributesOf = (chosen: Chosen): Record<string, string> => {
  const all = {
    'data-density': chosen.get('density'),
    'data-corners': chosen.get('corners'),
    'data-cards': chosen.get('cards'),
    'data-width': chosen.get('boardWidth'),
    'data-backdrop': backdropOf(ownLook(chosen)),
  };
  const unmarked: readonly string[] = ['auto', 'none', presetOf('density'), presetOf('boardWidth')];
  return {
    'data-theme': chosen.get('theme'),
    'data-mode': chosen.get('mode'),
    ...Object.fromEntries(Object.entries(all).filter(([, value]) => !unmarked.includes(value))),
  };
};

/** The colours of the browser's own frame, and of the page until its styles are there. */
const frameOf = (chosen: Chosen): PageLook['head'] => {
  const { dark, light } = themes[chosen.get('theme')];
  const mode = chosen.get('mode');
  const meta = (attributes: Record<string, string>) => ({ tag: 'meta' as const, attributes });
  const colour = (content: string, media?: string) =>
    meta({
      name: 'theme-color',
      content,
      ...(media === undefined ? {} : { media: `(prefers-color-scheme: ${media})` }),
    });
  if (mode !== 'auto')
    return [meta({ name: 'color-scheme', content: mode }), colour(toHex((mode === 'dark' ? dark : light).bg))];
  return [
    meta({ name: 'color-scheme', content: 'dark light' }),
    colour(toHex(dark.bg), 'dark'),
    colour(toHex(light.bg), 'light'),
  ];
};

/** The manifest is asked for with the person's cookie: it has their colours, and a sign-in of a proxy may want it too. */
const iconsOf = (logo: string): PageLook['head'] => {
  const link = (rel: string, attributes: Record<string, string>) => ({
    tag: 'link' as const,
    attributes: { rel, ...attributes },
  });
  const icon = logo === '' ? { href: ICON, type: 'image/svg+xml' } : { href: logo, type: 'image/webp' };
  return [
    link('icon', icon),
    link('apple-touch-icon', { href: logo || TOUCH_ICON }),
    link('manifest', { href: MANIFEST, crossorigin: 'use-credentials' }),
  ];
};

const sheetLink = (id: string, href: string): PageLook['head'][number] => ({
  tag: 'link',
  attributes: { id, rel: 'stylesheet', href },
});

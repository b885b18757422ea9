import { presetOf, type SettingKey, type SettingValue, settingKeys, settingOf } from '@amud/protocol/settings.ts';
import { createEffect, createMemo, createSignal, on } from 'solid-js';
import type { Settings, Wishes } from './settings.ts';
import { createSheets, type Sheets } from './sheets.ts';

export const lookKeys = settingKeys.filter((key) => settingOf(key).group === 'look');

export type Look = ReturnType<typeof createLook>;
type Read = <K extends SettingKey>(key: K) => SettingValue<K>;

/**
 * How the page looks: as was chosen, or for a while as somebody tries. The server wrote the first look into the page; this
 * follows what changes while it is open.
 */
export const createLook = ({ browser, settings }: { browser: Window; settings: Settings }) => {
  const [tried, setTried] = createSignal<Wishes>();
  const get: Read = (key) => {
    const wish = tried()?.[key];
    return (wish === undefined ? settings.get(key) : wish) as ReturnType<Read>;
  };
  const systemLight = browser.matchMedia('(prefers-color-scheme: light)');
  const [isSystemLight, setSystemLight] = createSignal(systemLight.matches);
  systemLight.addEventListener('change', () => setSystemLight(systemLight.matches));
  const [drawn, setDrawn] = createSignal(0);

  const sheets = createSheets(browser.document);
  const wishes = createMemo(() => JSON.stringify(Object.fromEntries(lookKeys.map((key) => [key, get(key)]))));
  createEffect(
    on(
      wishes,
      () => {
        void follow(browser, sheets, get, tried()).then((isNewest) => {
          if (isNewest) setDrawn((count) => count + 1);
        });
      },
      { defer: true },
    ),
  );
  followSite(browser, sheets, settings);
  const isLight = () => get('mode') === 'light' || (get('mode') === 'auto' && isSystemLight());
  // The server wrote the first one into the page.
  createEffect(on([drawn, isLight], () => colourFrame(browser), { defer: true }));
  createEffect(
    on(
      createMemo(() => settings.get('language')),
      () => browser.location.reload(),
      { defer: true },
    ),
  );

  return {
    get,
    isLight,
    /** Another value whenever colours are others: for what is drawn by hand. */
    colours: () => `${isLight()} ${drawn()}`,
    /** Shows what nobody has kept yet; nothing: as it was chosen. */
    attempt: setTried,
    tried,
  };
};

/** A page that was asked for without what an admin wrote. */
const isSafe = ({ location }: Window): boolean => new URLSearchParams(location.search).has('safe');

/** What is the same for everyone: the icon of the tab, and what an admin wrote. */
const followSite = (browser: Window, sheets: Sheets, settings: Settings): void => {
  // Only admins are told of it; the others have it with the next page.
  createEffect(
    on(
      createMemo(() => settings.forEveryone('customCss')),
      (css) => isSafe(browser) || void sheets.showCustom(css),
      { defer: true },
    ),
  );
  createEffect(
    on(
      createMemo(() => settings.get('logo')),
      (logo) => browser.document.querySelector('link[rel="icon"]')?.setAttribute('href', logo || '/icon.svg'),
      { defer: true },
    ),
  );
};

/** The background that shows: one that was chosen and is there. */
export const shownBackdrop = (get: Read): SettingValue<'background'> => {
  const kind = get('background');
  const source = { colour: 'backgroundColour', picture: 'backgroundPicture', video: 'backgroundVideo' } as const;
  return kind !== 'none' && kind !== 'gradient' && get(source[kind]) === '' ? 'none' : kind;
};

const unmarked = (value: string, key: SettingKey): boolean => ['auto', 'none', presetOf(key)].includes(value);

/** Attributes once the sheets are there, so that nothing shows in between. @returns whether this was the last wish. */
const follow = async (browser: Window, sheets: Sheets, get: Read, tried: Wishes | undefined): Promise<boolean> => {
  const theme = get('theme');
  const isOwn = get('accent') !== '' || shownBackdrop(get) !== 'none';
  const isNewest = await sheets.show({ theme, own: isOwn ? ownQuery(tried) : undefined });
  if (!isNewest) return false;
  const { dataset } = browser.document.documentElement;
  dataset['theme'] = theme;
  dataset['mode'] = get('mode');
  const marks = {
    density: ['density', get('density')],
    corners: ['corners', get('corners')],
    cards: ['cards', get('cards')],
    width: ['boardWidth', get('boardWidth')],
    backdrop: ['background', shownBackdrop(get)],
  } as const;
  for (const [name, [key, value]] of Object.entries(marks))
    if (unmarked(value, key)) delete dataset[name];
    else dataset[name] = value;
  return true;
};

/** What is tried is in the query, since the server has not been told of it otherwise. */
const ownQuery = (tried: Wishes | undefined): string =>
  tried === undefined ? `at=${Date.now()}` : new URLSearchParams({ set: JSON.stringify(tried) }).toString();

/** The browser's own frame, in the colour of the page. */
const colourFrame = ({ document }: Window): void => {
  const colour = getComputedStyle(document.documentElement).backgroundColor;
  const metas = document.querySelectorAll('meta[name="theme-color"]');
  for (const meta of metas) meta.setAttribute('content', colour);
};

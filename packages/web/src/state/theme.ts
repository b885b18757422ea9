import { createSignal } from 'solid-js';

export const themeWishes = ['auto', 'dark', 'light'] as const;
export type ThemeWish = (typeof themeWishes)[number];

// early.js reads this before the first paint.
const STORAGE_KEY = 'amud.theme';

export type Theme = ReturnType<typeof createTheme>;

/** Dark or light: the system's, or what the person chose here. */
export const createTheme = (browser: Window) => {
  const systemLight = browser.matchMedia('(prefers-color-scheme: light)');
  const kept = read(browser);
  const [wish, setWish] = createSignal<ThemeWish>(themeWishes.find((known) => known === kept) ?? 'auto');
  const [look, setLook] = createSignal<'dark' | 'light'>('dark');

  const apply = () => {
    const light = wish() === 'light' || (wish() === 'auto' && systemLight.matches);
    const root = browser.document.documentElement;
    root.dataset['theme'] = light ? 'light' : 'dark';
    setLook(light ? 'light' : 'dark');
    const background = browser.getComputedStyle(root).getPropertyValue('--bg').trim();
    browser.document.querySelector('meta[name="theme-color"]')?.setAttribute('content', background);
  };

  apply();
  systemLight.addEventListener('change', apply);

  return {
    wish,
    look,
    choose: (next: ThemeWish) => {
      setWish(next);
      try {
        browser.localStorage.setItem(STORAGE_KEY, next);
      } catch {
        // A browser that keeps nothing still shows the choice until the page is left.
      }
      apply();
    },
  };
};

const read = (browser: Window): string | null => {
  try {
    return browser.localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
};

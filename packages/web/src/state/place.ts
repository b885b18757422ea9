import { createSignal } from 'solid-js';

export const placeWishes = ['auto', 'home', 'outside'] as const;
export type PlaceWish = (typeof placeWishes)[number];

const STORAGE_KEY = 'amud.place';

/** Names that mean something only inside of a network: RFC 6762, 8375, 9476 and what routers make up. */
const homeEndings = ['.local', '.lan', '.home.arpa', '.home', '.internal', '.localdomain', '.localhost', '.fritz.box'];
const homeAddresses = [
  /^10\./,
  /^127\./,
  /^192\.168\./,
  /^172\.(1[6-9]|2\d|3[01])\./,
  /^169\.254\./,
  /^\[(::1\]|f[cd]|fe[89ab])/,
];

/** Whether a page at this host was opened at home. `hostname` as `URL` writes it: lower case, IPv6 in brackets. */
export const isHomeHost = (hostname: string): boolean => {
  if (hostname.startsWith('[') || /^[\d.]+$/.test(hostname)) return homeAddresses.some((range) => range.test(hostname));
  return !hostname.includes('.') || homeEndings.some((ending) => hostname.endsWith(ending));
};

export type Addresses = { url: string; outsideUrl: string };

/** The address that a card leads to; undefined: the app has none. Who is outside takes the one for outside, if there is one. */
export const addressOf = ({ url, outsideUrl }: Addresses, isOutside: boolean): string | undefined => {
  const [first, second] = isOutside ? [outsideUrl, url] : [url, outsideUrl];
  return first || second || undefined;
};

export type Place = ReturnType<typeof createPlace>;

/** Where this browser is: what the person said, or else what the address of the page tells. */
export const createPlace = (browser: Pick<Window, 'location' | 'localStorage'>) => {
  const kept = read(browser);
  const [wish, setWish] = createSignal<PlaceWish>(placeWishes.find((known) => known === kept) ?? 'auto');
  const seemsOutside = !isHomeHost(browser.location.hostname);
  return {
    wish,
    seemsOutside,
    isOutside: () => wish() === 'outside' || (wish() === 'auto' && seemsOutside),
    choose: (next: PlaceWish) => {
      setWish(next);
      try {
        browser.localStorage.setItem(STORAGE_KEY, next);
      } catch {
        // A browser that keeps nothing still follows the choice until the page is left.
      }
    },
  };
};

const read = (browser: Pick<Window, 'localStorage'>): string | null => {
  try {
    return browser.localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
};

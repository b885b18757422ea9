import type { SettingValue } from '@amud/protocol/settings.ts';

type SearchDefault = SettingValue<'searchDefault'>;

/** A place on the web to search: `%s` in its address is what was typed. */
export type Engine = { name: string; bangs: readonly string[]; url: string };

/** `LANG` is the language of the page. */
export const engines = {
  duckduckgo: { name: 'DuckDuckGo', bangs: ['d', 'ddg'], url: 'https://duckduckgo.com/?q=%s' },
  google: { name: 'Google', bangs: ['g'], url: 'https://www.google.com/search?q=%s' },
  bing: { name: 'Bing', bangs: ['b'], url: 'https://www.bing.com/search?q=%s' },
  startpage: { name: 'Startpage', bangs: ['s', 'sp'], url: 'https://www.startpage.com/sp/search?query=%s' },
  brave: { name: 'Brave', bangs: ['br', 'brave'], url: 'https://search.brave.com/search?q=%s' },
  kagi: { name: 'Kagi', bangs: ['k', 'kagi'], url: 'https://kagi.com/search?q=%s' },
  ecosia: { name: 'Ecosia', bangs: ['ec', 'ecosia'], url: 'https://www.ecosia.org/search?q=%s' },
  qwant: { name: 'Qwant', bangs: ['q', 'qwant'], url: 'https://www.qwant.com/?q=%s' },
  wikipedia: { name: 'Wikipedia', bangs: ['w', 'wiki'], url: 'https://LANG.wikipedia.org/w/index.php?search=%s' },
  youtube: { name: 'YouTube', bangs: ['yt', 'y'], url: 'https://www.youtube.com/results?search_query=%s' },
  github: { name: 'GitHub', bangs: ['gh'], url: 'https://github.com/search?q=%s' },
} as const satisfies Record<string, Engine>;

export type OwnEngine = { name: string; bang: string; url: string };

/** A person's own come first: a bang of theirs outdoes one of ours. */
export const allEngines = (own: readonly OwnEngine[], language: string): Engine[] => [
  ...own
    .filter(({ url, name }) => isEngineUrl(url) && name.trim() !== '')
    .map(({ name, bang, url }) => ({
      name: name.trim(),
      bangs: [bang.trim().replace(/^!/, '').toLowerCase()].filter(Boolean),
      url: withPlace(url),
    })),
  ...Object.values(engines).map((engine: Engine) => ({ ...engine, url: engine.url.replace('LANG', language) })),
];

/** Who writes no `%s` means the end. As a whole address, so that what is typed never becomes part of its host. */
const withPlace = (url: string): string => (url.includes('%s') ? url : `${new URL(url).href}%s`);

/** A page may lead to it: a script in an address would run with our rights. */
export const isEngineUrl = (url: string): boolean =>
  URL.canParse(url.replaceAll('%s', 'x')) && /^https?:\/\//i.test(url);

/** The engine that is asked without a bang; undefined: the web is only searched with one. */
export const usualEngine = (choice: SearchDefault, own: readonly OwnEngine[], language: string): Engine | undefined => {
  if (choice === 'none') return undefined;
  return choice === 'own' ? allEngines(own, language)[0] : engines[choice];
};

export const addressFor = ({ url }: Engine, words: string): string =>
  url.replaceAll('%s', encodeURIComponent(words.trim()).replaceAll('%20', '+'));

export type Bang = { engines: Engine[]; words: string; isWhole: boolean };

/** `!w words`, or `words !w`. Not whole yet: every engine that it may become. */
export const bangIn = (text: string, all: readonly Engine[]): Bang | undefined => {
  const [, before, atEnd] = /^(?:!(\S*)(?=\s|$))?.*?(?:\s!(\S+))?\s*$/s.exec(text) ?? [];
  const bang = (before ?? atEnd)?.toLowerCase();
  if (bang === undefined) return undefined;
  const words = before === undefined ? text.replace(/\s!\S+\s*$/, '') : text.replace(/^!\S*\s*/, '');
  const exact = all.filter((engine) => engine.bangs.includes(bang));
  if (exact.length > 0 && (words !== '' || /\s$/.test(text)))
    return { engines: exact.slice(0, 1), words, isWhole: true };
  const begun = all.filter(
    ({ name, bangs }) => bangs.some((one) => one.startsWith(bang)) || name.toLowerCase().startsWith(bang),
  );
  return { engines: begun, words, isWhole: false };
};

const SCHEME = /^https?:\/\/\S+$/i;
const HOST =
  /^(localhost|(\d{1,3}\.){3}\d{1,3}|\[[\da-f:]+\]|([\p{L}\p{N}_]([\p{L}\p{N}_-]*[\p{L}\p{N}])?\.)+\p{L}[\p{L}\p{N}-]{1,62})(:\d{1,5})?([/?#]\S*)?$/iu;
/** Names of a home network seldom have a certificate. */
const AT_HOME =
  /^(localhost|[\d.]+|\[.*\]|.*\.(lan|local|home|internal|localdomain|home\.arpa|fritz\.box))(:\d+)?([/?#]|$)/i;

/** The address that was typed, if it is one: a whole one, or a host with or without port and path. */
export const typedAddress = (text: string): string | undefined => {
  const typed = text.trim();
  if (SCHEME.test(typed)) return URL.canParse(typed) ? new URL(typed).href : undefined;
  if (!HOST.test(typed)) return undefined;
  const whole = `${AT_HOME.test(typed) ? 'http' : 'https'}://${typed}`;
  return URL.canParse(whole) ? new URL(whole).href : undefined;
};

import { linkSchemes } from '@amud/protocol/apps.ts';
import { isLink } from '@amud/protocol/forms.ts';
import { isHomeHost } from '../../../state/place.ts';

const SECURE_PORTS = new Set(['443', '8443', '9443', '5001', '8006', '8007', '10443']);

/** Whether a card can lead there. */
export const isAddress = (text: string): boolean => isLink(text.trim(), linkSchemes);

const looksLikeHost = (text: string): boolean =>
  /^(\[[\da-f:]+\]|[\w-]+(\.[\w-]+)*)(:\d{1,5})?([/?#]\S*)?$/i.test(text);

/**
 * What was meant by an address without a scheme: the likelier one first. Ports that are usually encrypted and names of the
 * internet are https.
 */
export const guesses = (typed: string): string[] => {
  const text = typed.trim().replace(/^\/\//, '');
  if (text === '' || isAddress(text) || !looksLikeHost(text)) return [];
  const [plain, secure] = [`http://${text}`, `https://${text}`];
  if (!URL.canParse(plain)) return [];
  const { hostname, port } = new URL(plain);
  const isSecure = SECURE_PORTS.has(port) || (port === '' && !isHomeHost(hostname));
  return isSecure ? [secure, plain] : [plain, secure];
};

/** The same address with the other of the two schemes of the web. */
export const otherScheme = (url: string): string | undefined => {
  if (url.startsWith('https://')) return `http://${url.slice('https://'.length)}`;
  return url.startsWith('http://') ? `https://${url.slice('http://'.length)}` : undefined;
};

const common = new Set(['www', 'app', 'apps', 'home', 'my', 'web', 'ui', 'admin', 'portal', 'localhost']);

/** A name for what is at an address: the first part of its host that says something. */
export const nameFrom = (url: string): string => {
  if (!URL.canParse(url)) return '';
  const { hostname } = new URL(url);
  if (hostname.startsWith('[') || /^[\d.]+$/.test(hostname)) return '';
  const parts = hostname.split('.');
  const meaning = parts.find((part) => !common.has(part)) ?? parts[0] ?? '';
  return meaning
    .split(/[-_]+/)
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
};

const MOST = 100;

/** Each address of a text of several lines, completed; a name in front of it, as in `Jellyfin http://…`, is kept. */
export const addressesIn = (text: string): { name: string; url: string }[] => {
  const found = text
    .split(/[\r\n]+/)
    .map((line) => lineOf(line))
    .filter((one) => one !== undefined);
  const isFirst = ({ url }: { url: string }, place: number) => found.findIndex((one) => one.url === url) === place;
  return found.filter(isFirst).slice(0, MOST);
};

const lineOf = (line: string): { name: string; url: string } | undefined => {
  const words = line.trim().split(/[\s,;]+/);
  const place = words.findIndex((word) => isAddress(word) || (/[.:]\S/.test(word) && guesses(word).length > 0));
  const typed = words[place];
  if (typed === undefined) return undefined;
  const url = isAddress(typed) ? typed : guesses(typed)[0];
  if (url === undefined) return undefined;
  const before = words
    .slice(0, place)
    .join(' ')
    .replace(/^[-*•]\s*/, '')
    .replace(/[:=]$/, '')
    .trim();
  return { name: before.slice(0, 80) || nameFrom(url), url };
};

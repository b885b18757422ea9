import { decodeEntities } from './entities.ts';

/** What is in these is no text of the page. */
const silent = ['script', 'style', 'svg', 'math', 'template', 'noscript', 'iframe', 'object', 'head', 'title'];
/** Words on both sides of these are not one word. */
const inline = /^(a|abbr|b|bdi|bdo|cite|code|em|font|i|kbd|mark|q|s|small|span|strong|sub|sup|tt|u|var|wbr)$/;

/** The text of a piece of HTML, in one line: nothing of its tags is left, so that nothing of it can do anything. */
export const textOf = (html: string, most: number): string => {
  // Much longer than what is wanted is never looked at: most of an article is not in its excerpt.
  const source = html.slice(0, 20_000 + most * 20);
  const pieces: string[] = [];
  let at = 0;
  while (at < source.length) {
    const tag = nextTag(source, at);
    if (tag === undefined) {
      pieces.push(source.slice(at));
      break;
    }
    pieces.push(source.slice(at, tag.from));
    if (!inline.test(tag.name)) pieces.push(' ');
    at = tag.to;
  }
  return cut(tidy(decodeEntities(pieces.join(''))), most);
};

/** The next tag or comment with all that is silent in it. A `<` before a space or a number is a sign. */
const nextTag = (source: string, at: number): { name: string; from: number; to: number } | undefined => {
  for (let from = source.indexOf('<', at); from >= 0; from = source.indexOf('<', from + 1)) {
    if (source.startsWith('<!--', from)) return { name: '!', from, to: behind(source, '-->', from) };
    const sign = source.charAt(from + 1);
    if (!/[A-Za-z/!?]/.test(sign)) continue;
    const name = /^\/?([A-Za-z][A-Za-z0-9]{0,20})/.exec(source.slice(from + 1, from + 24))?.[1]?.toLowerCase() ?? '!';
    const to = behind(source, '>', from);
    if (sign === '/' || !silent.includes(name)) return { name, from, to };
    const end = endOf(source, name, to);
    return { name, from, to: end };
  }
  return undefined;
};

const behind = (source: string, what: string, from: number): number => {
  const found = source.indexOf(what, from);
  return found < 0 ? source.length : found + what.length;
};

const endOf = (source: string, name: string, from: number): number => {
  const pattern = new RegExp(`</${name}`, 'gi');
  pattern.lastIndex = from;
  const found = pattern.exec(source);
  return found ? behind(source, '>', found.index) : source.length;
};

/** Signs that can't be seen, or turn the direction of what follows, have no place in a title. */
const unseen = /[\p{Cc}\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/gu;
const tidy = (text: string): string =>
  text
    .replace(/[\s\u00a0]+/g, ' ')
    .replace(unseen, '')
    .toWellFormed()
    .trim();

/** At a word, where there is one near the end. */
export const cut = (text: string, most: number): string => {
  if (text.length <= most) return text;
  const part = text.slice(0, most - 1);
  const space = part.lastIndexOf(' ');
  const end = space > most * 0.5 ? space : /[\ud800-\udbff]$/.test(part) ? part.length - 1 : part.length;
  return `${part.slice(0, end).trimEnd()}…`;
};

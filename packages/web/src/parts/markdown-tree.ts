import { isLink } from '@amud/protocol/forms.ts';
import { Lexer, type Token, type Tokens } from 'marked';

/**
 * Markdown as a tree of ours. Nothing that was written becomes markup: HTML stays the text that it is, links go only where
 * a link may, pictures come only from our own uploads.
 */
export type Inline =
  | { is: 'text' | 'code'; text: string }
  | { is: 'strong' | 'em' | 'del'; of: Inline[] }
  | { is: 'link'; href: string; of: Inline[] }
  | { is: 'image'; src: string; alt: string }
  | { is: 'break' };
export type Align = 'start' | 'center' | 'end';
export type Block =
  | { is: 'heading'; level: number; of: Inline[] }
  | { is: 'paragraph' | 'line'; of: Inline[] }
  | { is: 'code'; text: string }
  | { is: 'quote'; of: Block[] }
  | { is: 'list'; ordered: boolean; start: number; items: { task: boolean | null; of: Block[] }[] }
  | { is: 'table'; align: Align[]; header: Inline[][]; rows: Inline[][][] }
  | { is: 'rule' };

/** Deeper nesting is no text that a person reads; below it the source is shown. */
const DEEPEST = 16;

export const parseMarkdown = (text: string): Block[] => {
  if (isTooNested(text)) return [{ is: 'code', text }];
  return blocksOf(new Lexer({ gfm: true, breaks: true }).lex(text), 0);
};

/** Thousands of signs that open something would keep the parser busy for seconds, and mean nothing. */
const isTooNested = (text: string): boolean =>
  text.split('\n').some((line) => /^(?:[ \t]*(?:>|[-+*](?=\s)|\d{1,9}[.)](?=\s))){20}/.test(line)) ||
  /[[!\]]{60}|[*_~]{200}/.test(text);

const blocksOf = (tokens: readonly Token[], depth: number): Block[] => {
  if (depth > DEEPEST) return [{ is: 'code', text: tokens.map(({ raw }) => raw).join('') }];
  return tokens.flatMap((token) => blockOf(token, depth) ?? []);
};

const blockOf = (token: Token, depth: number): Block | undefined => {
  switch (token.type) {
    case 'heading':
      return { is: 'heading', level: (token as Tokens.Heading).depth, of: inlinesOf(token.tokens, depth) };
    case 'paragraph':
      return { is: 'paragraph', of: inlinesOf(token.tokens, depth) };
    case 'text':
      return { is: 'line', of: inlineOf(token, depth) };
    case 'html':
      return { is: 'paragraph', of: [{ is: 'text', text: token.raw.trim() }] };
    case 'code':
      return { is: 'code', text: (token as Tokens.Code).text };
    case 'blockquote':
      return { is: 'quote', of: blocksOf(token.tokens ?? [], depth + 1) };
    case 'list':
      return listOf(token as Tokens.List, depth);
    case 'table':
      return tableOf(token as Tokens.Table, depth);
    case 'hr':
      return { is: 'rule' };
    default:
      return undefined;
  }
};

const listOf = ({ ordered, start, items }: Tokens.List, depth: number): Block => ({
  is: 'list',
  ordered,
  start: start === '' ? 1 : start,
  items: items.map((item) => ({
    task: item.task ? (item.checked ?? false) : null,
    of: blocksOf(item.tokens, depth + 1),
  })),
});

const tableOf = ({ align, header, rows }: Tokens.Table, depth: number): Block => ({
  is: 'table',
  align: align.map((side) => (side === 'center' ? 'center' : side === 'right' ? 'end' : 'start')),
  header: header.map(({ tokens }) => inlinesOf(tokens, depth)),
  rows: rows.map((row) => row.map(({ tokens }) => inlinesOf(tokens, depth))),
});

const inlinesOf = (tokens: readonly Token[] | undefined, depth: number): Inline[] => {
  if (depth > DEEPEST) return [{ is: 'text', text: (tokens ?? []).map(({ raw }) => raw).join('') }];
  return (tokens ?? []).flatMap((token) => inlineOf(token, depth));
};

const inlineOf = (token: Token, depth: number): Inline[] => {
  switch (token.type) {
    case 'strong':
    case 'em':
    case 'del':
      return [{ is: token.type, of: inlinesOf(token.tokens, depth + 1) }];
    case 'codespan':
      return [{ is: 'code', text: (token as Tokens.Codespan).text }];
    case 'br':
      return [{ is: 'break' }];
    case 'link':
      return linkOf(token as Tokens.Link, depth);
    case 'image':
      return [imageOf(token as Tokens.Image)];
    case 'checkbox':
      return [];
    case 'text':
      return token.tokens
        ? inlinesOf(token.tokens, depth + 1)
        : [{ is: 'text', text: decode((token as Tokens.Text).text) }];
    case 'escape':
      return [{ is: 'text', text: (token as Tokens.Escape).text }];
    default:
      return [{ is: 'text', text: token.raw }];
  }
};

const linkOf = ({ href, tokens, raw }: Tokens.Link, depth: number): Inline[] => {
  const to = safeHref(href);
  return to === undefined ? [{ is: 'text', text: raw }] : [{ is: 'link', href: to, of: inlinesOf(tokens, depth + 1) }];
};

const imageOf = ({ href, text, raw }: Tokens.Image): Inline => {
  if (/^\/uploads\/[A-Za-z0-9_-]{43}\.webp$/.test(href)) return { is: 'image', src: href, alt: text };
  const to = safeHref(href);
  // The picture of another site would tell it who reads this; a link to it does so only when it is followed.
  return to === undefined
    ? { is: 'text', text: raw }
    : { is: 'link', href: to, of: [{ is: 'text', text: text || to }] };
};

const schemes = ['http', 'https', 'mailto', 'tel'];

/** A whole address, or a path of ours. */
const safeHref = (href: string): string | undefined => {
  if (/^\/(?![/\\])/.test(href) && !/[\s\\]/.test(href)) return href;
  return isLink(href, schemes) ? href : undefined;
};

const named: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  copy: '©',
  reg: '®',
  hellip: '…',
  mdash: '—',
  ndash: '–',
  larr: '←',
  rarr: '→',
  uarr: '↑',
  darr: '↓',
  times: '×',
  deg: '°',
  euro: '€',
  middot: '·',
  bull: '•',
};

/** The entities that people write; others stay as they are. */
const decode = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, digits, hex, name) => {
    if (name !== undefined) return named[name] ?? whole;
    const code = digits === undefined ? Number.parseInt(hex, 16) : Number(digits);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
  });

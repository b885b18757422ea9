import { decodeEntities } from './entities.ts';
import { textOf } from './html-text.ts';
import type { Document, Element } from './xml.ts';

const CDATA = '<![CDATA[';

/**
 * What is inside of an element, as whoever wrote it meant it: CDATA as it stands, the rest with its entities decoded once.
 * `isMarkup`: it is XHTML, which is not decoded.
 */
export const insideOf = ({ text }: Document, element: Element, isMarkup = false): string => {
  const inner = text.slice(element.from, Math.min(element.to, element.from + LONGEST));
  const usual = isMarkup ? (piece: string) => piece : decodeEntities;
  if (!inner.includes(CDATA)) return usual(inner);
  const [first = '', ...others] = inner.split(CDATA);
  const pieces = others.map((piece) => {
    const end = piece.indexOf(']]>');
    return end < 0 ? piece : piece.slice(0, end) + usual(piece.slice(end + 3));
  });
  return usual(first) + pieces.join('');
};

/** Of an article, more than an excerpt needs. */
const LONGEST = 64 * 1024;

/** An address or another word: in one piece. */
export const wordOf = (document: Document, element: Element | undefined): string =>
  element ? insideOf(document, element).trim().slice(0, 4_096) : '';

/** Text for a person; whatever is HTML in it is gone. */
export const readText = (document: Document, element: Element | undefined, most: number): string => {
  if (!element) return '';
  const type = element.attributes['type'] ?? '';
  const inside = insideOf(document, element, /xhtml/i.test(type));
  // Atom says `text` where a tag would be meant as it stands.
  return textOf(type === 'text' ? inside.replaceAll('<', '&lt;') : inside, most);
};

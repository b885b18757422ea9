import { limits } from '@amud/protocol/limits.ts';

/** An element. `from` and `to` are the ends of what is inside of it, in the text that was read. */
export type Element = {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: Element[];
  from: number;
  to: number;
};

export type Document = { root: Element; text: string };

type Tag = { name: string; attributes: Record<string, string>; end: number; isEmpty: boolean };

/**
 * Reads XML as feeds have it: what is open is closed by whoever closes more, an unknown entity stays as it is. In one go
 * over the text, whatever is in it; nothing is fetched, and a document that declares entities is refused.
 * @returns undefined when this is no XML, is too deep or has too many elements.
 */
export const readXml = (text: string): Document | undefined => {
  const top: Element = { name: '', attributes: {}, children: [], from: 0, to: text.length };
  const open: Element[] = [top];
  let count = 0;
  let at = text.indexOf('<');
  while (at >= 0) {
    const next = skipOther(text, at);
    if (next === undefined) return undefined;
    if (next > at) {
      at = text.indexOf('<', next);
      continue;
    }
    const end = text.charAt(at + 1) === '/' ? close(text, at, open) : enter(text, at, open);
    count += 1;
    if (count > limits.feed.tags || open.length > limits.feed.depth) return undefined;
    at = text.indexOf('<', end);
  }
  const [root] = top.children;
  return root && { root, text };
};

/** Behind a comment, CDATA, an instruction or the DOCTYPE; `at` itself where a tag begins; undefined: refused. */
const skipOther = (text: string, at: number): number | undefined => {
  if (text.startsWith('<!--', at)) return behind(text, '-->', at + 4);
  if (text.startsWith('<![CDATA[', at)) return behind(text, ']]>', at + 9);
  if (text.startsWith('<?', at)) return behind(text, '?>', at + 2);
  if (!text.startsWith('<!', at)) return at;
  const end = behind(text, '>', at);
  const declaration = text.slice(at, end);
  // Only a subset of its own can declare entities; those multiply, or read files.
  return /^<!doctype/i.test(declaration) && declaration.includes('[') ? undefined : end;
};

const behind = (text: string, what: string, from: number): number => {
  const found = text.indexOf(what, from);
  return found < 0 ? text.length : found + what.length;
};

const enter = (text: string, at: number, open: Element[]): number => {
  const tag = readTag(text, at + 1);
  if (tag === undefined) return at + 1;
  const { name, attributes, end, isEmpty } = tag;
  const element: Element = { name, attributes, children: [], from: end, to: isEmpty ? end : text.length };
  open.at(-1)?.children.push(element);
  if (!isEmpty) open.push(element);
  return end;
};

const close = (text: string, at: number, open: Element[]): number => {
  const end = behind(text, '>', at);
  const name = text
    .slice(at + 2, end - 1)
    .trim()
    .toLowerCase();
  const place = open.findLastIndex((element) => element.name === name);
  // What nobody opened closes nothing.
  if (place > 0) for (const element of open.splice(place)) element.to = at;
  return end;
};

const tagName = /[A-Za-z_][\w.:-]{0,99}/y;
const attribute =
  /\s*\/?\s*([^\s=>"'/<]{1,100})\s*(?:=\s*(?:"([^"<]{0,8192})"|'([^'<]{0,8192})'|([^\s"'<>]{1,2048})))?/y;
const MOST_ATTRIBUTES = 40;

/** Undefined where `<` is no more than a sign. */
const readTag = (text: string, at: number): Tag | undefined => {
  tagName.lastIndex = at;
  const name = tagName.exec(text)?.[0].toLowerCase();
  if (name === undefined) return undefined;
  const attributes: Record<string, string> = Object.create(null);
  let end = tagName.lastIndex;
  for (let count = 0; count < MOST_ATTRIBUTES; count += 1) {
    attribute.lastIndex = end;
    const found = attribute.exec(text);
    if (!found) break;
    const [, key = '', double, single, bare] = found;
    attributes[key.toLowerCase()] ??= double ?? single ?? bare ?? '';
    end = attribute.lastIndex;
  }
  end = behind(text, '>', end);
  return { name, attributes, end, isEmpty: text.charAt(end - 2) === '/' };
};

/** The first child of one of these names, in their order. */
export const child = (element: Element, ...names: string[]): Element | undefined => {
  for (const name of names) {
    const found = element.children.find((one) => one.name === name);
    if (found) return found;
  }
  return undefined;
};

export const children = (element: Element, name: string): Element[] =>
  element.children.filter((one) => one.name === name);

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '@amud/protocol/start-error.ts';

/** What a page is drawn with before any script runs. */
export type PageLook = {
  /** Of the root element: `data-theme` and its like. */
  attributes: Readonly<Record<string, string>>;
  title: string;
  /** Elements for the head, each with its attributes: styles, colours of the browser's own frame. */
  head: readonly { tag: 'link' | 'meta'; attributes: Readonly<Record<string, string>> }[];
};

/** The board that a page begins with, to be named before the app draws it. */
export type PageBoard = { name: string; hasIcon: boolean };

export type PageTemplate = { text: string; fill(first: object, look: PageLook, board: PageBoard | undefined): string };

/** The places that a template has: attributes of the root, title, the end of the head, the frame and its heading, first data. */
const shape =
  /^(.*<html\b[^>]*)(>.*<title>)[^<]*(<\/title>.*)<!--look-->(.*)<!--frame-->(.*)<!--heading-->(.*)<!--\/frame-->(.*)<!--first-->(.*)$/s;

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
const attributesOf = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
    .join('');

/** As the app draws it (board-head.tsx); the place of an icon stays empty until it is there. */
const headingOf = ({ name, hasIcon }: PageBoard): string =>
  `${hasIcon ? '<span class="app-icon"></span>' : ''}<h1 class="clip">${escapeHtml(name)}</h1>`;

/** Inside a script element only `<` could end it. */
const escapeJson = (json: string): string => json.replaceAll('<', '\\u003c');

/** @returns undefined where there is no such file. @throws StartError when it lacks a place. */
export const openTemplate = (root: string, name: string): PageTemplate | undefined => {
  const path = join(root, name);
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, 'utf8');
  const parts = shape.exec(text)?.slice(1);
  if (!parts) throw new StartError(`${path} lacks a place for what the server writes in. Run: npm run build`);
  const [opening, title, head, body, frame, frameEnd, rest, end] = parts;
  return {
    text,
    fill: (first, look, board) => {
      const elements = look.head.map(({ tag, attributes }) => `<${tag}${attributesOf(attributes)}>`).join('');
      const data = `<script type="application/json" id="first">${escapeJson(JSON.stringify(first))}</script>`;
      const drawn = board ? `<!--frame-->${frame}${headingOf(board)}${frameEnd}<!--/frame-->` : '';
      return `${opening}${attributesOf(look.attributes)}${title}${escapeHtml(look.title)}${head}${elements}${body}${drawn}${rest}${data}${end}`;
    },
  };
};

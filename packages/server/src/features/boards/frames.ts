import type { BoardContent } from '@amud/protocol/boards.ts';
import { limits } from '@amud/protocol/limits.ts';
import { itemsOf } from './board.ts';

/**
 * Of what `URL` takes for a host, only plain names and IPv4 addresses: it lets through signs that mean something in a
 * policy (`*`, `;`, `'`), and an IPv6 address can't be named in one.
 */
const plainOrigin = /^https?:\/\/[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?(:\d{1,5})?$/;

/** Where frame widgets of these contents lead to, for `frame-src`; never ourselves. */
export const frameOriginsOf = (contents: BoardContent[], isOwnHost: (host: string) => boolean): string[] => {
  const origins = new Set<string>();
  for (const item of contents.flatMap(itemsOf)) {
    if (item.kind !== 'widget' || item.widget !== 'frame') continue;
    const url = String(item.settings['url']);
    if (!URL.canParse(url)) continue;
    const { origin, host } = new URL(url);
    if (plainOrigin.test(origin) && !isOwnHost(host)) origins.add(origin);
  }
  return [...origins].slice(0, limits.board.frameOrigins);
};

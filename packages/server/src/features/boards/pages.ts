import { shortId } from '@amud/protocol/apps.ts';
import type { BoardEntry } from '@amud/protocol/boards.ts';
import { limits } from '@amud/protocol/limits.ts';
import * as v from 'valibot';
import { audienceOf, type Caller } from '../../http/route.ts';
import { entryOf } from './board.ts';
import type { Boards } from './boards.ts';
import { frameOriginsOf } from './frames.ts';
import type { Views } from './views.ts';

export type Looked = {
  path: string;
  query: URLSearchParams;
  /** Whether a host is ours, by whatever name the person calls us. */
  isOwnHost(host: string): boolean;
};

/** What the page at an address needs of the boards, for this person. */
export type BoardPages = (
  caller: Caller | null,
  looked: Looked,
) => {
  boards: BoardEntry[];
  home: string | null;
  /** The board that the page shows first; undefined: none. */
  boardId: string | undefined;
  /** The page is one of boards, and shows something that is not there for them. */
  isMissing: boolean;
  frameOrigins: string[];
};

export const createBoardPages =
  ({ boards, views }: { boards: Boards; views: Views }): BoardPages =>
  (caller, { path, query, isOwnHost }) => {
    const audience = audienceOf(caller);
    const home = boards.homeOf(audience === 'public' ? null : (caller?.userId ?? null), audience);
    const wanted = wantedOn(path, query, home);
    const found = (wanted ?? []).filter((id) => boards.get(id, audience) !== undefined);
    const contents = found.flatMap((id) => views.of(id, audience) ?? []).map(({ content }) => content);
    return {
      boards: boards.list(audience).map(entryOf),
      home,
      boardId: found[0],
      isMissing: path.startsWith('/boards/') && found.length === 0,
      frameOrigins: frameOriginsOf(contents, isOwnHost),
    };
  };

/** Ids of the boards that a page shows, the first one first; undefined for a page of something else. */
const wantedOn = (path: string, query: URLSearchParams, home: string | null): string[] | undefined => {
  if (path === '/') return home === null ? [] : [home];
  if (path === '/kiosk') {
    const ids = (query.get('boards') ?? '').split(',').filter((id) => v.is(shortId, id));
    if (ids.length === 0) return home === null ? [] : [home];
    return [...new Set(ids)].slice(0, limits.board.count);
  }
  const id = /^\/boards\/([^/]+)$/.exec(path)?.[1];
  return id === undefined ? undefined : [id];
};

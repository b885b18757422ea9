import type { FirstData } from '@amud/protocol/http.ts';
import type { Snapshot } from '@amud/protocol/live.ts';
import { createEffect, createMemo, on, untrack } from 'solid-js';
import type { Clock } from '../link/clock.ts';
import type { Http } from '../link/http.ts';
import type { Link } from '../link/socket.ts';
import { type Address, boardIdOf } from './address.ts';
import { createBoard } from './board.ts';
import { type BoardsState, createBoards } from './boards.ts';
import { createKept } from './kept.ts';
import { createNode } from './node.ts';
import { createNodes } from './nodes.ts';
import type { SessionState } from './session.ts';

type Parts = { first: FirstData; link: Link; clock: Clock; http: Http; session: SessionState; address: Address };

/** What comes over the live channel: nodes and boards, from the page's first snapshot on. */
export const createWatched = ({ first, link, clock, http, session, address }: Parts) => {
  const nodes = createNodes({ link, clock });
  const nodeCache = createKept((id) => createNode(id, { link, clock }));
  const boards = createBoards({ first, link, clock, http });
  /** Another person may see other things on a board. */
  const keyOf = (boardId: string) => `${untrack(session.user)?.id ?? ''} ${boardId}`;
  const boardCache = createKept((key) => createBoard(key.slice(key.indexOf(' ') + 1), { link, clock }));
  const watched = { nodes, nodeOf: nodeCache.of, boards, boardOf: (id: string) => boardCache.of(keyOf(id)) };
  takeFirst(first, watched);
  // What one person may see is not for the next one on this screen.
  const change = (user: FirstData['user']) => {
    boardCache.forget((key) => key.startsWith(keyOf('')));
    if (!user) {
      boards.forget();
      nodes.forget();
      nodeCache.forget();
    }
    void boards.refresh();
  };
  createEffect(on(session.user, change, { defer: true }));
  return {
    ...watched,
    /** Without an account: this page is of a board that everyone may see. */
    visits: createMemo(() => !session.user() && canVisit(address.path(), boards)),
  };
};

type Watched = Pick<ReturnType<typeof createWatched>, 'nodes' | 'nodeOf' | 'boardOf'>;

/** The snapshots that the page carries. */
const takeFirst = ({ snapshots, shot }: FirstData, watched: Watched): void => {
  for (const one of [...(shot?.snapshots ?? []), ...snapshots]) takeSnapshot(one, watched);
};

const takeSnapshot = (snapshot: Omit<Snapshot, 'type' | 'version'>, { nodes, nodeOf, boardOf }: Watched): void => {
  const [kind = '', id = ''] = snapshot.topic.split(':');
  if (kind === 'nodes') nodes.takeSnapshot(snapshot);
  if (kind === 'node') nodeOf(id).takeSnapshot(snapshot);
  if (kind === 'board') boardOf(id).takeSnapshot(snapshot);
};

/** Without an account only boards can be looked at, and only those that are for everyone. */
const canVisit = (path: string, boards: BoardsState): boolean => {
  const id = boardIdOf(path);
  if (path === '/kiosk' || id === null) return boards.home() !== null;
  return id !== undefined && boards.get(id) !== undefined;
};

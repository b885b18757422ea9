import type { CardApp } from '@amud/protocol/apps.ts';
import type { BoardContent, BoardView } from '@amud/protocol/boards.ts';
import { type Audience, sees } from '@amud/protocol/roles.ts';
import { compress } from '../../http/compress.ts';
import type { Encoding } from '../../http/web-app.ts';
import { appIdsOf, type Board, entryOf, stepAt } from './board.ts';
import type { Boards } from './boards.ts';
import { picturesIn } from './pictures.ts';
import { type IsPresent, visibleTo } from './visible.ts';

export type CardOf = (appId: string, audience: Audience) => CardApp | undefined;

/** Boards as each audience sees them, worked out once for each until something of it changes. */
export type Views = {
  of(id: string, audience: Audience): BoardView | undefined;
  /** As the JSON of an answer, packed as the browser takes it. */
  json(id: string, audience: Audience, encoding?: Encoding): Promise<Buffer<ArrayBuffer> | undefined>;
  /** Ids of the boards that have one of these apps, seen or not. */
  boardsWith(appIds: string[]): string[];
  /** Whether one of the boards that they may see shows them this picture. */
  shows(uploadId: string, audience: Audience): boolean;
  forgetApps(appIds: string[], how: 'presence' | 'status'): void;
};

type Kept = {
  board: Board;
  content: BoardContent;
  pictures?: ReadonlySet<string>;
  view?: BoardView;
  json?: Buffer<ArrayBuffer>;
  packed?: Partial<Record<Encoding, Promise<Buffer<ArrayBuffer>>>>;
};

export const createViews = (parts: {
  boards: Pick<Boards, 'get' | 'list'>;
  cardOf: CardOf;
  isPresent: IsPresent;
}): Views => {
  const { boards, cardOf, isPresent } = parts;
  const kept = new Map<string, Kept>();
  const keep = (id: string, audience: Audience): Kept | undefined => {
    const board = boards.get(id, audience);
    const key = `${id} ${audience}`;
    const known = kept.get(key);
    if (!board) return void kept.delete(key);
    if (known?.board === board) return known;
    // A change of the board's place or access leaves what it has as it is.
    const content =
      known && known.board.content === board.content ? known.content : visibleTo(board.content, audience, isPresent);
    const made: Kept = { board, content };
    kept.set(key, made);
    return made;
  };
  const view = (one: Kept, audience: Audience): BoardView => {
    one.view ??= viewOf(one, audience, cardOf);
    return one.view;
  };
  const boardsWith = (appIds: string[]): string[] =>
    boards
      .list('admin')
      .filter(({ content }) => appIds.some((id) => appIdsOf(content).has(id)))
      .map(({ id }) => id);
  return {
    boardsWith,
    of: (id, audience) => {
      const one = keep(id, audience);
      return one && view(one, audience);
    },
    json: async (id, audience, encoding) => {
      const one = keep(id, audience);
      if (!one) return undefined;
      one.json ??= Buffer.from(JSON.stringify({ board: view(one, audience) }));
      if (!encoding) return one.json;
      one.packed ??= {};
      one.packed[encoding] ??= compress(encoding, one.json);
      return one.packed[encoding];
    },
    shows: (uploadId, audience) =>
      boards.list(audience).some(({ id }) => {
        const one = keep(id, audience);
        if (!one) return false;
        one.pictures ??= new Set(picturesIn(view(one, audience)));
        return one.pictures.has(uploadId);
      }),
    forgetApps: (appIds, how) => {
      const touched = new Set(boardsWith(appIds));
      for (const [key, one] of kept) {
        if (!touched.has(one.board.id)) continue;
        if (how === 'presence') kept.delete(key);
        else
          kept.set(key, {
            board: one.board,
            content: one.content,
            ...(one.pictures ? { pictures: one.pictures } : {}),
          });
      }
    },
  };
};

const viewOf = ({ board, content }: Kept, audience: Audience, cardOf: CardOf): BoardView => {
  const isEditor = sees(audience, 'operator');
  const apps: Record<string, CardApp> = {};
  for (const id of appIdsOf(content)) {
    const card = cardOf(id, audience);
    if (card) apps[id] = card;
  }
  return {
    ...entryOf(board),
    revision: board.revision,
    undo: isEditor ? crossable(board, board.step, audience) : null,
    redo: isEditor ? crossable(board, board.step + 1, audience) : null,
    changedBy: sees(audience, 'viewer') ? board.changedBy : null,
    content,
    apps,
  };
};

/** What a step is called, when there is a state on both sides of it and this audience may see what it touched. */
const crossable = (board: Board, number: number, audience: Audience): string | null => {
  const step = stepAt(board, number);
  if (!step || !stepAt(board, number - 1)) return null;
  return step.isHidden && !sees(audience, 'admin') ? null : step.what;
};

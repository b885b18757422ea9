import type { CardApp } from '@amud/protocol/apps.ts';
import type { BoardContent, BoardView } from '@amud/protocol/boards.ts';
import type { Snapshot } from '@amud/protocol/live.ts';
import { createMemo, createSignal } from 'solid-js';
import { createStore, produce, reconcile, unwrap } from 'solid-js/store';
import type { Clock } from '../link/clock.ts';
import { openTopic } from '../link/collection.ts';
import type { Link } from '../link/socket.ts';
import { mergePatch, replaceFields } from './merge-patch.ts';
import { patched } from './patched.ts';
import { isSame } from './same.ts';

/** A board without its apps. What it holds is replaced as a whole: it changes when somebody arranges it. */
export type BoardBase = Omit<BoardView, 'apps'>;
export type BoardState = ReturnType<typeof createBoard>;
/** What the editor has done and the server has not said yet. */
export type Overlay = (content: BoardContent) => BoardContent;
type Nulls = string[][];

/** The topic `board:ID`: what is on it, and how its apps are, field by field. */
export const createBoard = (boardId: string, { link, clock }: { link: Link; clock: Clock }) => {
  const [base, setBase] = createSignal<BoardBase | undefined>(undefined, { equals: isSame });
  const [apps, setApps] = createStore<Record<string, CardApp>>({});
  const [gone, setGone] = createSignal<string>();
  const [overlay, setOverlay] = createSignal<Overlay>();

  const content = createMemo(() => {
    const known = base();
    return known && (overlay()?.(known.content) ?? known.content);
  });

  const take = ({ apps: nextApps, ...next }: BoardView) => {
    setGone(undefined);
    const known = unwrap(apps);
    if (!isSame(known, nextApps)) setApps(produce((draft) => replaceFields(draft, nextApps)));
    setBase(next);
  };

  const takePatch = (patch: unknown, nulls: Nulls = []) => {
    const { apps: changed, ...rest } = patch as Partial<BoardView>;
    const ofApps = nulls.flatMap(([first, ...path]) => (first === 'apps' ? [path] : []));
    if (changed !== undefined || ofApps.length > 0)
      setApps(produce((draft) => mergePatch(draft, changed ?? {}, ofApps)));
    const others = nulls.filter(([first]) => first !== 'apps');
    if (Object.keys(rest).length > 0 || others.length > 0) setBase((old) => old && patched(old, rest, others));
  };

  const topic = openTopic({
    link,
    clock,
    topic: `board:${boardId}`,
    on: { snapshot: ({ data }) => take(data as BoardView), patch: takePatch, gone: setGone },
  });

  return {
    boardId,
    base,
    content,
    apps,
    gone,
    setOverlay: (next: Overlay | undefined) => setOverlay(() => next),
    takeSnapshot: (snapshot: Pick<Snapshot, 'data'>) => take(snapshot.data as BoardView),
    /** The answer to a change. The live channel may have been quicker. */
    takeAnswer: (view: BoardView) => {
      if (view.revision >= (base()?.revision ?? 0)) take(view);
    },
    forget: () => {
      setBase(undefined);
      setApps(reconcile({}));
    },
    watch: topic.watch,
    close: topic.close,
  };
};

import { createEffect, createRoot, on } from 'solid-js';
import { unwrap } from 'solid-js/store';
import { type Keeper, openKeeper, type ShotPart } from '../link/worker.ts';
import { boardIdOf } from './address.ts';
import type { App } from './app.ts';

/** A page that stays open keeps what it shows about so often. */
const EVERY_MS = 5 * 60_000;

type Parts = Pick<App, 'version' | 'build' | 'session' | 'visits' | 'boards' | 'boardOf' | 'nodes'> &
  Pick<App, 'address' | 'settings' | 'live' | 'clock' | 'shot' | 'look'>;

/**
 * What this person sees is kept in the browser for when AMUD does not answer: the page with its files, the home board, and
 * the nodes. Fetched once the page is there; whoever leaves takes it along.
 */
export const keepForLater = (app: Parts, browser: Window & typeof globalThis): (() => void) => {
  const keeper = openKeeper(browser);
  if (!keeper.isThere) return () => {};
  return createRoot((dispose) => {
    const person = (): string | null => personOf(app);
    createEffect(
      on(person, (now, before) => {
        if (before !== undefined || now === null) void keeper.forget().then(() => begin(keeper, app, browser));
        else void begin(keeper, app, browser);
      }),
    );
    if (!app.shot) follow(keeper, app, browser);
    return dispose;
  });
};

const personOf = ({ session, visits }: Parts): string | null => {
  const user = session.user();
  if (user) return user.mustChangePassword ? null : String(user.id);
  return visits() ? 'visitor' : null;
};

const begin = async (keeper: Keeper, app: Parts, browser: Window): Promise<void> => {
  const person = personOf(app);
  // A page that is old itself has nothing newer to keep.
  if (person === null || app.shot) return;
  const urls = browser.performance.getEntriesByType('resource').map(({ name }) => name);
  await keeper.tell({ type: 'keep', person, build: app.build, urls }).catch(() => {});
  keep(keeper, app, app.address.path());
};

const keep = (keeper: Keeper, app: Parts, path: string): void => {
  const person = personOf(app);
  if (person === null || app.live.away()) return;
  const tell = (part: ShotPart, value: object) =>
    void keeper.tell({ type: 'shot', person, part, text: JSON.stringify(value) }).catch(() => {});
  tell('first', firstOf(app));
  const home = app.boards.home();
  const boardId = boardIdOf(path) === null ? home : boardIdOf(path);
  if (boardId !== undefined && boardId !== null && boardId === home) {
    const board = app.boardOf(boardId);
    const base = board.base();
    if (base) tell('board', { topic: `board:${boardId}`, data: { ...base, apps: unwrap(board.apps) }, history: {} });
  }
  if (path === '/nodes' && app.nodes.data.known) tell('nodes', nodesOf(app));
};

const firstOf = ({ version, build, session, settings, boards }: Parts): object => ({
  version,
  build,
  user: session.user(),
  settings: settings.view(),
  boards: boards.list(),
  home: boards.home(),
  notices: [],
});

const nodesOf = ({ nodes }: Parts): object => {
  const known = unwrap(nodes.data.nodes);
  const history = Object.keys(known).map((id) => [id, nodes.history(id).recent.columns()] as const);
  return { topic: 'nodes', data: { nodes: known, refusals: {} }, history: Object.fromEntries(history) };
};

/** When a page is left for another, put aside, or no longer told what is new, it is as good as it gets. */
const follow = (keeper: Keeper, app: Parts, browser: Window): void => {
  const now = (path = app.address.path()) => keep(keeper, app, path);
  createEffect(on(app.address.path, (_, before) => before !== undefined && now(before)));
  browser.document.addEventListener('visibilitychange', () => browser.document.hidden && now());
  const again = () => {
    if (!browser.document.hidden) now();
    app.clock.after(EVERY_MS, again);
  };
  app.clock.after(EVERY_MS, again);
  // The page is drawn anew in other colours.
  createEffect(on(app.look.colours, () => void begin(keeper, app, browser), { defer: true }));
};

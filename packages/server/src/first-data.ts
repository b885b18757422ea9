import type { BoardView, WidgetItem } from '@amud/protocol/boards.ts';
import type { Clock } from '@amud/protocol/clock.ts';
import type { Notice } from '@amud/protocol/http.ts';
import type { Snapshot } from '@amud/protocol/live.ts';
import type { WeatherOutput } from '@amud/protocol/weather.ts';
import type { BoardPages } from './features/boards/pages.ts';
import type { Nodes } from './features/nodes/nodes.ts';
import type { Settings } from './features/settings/settings.ts';
import { toUser } from './features/users/routes.ts';
import type { PagesParts } from './http/pages.ts';
import { audienceOf, type Caller } from './http/route.ts';
import type { WebApp } from './http/web-app.ts';
import type { Channel } from './live/channel.ts';

const pages = /^\/(sign-in|setup|boards(\/[^/]+)?|kiosk|apps|feeds|nodes|settings(\/[a-z]+)?)?$/;

type FirstParts = {
  version: string;
  web: WebApp;
  icons: string;
  clock: Clock;
  channel: Channel;
  nodes: Nodes;
  boardPages: BoardPages;
  publicHost: string | undefined;
  settings: Settings;
  notices(caller: Caller): Notice[];
  /** Of a weather widget, where it is here already. */
  weatherHere(boardId: string, itemId: string, caller: Caller | null): WeatherOutput | undefined;
};

/** The data in a page: who looks, and the snapshots of what that page shows. */
export const createFirst =
  (parts: FirstParts): PagesParts['first'] =>
  (caller, { path, query, host }) => {
    const { version, web, icons, clock, channel, nodes, settings } = parts;
    const isOwnHost = (other: string): boolean => other === host || other === parts.publicHost;
    const { boardId, isMissing, ...ofBoards } = parts.boardPages(caller, { path, query, isOwnHost });
    const nodeId = /^\/nodes\/([^/]+)$/.exec(path)?.[1];
    const topic = nodeId !== undefined ? `node:${nodeId}` : path === '/nodes' ? 'nodes' : `board:${boardId}`;
    const snapshot = channel.snapshot(topic, audienceOf(caller));
    const shown = snapshot ? widgetsOf(snapshot) : [];
    const hasNodes = shown.some(({ widget }) => widget === 'nodes');
    const hosts = hasNodes ? channel.snapshot('nodes', audienceOf(caller)) : undefined;
    const weather = shown.flatMap(({ widget, id }) => {
      const here = widget === 'weather' ? parts.weatherHere(boardId ?? '', id, caller) : undefined;
      return here ? [[id, here] as const] : [];
    });
    const language = settings.forUser(caller?.userId ?? null).get('language');
    // Who is not signed in, or not quite, is sent there first, whatever they asked for.
    const isReady = caller !== null && !caller.mustChangePassword;
    const isThere = nodeId === undefined ? pages.test(path) && !isMissing : nodes.get(nodeId) !== undefined;
    const board = isReady && path !== '/kiosk' ? ofBoards.boards.find(({ id }) => id === boardId) : undefined;
    return {
      locale: language === 'auto' ? undefined : language,
      board: board && { name: board.name, hasIcon: board.icon !== '' },
      isFound: isThere || (!isReady && (pages.test(path) || nodeId !== undefined)),
      data: {
        version,
        build: web.build,
        icons,
        now: clock.now(),
        user: caller && toUser(caller),
        notices: caller ? parts.notices(caller) : [],
        settings: settings.view(caller),
        ...ofBoards,
        snapshots: [snapshot, hosts].filter((one) => one !== undefined),
        weather: Object.fromEntries(weather),
      },
    };
  };

/** The widgets of a board; what they show is drawn with the rest of it. */
const widgetsOf = ({ topic, data }: Snapshot): WidgetItem[] =>
  topic.startsWith('board:')
    ? (data as BoardView).content.sections.flatMap(({ items }) => items.filter((item) => item.kind === 'widget'))
    : [];

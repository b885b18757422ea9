import type { CardApp } from '@amud/protocol/apps.ts';
import type { BoardEntry } from '@amud/protocol/board-list.ts';
import type { NodeView } from '@amud/protocol/live.ts';
import type { IconName } from '../../look/outlines.ts';
import { m } from '../../messages.ts';
import { type AppState, stateOf } from '../../parts/check-words.ts';
import { boardIdOf } from '../../state/address.ts';
import type { App } from '../../state/app.ts';
import { shortSystem } from '../../state/condition.ts';
import type { PaletteAction } from '../../state/palette.ts';
import { addressOf, type PlaceWish, placeWishes } from '../../state/place.ts';
import { settingPlaces } from '../settings/find.ts';
import { prepare, type Searchable } from './match.ts';

export type GroupName = 'recent' | 'apps' | 'boards' | 'nodes' | 'settings' | 'actions' | 'web';

/** A line of the palette. `id` is the same every time. */
export type Entry = {
  id: string;
  group: GroupName;
  name: string;
  detail: string;
  picture: { kind: 'app'; icon: string } | { kind: 'outline'; name: string };
  /** Read where it is drawn: it changes while the entry stays. */
  state?: () => AppState;
  /** Where it leads, or what it does. */
  href?: string;
  isNewTab?: boolean;
  run?: () => void;
  /** What Tab makes of what was typed. */
  completion: string;
};

type Parts = Pick<
  App,
  'address' | 'apps' | 'boards' | 'nodes' | 'session' | 'place' | 'settings' | 'toasts' | 'palette'
>;

/** Everything that can be found here, prepared for the search. Each kind is prepared anew only when it changes. */
export const localEntries = (app: Parts) => ({
  apps: () => Object.values(app.apps.data.apps).flatMap((one) => appEntry(one, app.place.isOutside())),
  boards: () => app.boards.list().map(boardEntry),
  nodes: () => Object.values(app.nodes.data.nodes).map(nodeEntry),
  settings: () => settingsEntries(app.session.user()?.role),
  actions: () => [...app.palette.actions(), ...ownActions(app)].map(actionEntry),
});

const appEntry = (app: CardApp, isOutside: boolean): Searchable<Entry>[] => {
  const href = addressOf(app, isOutside);
  if (href === undefined) return [];
  const entry: Entry = {
    id: `app:${app.id}`,
    group: 'apps',
    name: app.name,
    detail: hostOf(href),
    picture: { kind: 'app', icon: app.icon },
    state: () => stateOf(app.status),
    href,
    isNewTab: app.target === 'new',
    completion: app.name,
  };
  return [prepare(entry, app.name, [app.description, ...app.tags, app.url, app.outsideUrl])];
};

const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host || address : address);

const boardEntry = ({ id, name, icon }: BoardEntry): Searchable<Entry> => {
  const picture = icon === '' ? ({ kind: 'outline', name: 'layout-grid' } as const) : ({ kind: 'app', icon } as const);
  const href = `/boards/${id}`;
  const entry: Entry = { id: `board:${id}`, group: 'boards', name, detail: '', picture, href, completion: name };
  return prepare(entry, name, [m.search_group_boards()]);
};

const nodeEntry = (node: NodeView): Searchable<Entry> => {
  const system = node.platform?.osName ? shortSystem(node.platform.osName) : '';
  const entry: Entry = {
    id: `node:${node.id}`,
    group: 'nodes',
    name: node.name,
    detail: system,
    picture: { kind: 'outline', name: 'server' },
    href: `/nodes/${encodeURIComponent(node.id)}`,
    completion: node.name,
  };
  return prepare(entry, node.name, [node.id, system, m.shell_nodes()]);
};

const settingsEntries = (role: string | undefined): Searchable<Entry>[] =>
  settingPlaces(role).map((place) => {
    const { id, label, group, path, key } = place.value;
    const entry: Entry = {
      id: key ? `setting:${id}` : `page:${path}`,
      group: 'settings',
      name: label,
      detail: key ? group.label() : '',
      picture: { kind: 'outline', name: group.icon },
      href: path,
      completion: label,
    };
    return { ...place, value: entry };
  });

const modes = [
  { mode: 'dark', name: m.search_act_theme_dark(), icon: 'moon' },
  { mode: 'light', name: m.search_act_theme_light(), icon: 'sun' },
  { mode: 'auto', name: m.search_act_theme_auto(), icon: 'sun-moon' },
] as const;

const ownActions = (app: Parts): PaletteAction[] => [
  ...(app.session.mayEdit() ? editActions(app) : []),
  {
    id: 'feeds',
    name: m.shell_keys_feeds(),
    more: [m.shell_feeds()],
    icon: 'rss',
    run: () => app.address.go('/feeds'),
  },
  ...modeActions(app),
  ...placeActions(app.place),
  {
    id: 'sign-out',
    name: m.search_act_sign_out(),
    more: [m.search_act_sign_out_words()],
    icon: 'log-out',
    run: () => void app.session.signOut(),
  },
];

/** On a board it is that one that is edited, else the home board. */
const editActions = ({ apps, address, session }: Parts): PaletteAction[] => {
  const board = boardIdOf(address.path()) === undefined ? '/' : address.path();
  const action = (id: string, name: string, words: string, icon: IconName, run: () => void) => ({
    id,
    name,
    more: [words],
    icon,
    run,
  });
  const setup = action('setup', m.setup_title(), m.setup_words(), 'layout-grid', () => address.go('/setup'));
  return [
    action('app-new', m.apps_dialog_add(), m.apps_add_words(), 'plus', () => apps.shown.edit(null)),
    action('new-board', m.search_act_new_board(), m.search_act_new_board_words(), 'layout-grid', () =>
      address.go(`${board}?new`),
    ),
    action('edit-board', m.search_act_edit_board(), m.search_act_edit_board_words(), 'pencil', () =>
      address.go(`${board}?edit`),
    ),
    action('apps', m.apps_all(), m.apps_all_words(), 'table-2', () => address.go('/apps')),
    ...(session.user()?.role === 'admin' ? [setup] : []),
  ];
};

const modeActions = ({ settings, toasts }: Parts): PaletteAction[] => {
  const choose = async (mode: (typeof modes)[number]['mode']) => {
    const answer = await settings.save('me', { mode });
    if (!answer.ok) toasts.say(answer.fault.message);
  };
  return modes
    .filter(({ mode }) => settings.get('mode') !== mode)
    .map(({ mode, name, icon }) => ({
      id: `mode:${mode}`,
      name,
      more: [m.search_act_theme_words()],
      icon,
      run: () => void choose(mode),
    }));
};

const placeLooks = {
  auto: { name: m.search_act_place_auto, icon: 'map-pin' },
  home: { name: m.search_act_place_home, icon: 'house' },
  outside: { name: m.search_act_place_outside, icon: 'globe' },
} as const satisfies Record<PlaceWish, { name: () => string; icon: IconName }>;

/** Where this browser is decides which address of an app is opened. */
const placeActions = (place: Parts['place']): PaletteAction[] =>
  placeWishes
    .filter((wish) => wish !== place.wish())
    .map((wish) => ({
      id: `place:${wish}`,
      name: placeLooks[wish].name(),
      more: [m.search_act_place_words()],
      icon: placeLooks[wish].icon,
      run: () => place.choose(wish),
    }));

const actionEntry = ({ id, name, more = [], icon, detail = '', run }: PaletteAction): Searchable<Entry> => {
  const picture = { kind: 'outline', name: icon } as const;
  return prepare({ id: `act:${id}`, group: 'actions', name, detail, picture, run, completion: name }, name, more);
};

import { createMemo, createSignal, onCleanup } from 'solid-js';
import { m } from '../../messages.ts';
import type { App } from '../../state/app.ts';
import { locale } from '../../state/language.ts';
import { createUsed } from '../../state/used.ts';
import { allEngines, usualEngine } from './engines.ts';
import { type Entry, type GroupName, localEntries } from './entries.ts';
import { type Match, type Searchable, search } from './match.ts';
import { webEntries } from './web-entries.ts';

export type Row = { entry: Entry; marks: Match<Entry>['marks'] };
export type Group = { name: GroupName; label: string; rows: Row[] };

const labels: Record<GroupName, () => string> = {
  recent: m.search_group_recent,
  apps: m.search_group_apps,
  boards: m.search_group_boards,
  nodes: m.search_group_nodes,
  settings: m.search_group_settings,
  actions: m.search_group_actions,
  web: m.search_group_web,
};

const MOST_OF_GROUP: Partial<Record<GroupName, number>> = { apps: 8 };
const MOST_OF_OTHERS = 5;
const MOST_RECENT = 6;

/** Between two that fit alike, habit decides; it never lifts what fits badly over what fits well. */
const HABIT = 0.12;

export type PaletteState = ReturnType<typeof createPaletteState>;

/** What was typed, what fits, and which of it is meant. */
export const createPaletteState = (app: App) => {
  onCleanup(app.apps.watch());
  onCleanup(app.boards.watch());
  onCleanup(app.nodes.watch());
  const text = () => app.palette.text() ?? '';
  const used = createUsed(() => localStorage, app.session.user()?.id ?? null, { now: () => Date.now() });
  const sources = Object.values(localEntries(app)).map((read) => createMemo(read));
  const all = createMemo(() => sources.flatMap((read) => read()));
  const own = () => app.settings.get('searchEngines');
  const usual = () => usualEngine(app.settings.get('searchDefault'), own(), locale);
  const ofWeb = createMemo(() => webEntries(text(), allEngines(own(), locale), usual()));
  const groups = createMemo(() => {
    if (text().trim() === '') return atFirst(all(), used);
    const boost = ({ id }: Entry) => HABIT * (1 - 0.5 ** used.weight(id));
    const { entries, isAsked } = ofWeb();
    const here = isAsked && text().includes('!') ? [] : grouped(search(all(), text(), boost));
    const web = toGroup('web', entries.map(unmarked));
    return (isAsked ? [web, ...here] : [...here, web]).filter(({ rows }) => rows.length > 0);
  });
  const rows = createMemo(() => groups().flatMap((group) => group.rows));
  return { text, used, groups, rows, ...createActive(rows) };
};

/** The row that Enter opens: it stays the same while others come and go around it. */
const createActive = (rows: () => Row[]) => {
  const [wish, setWish] = createSignal<string>();
  const place = createMemo(() =>
    Math.max(
      0,
      rows().findIndex(({ entry }) => entry.id === wish()),
    ),
  );
  const go = (to: number) => {
    const count = rows().length;
    if (count > 0) setWish(rows()[(to + count) % count]?.entry.id);
  };
  return {
    place,
    active: () => rows()[place()]?.entry,
    go,
    step: (by: number) => go(place() + by),
    /** What is typed anew is answered by what fits best. */
    begin: () => setWish(undefined),
  };
};

const unmarked = (entry: Entry): Row => ({ entry, marks: [] });
const toGroup = (name: GroupName, rows: Row[]): Group => ({ name, label: labels[name](), rows });

/** By kind; the kind with the best comes first. */
const grouped = (matches: Match<Entry>[]): Group[] => {
  const byGroup = Map.groupBy(matches, ({ value }) => value.group);
  return [...byGroup].map(([name, found]) =>
    toGroup(
      name,
      found.slice(0, MOST_OF_GROUP[name] ?? MOST_OF_OTHERS).map(({ value, marks }) => ({ entry: value, marks })),
    ),
  );
};

/** Before anything is typed: what was used lately, then a little of everything. */
const atFirst = (all: Searchable<Entry>[], used: ReturnType<typeof createUsed>): Group[] => {
  const byId = new Map(all.map(({ value }) => [value.id, value]));
  const latest = used.latest().flatMap((id) => byId.get(id) ?? []);
  const recent = latest.slice(0, MOST_RECENT);
  const rest = all.filter(({ value }) => !recent.includes(value));
  const others = grouped(rest.map(({ value }) => ({ value, score: 0, marks: [] })));
  return [toGroup('recent', recent.map(unmarked)), ...others].filter(({ rows }) => rows.length > 0);
};

import type { Difference, ExportedFile } from '@amud/protocol/export.ts';
import { limits } from '@amud/protocol/limits.ts';
import { toCanonical } from './canonical.ts';

type Thing = Record<string, unknown>;
type Field = Difference['fields'][number];
type Named = { name: string; value: unknown };
type Things = ReadonlyMap<string, Named>;

const isThing = (value: unknown): value is Thing =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What taking a file would change, thing by thing and field by field. `knownPictures` are here already. */
export const differencesOf = (
  here: ExportedFile,
  file: ExportedFile,
  knownPictures: ReadonlySet<string>,
): { differences: Difference[]; same: number } => {
  const names = new Map([...here.apps, ...file.apps].map(({ id, name }) => [id, name]));
  const before = thingsOf(here);
  const after = thingsOf(file);
  const found = (Object.keys(before) as (keyof typeof before)[]).map((kind) =>
    compare(kind, before[kind], after[kind], names),
  );
  const pictures = file.pictures.filter(({ id }) => !knownPictures.has(id));
  return {
    differences: [
      ...found.flatMap(({ differences }) => differences),
      ...pictures.map(({ id }) => ({
        kind: 'picture' as const,
        id,
        name: id.slice(0, 8),
        change: 'added' as const,
        fields: [],
        more: 0,
      })),
    ],
    same: found.reduce((sum, { same }) => sum + same, file.pictures.length - pictures.length),
  };
};

const thingsOf = (file: ExportedFile) => {
  const {
    settings,
    apps = [],
    boards = [],
    feeds = [],
  } = toCanonical({ ...file, pictures: [] }) as Partial<ExportedFile>;
  const chosen = (of: Thing = {}): Things =>
    new Map(Object.entries(of).map(([key, value]) => [key, { name: key, value }]));
  const things = (of: readonly (Thing & { id: string; name: string })[]): Things =>
    new Map(of.map((one) => [one.id, { name: one.name, value: one }]));
  return {
    setting: chosen(settings?.everyone),
    'own-setting': chosen(settings?.mine),
    app: things(apps),
    board: things(boards),
    feed: things(feeds.map((feed) => ({ ...feed, name: feed.name || feed.url }))),
  };
};

const compare = (kind: Difference['kind'], before: Things, after: Things, names: ReadonlyMap<string, string>) => {
  const differences: Difference[] = [];
  let same = 0;
  for (const [id, { name, value }] of after) {
    const old = before.get(id);
    if (old && isSame(old.value, value)) same += 1;
    else {
      const all = fieldsOf(old?.value, value, '', names);
      const fields = all.slice(0, limits.export.fields);
      const change = old ? 'changed' : 'added';
      differences.push({
        kind,
        id,
        name,
        change,
        fields: kind.endsWith('setting') || old ? fields : [],
        more: old ? all.length - fields.length : 0,
      });
    }
  }
  for (const [id, { name }] of before)
    if (!after.has(id)) differences.push({ kind, id, name, change: 'removed', fields: [], more: 0 });
  return { differences, same };
};

/** Where two values differ. Things in a list are told apart by their ids, whatever their order. */
const fieldsOf = (before: unknown, after: unknown, field: string, names: ReadonlyMap<string, string>): Field[] => {
  if (isSame(before, after)) return [];
  if (isThing(before) && isThing(after))
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
      fieldsOf(before[key], after[key], join(field, key), names),
    );
  const [old, next] = [listOf(before), listOf(after)];
  if (!old || !next) return [{ field, before: toText(before), after: toText(after) }];
  const label = (thing: Thing) => join(field, nameOf(thing, names));
  const byId = new Map(old.map((one) => [one['id'], one]));
  const nextIds = new Set(next.map((one) => one['id']));
  const fields = [
    ...next.flatMap((one): Field[] => {
      const known = byId.get(one['id']);
      return known
        ? fieldsOf(known, one, label(one), names)
        : [{ field: label(one), before: null, after: toText(one) }];
    }),
    ...old
      .filter((one) => !nextIds.has(one['id']))
      .map((one) => ({ field: label(one), before: toText(one), after: null })),
  ];
  if (fields.length > 0) return fields;
  const order = (things: Thing[]) => clip(things.map((one) => nameOf(one, names)).join(', '));
  return [{ field, before: order(old), after: order(next) }];
};

/** A list of things with ids; an empty or missing list is one too, beside another. */
const listOf = (value: unknown): Thing[] | undefined => {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return undefined;
  return value.every((one) => isThing(one) && typeof one['id'] === 'string') ? (value as Thing[]) : undefined;
};

const join = (field: string, part: string): string => (field === '' ? part : `${field} › ${part}`);

const nameOf = (thing: Thing, names: ReadonlyMap<string, string>): string => {
  const name = thing['title'] || thing['name'] || names.get(String(thing['appId'])) || thing['widget'] || thing['id'];
  return clip(String(name));
};

const toText = (value: unknown): string | null => {
  if (value === undefined) return null;
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return clip(value.join(', '));
  return clip(typeof value === 'string' ? value : JSON.stringify(value));
};

const clip = (text: string): string =>
  text.length > limits.export.textLength ? `${text.slice(0, limits.export.textLength)}…` : text;

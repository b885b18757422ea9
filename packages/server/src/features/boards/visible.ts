import { type Area, type BoardContent, type Item, lowestRow, type Section } from '@amud/protocol/boards.ts';
import { type Audience, sees } from '@amud/protocol/roles.ts';
import { settingsForViewer } from '@amud/protocol/widgets.ts';
import { FaultError } from '../../http/faults.ts';
import { withItems } from './board.ts';

/** Whether an app is there: a card whose app was removed is shown to nobody, and comes back with it. */
export type IsPresent = (appId: string) => boolean;

/** Widgets of nodes are for those who may see nodes. */
const ofNodes: ReadonlySet<string> = new Set(['nodes', 'chart']);

export const isFor = (item: Item, audience: Audience): boolean =>
  sees(audience, item.visibleTo) && (item.kind === 'app' || !ofNodes.has(item.widget) || sees(audience, 'viewer'));

const isEditor = (audience: Audience): boolean => sees(audience, 'operator');

/**
 * What of a board's content this audience may see. Those who don't edit also miss sections that have nothing for them:
 * their titles would tell of it.
 */
export const visibleTo = (content: BoardContent, audience: Audience, isPresent: IsPresent): BoardContent => {
  const isVisible = (item: Item): boolean => isFor(item, audience) && (item.kind !== 'app' || isPresent(item.appId));
  const sections = content.sections.map((section) => withItems(section, section.items.filter(isVisible)));
  if (isEditor(audience)) return { ...content, sections };
  const filled = new Set(sections.flatMap(({ id, parent, items }) => (items.length > 0 ? [id, parent] : [])));
  const reduced = sections.filter(({ id }) => filled.has(id)).map((one) => withItems(one, one.items.map(reduce)));
  return { ...content, sections: reduced };
};

/** Only those who edit need all of a widget's settings. */
const reduce = (item: Item): Item =>
  item.kind === 'widget' ? { ...item, settings: settingsForViewer(item.widget, item.settings) } : item;

/**
 * What an editor sent, with what they can't see back in its place. Where they put something else there meanwhile, it moves
 * down to the first free row.
 * @throws FaultError when they removed a section that has such things in it, or took the id of one.
 */
export const withHidden = (
  current: BoardContent,
  given: BoardContent,
  audience: Audience,
  isPresent: IsPresent,
): BoardContent => {
  const isForeign = (item: Item): boolean => !isFor(item, audience);
  const sections = new Map(given.sections.map((section) => [section.id, section]));
  const sentIds = new Set(given.sections.flatMap(({ id, items }) => [id, ...items.map((item) => item.id)]));
  // The browser of who removed an app may not know of it yet, and send its cards all the same.
  const isMissing = (item: Item): boolean =>
    isForeign(item) || (item.kind === 'app' && !isPresent(item.appId) && !sentIds.has(item.id));
  const merged = new Map<string, Item[]>();
  for (const section of current.sections) {
    if (!section.items.some(isMissing)) continue;
    if (section.items.some((item) => isForeign(item) && sentIds.has(item.id)))
      throw new FaultError('invalid', 'An id occurs twice.');
    const to = sections.get(section.id);
    if (to) merged.set(section.id, putBack(section.items, to.items, isMissing));
    else refuseRemoval(section, isForeign);
  }
  if (merged.size === 0) return given;
  return { ...given, sections: given.sections.map((one) => withItems(one, merged.get(one.id) ?? one.items)) };
};

const refuseRemoval = ({ title, items }: Section, isForeign: (item: Item) => boolean): void => {
  if (!items.some(isForeign)) return;
  const name = title === '' ? 'A section' : `The section "${title}"`;
  throw new FaultError(
    'forbidden',
    `${name} has cards that you can't see, so you can't remove it. Ask an admin, who sees them.`,
  );
};

/** Each of the missing follows the one that it followed before, as far as that is still here. */
const putBack = (before: Item[], given: Item[], isMissing: (item: Item) => boolean): Item[] => {
  const isGiven = new Set(given.map(({ id }) => id));
  const followers = new Map<string | null, Item[]>();
  let last: string | null = null;
  for (const item of before) {
    if (isMissing(item)) followers.set(last, [...(followers.get(last) ?? []), item]);
    else if (isGiven.has(item.id)) last = item.id;
  }
  const taken = [...given];
  const settled = (items: Item[] = []): Item[] =>
    items.map((item) => {
      const free = settle(item, taken);
      taken.push(free);
      return free;
    });
  return [...settled(followers.get(null)), ...given.flatMap((item) => [item, ...settled(followers.get(item.id))])];
};

const overlaps = (a: Area, b: Area): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

const settle = (item: Item, others: Item[]): Item => ({
  ...item,
  desktop: settleArea(
    item.desktop,
    others.map(({ desktop }) => desktop),
  ),
  ...(item.phone
    ? {
        phone: settleArea(
          item.phone,
          others.flatMap(({ phone }) => phone ?? []),
        ),
      }
    : {}),
});

const settleArea = (area: Area, others: Area[]): Area => {
  let y = area.y;
  for (;;) {
    const inTheWay = others.filter((other) => overlaps({ ...area, y }, other));
    if (inTheWay.length === 0 || y >= lowestRow) return y === area.y ? area : { ...area, y };
    y = Math.min(lowestRow, ...inTheWay.map((other) => other.y + other.h));
  }
};

/** What operators can't see, as text to compare: whether a step touched it. */
export const hiddenPart = (content: BoardContent): string =>
  JSON.stringify(
    content.sections
      .map(({ id, items }) => [id, items.filter((item) => !isFor(item, 'operator'))] as const)
      .filter(([, items]) => items.length > 0),
  );

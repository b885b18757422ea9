import type { BoardContent, Item, Section } from '@amud/protocol/boards.ts';
import type { FoundKind } from '@amud/protocol/discovery.ts';
import { newId } from '../new-id.ts';
import { isSame } from '../same.ts';
import { addItems, emptySection, itemsOf } from './changes.ts';

export type Placed = { appId: string; group: string; kind: FoundKind };
type Group<C> = { title: string; members: C[] };

/** What the server calls the board of a new installation, and the section on it that waits for apps. */
const STARTER = { name: 'Home', section: 'Apps' };
/** A card on the grid of twelve columns. */
const SIZE = { w: 2, h: 1 };
/** So few apps are one group; a group of one is none. */
const FEW = 4;
/** So many cards fill a section of half the width in two rows. */
const HALF = 6;

/** Where labels name a group, there; else by what the apps are for, as far as that makes groups. What is left comes last. */
export const groupFound = <C extends Omit<Placed, 'appId'>>(
  cards: readonly C[],
  titles: Record<FoundKind, string>,
): Group<C>[] => {
  const counts = Map.groupBy(cards, ({ group, kind }) => (group === '' ? kind : ''));
  const isGroup = (kind: FoundKind): boolean => cards.length > FEW && (counts.get(kind)?.length ?? 0) > 1;
  const titleOf = ({ group, kind }: C): string => (group || titles[isGroup(kind) ? kind : 'other']).slice(0, 60);
  const groups = [...Map.groupBy(cards, titleOf)].map(([title, members]) => ({ title, members }));
  const order = Object.values(titles);
  const rank = ({ title }: Group<C>): number => (order.includes(title) ? order.indexOf(title) : -1);
  return groups.toSorted((one, other) => rank(one) - rank(other));
};

/** Two small ones stand side by side. */
const shareOut = (groups: readonly Group<Placed>[]): Section['share'][] => {
  const shares: Section['share'][] = [];
  for (const [index, { members }] of groups.entries()) {
    const isHalfFull = shares.filter((share) => share === 'half').length % 2 === 1;
    const next = groups[index + 1];
    const hasPartner = isHalfFull || (next !== undefined && next.members.length <= HALF);
    shares.push(members.length <= HALF && hasPartner ? 'half' : 'full');
  }
  return shares;
};

const itemOf = ({ appId }: Pick<Placed, 'appId'>): Item => ({
  kind: 'app',
  id: newId(),
  appId,
  bar: 'day',
  visibleTo: 'public',
  desktop: { x: 0, y: 0, ...SIZE },
});

/** Cards for apps that were found, below what is on the board. */
export const arrangeFound =
  (cards: readonly Placed[], titles: Record<FoundKind, string>) =>
  (before: BoardContent): BoardContent => {
    const content = { ...before, sections: before.sections.filter((one) => !isWaiting(one, before, titles.other)) };
    const groups = groupFound(cards, titles);
    const known = new Map(content.sections.map((section) => [section.title.toLowerCase(), section.id]));
    const fresh = groups.filter(({ title }) => !known.has(title.toLowerCase()));
    const shares = shareOut(fresh);
    const added = fresh.map(({ title }, index): Section => {
      const id = newId();
      known.set(title.toLowerCase(), id);
      return { ...emptySection(id, title), share: shares[index] ?? 'full' };
    });
    return groups.reduce<BoardContent>(
      (done, { title, members }) => {
        const sectionId = known.get(title.toLowerCase()) ?? newId();
        return addItems(members.map(itemOf), sectionId, sectionId)(done) ?? done;
      },
      { ...content, sections: [...content.sections, ...added] },
    );
  };

/** The board of a new installation in the words of who sets it up; null where there is nothing to change. */
export const nameStarter =
  (words: typeof STARTER) =>
  (content: BoardContent): BoardContent | null => {
    const named: BoardContent = {
      ...content,
      name: content.name === STARTER.name ? words.name : content.name,
      sections: content.sections.map((one) => (isWaiting(one, content) ? { ...one, title: words.section } : one)),
    };
    return isSame(named, content) ? null : named;
  };

/** The section in which a new board waits for its first apps: they bring their own, in an order that makes sense. */
const isWaiting = (section: Section, { sections }: BoardContent, words = STARTER.section): boolean =>
  [STARTER.section, words].includes(section.title) &&
  section.items.length === 0 &&
  !sections.some(({ parent }) => parent === section.id);

/** A card for each that has none here yet, in the first section that has apps, or at the foot. */
export const addCards =
  (appIds: readonly string[]) =>
  (content: BoardContent): BoardContent => {
    const shown = new Set(itemsOf(content).flatMap((item) => (item.kind === 'app' ? [item.appId] : [])));
    const items = appIds.filter((id) => !shown.has(id)).map((appId) => itemOf({ appId }));
    const section =
      content.sections.find((one) => one.items.some(({ kind }) => kind === 'app')) ?? content.sections.at(-1);
    return addItems(items, section?.id, newId())(content) ?? content;
  };

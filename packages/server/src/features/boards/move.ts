import { type BoardContent, type Item, lowestRow, type Section } from '@amud/protocol/boards.ts';
import { limits } from '@amud/protocol/limits.ts';
import { randomShortId } from '../../core/random.ts';
import { FaultError } from '../../http/faults.ts';
import { type Board, type Editor, itemsOf, withItems } from './board.ts';
import { type BoardsState, commit, mustShow, prepareStep, refuseStale } from './commit.ts';
import type { Trail } from './trail.ts';
import { isFor } from './visible.ts';

export type Move = {
  revision: number;
  itemId: string;
  toBoardId: string;
  toSectionId?: string | undefined;
  step: string;
};

/** Takes a card from one board to the foot of a section of another: a step on both, in one transaction. */
export const moveItem = async (
  state: BoardsState,
  id: string,
  move: Move,
  editor: Editor,
  trail: Trail,
): Promise<void> => {
  const from = mustShow(state, id, editor);
  refuseStale(from, move.revision);
  const to = mustShow(state, move.toBoardId, editor);
  if (to.id === from.id) throw new FaultError('invalid', 'It is on this board already.', { field: 'toBoardId' });
  const item = itemsOf(from.content).find((one) => one.id === move.itemId);
  if (!item || !isFor(item, editor.role)) throw new FaultError('missing', 'There is no such card on this board.');
  if (itemsOf(to.content).length >= limits.board.items)
    throw new FaultError('conflict', `"${to.content.name}" has ${limits.board.items} cards already.`);
  const halves = [
    { before: from, content: without(from.content, item), link: { boardId: to.id, step: to.step + 1 } },
    { before: to, content: withAdded(to, item, move.toSectionId), link: { boardId: from.id, step: from.step + 1 } },
  ];
  const prepared = await Promise.all(halves.map((half) => prepareStep(state, { ...half, what: move.step, editor })));
  await commit(state, async (transaction) => {
    const changed: Board[] = [];
    for (const { write } of prepared) changed.push(await write(transaction));
    await trail.record(transaction, {
      target: id,
      detail: { name: from.content.name, step: move.step, to: to.content.name, toId: to.id },
    });
    return { changed };
  });
};

const without = (content: BoardContent, item: Item): BoardContent => ({
  ...content,
  sections: content.sections.map((section) =>
    section.items.includes(item)
      ? withItems(
          section,
          section.items.filter((one) => one !== item),
        )
      : section,
  ),
});

/** Below everything in the section, or in the last one; a board without any gets one. */
const withAdded = ({ content }: Board, item: Item, sectionId: string | undefined): BoardContent => {
  const isTaken = content.sections.some(({ id, items }) => id === item.id || items.some((one) => one.id === item.id));
  const { phone: _, ...rest } = item;
  const target = content.sections.find(({ id }) => id === sectionId);
  if (sectionId !== undefined && !target)
    throw new FaultError('missing', 'There is no such section on that board.', { field: 'toSectionId' });
  const section = target ?? content.sections.at(-1) ?? emptySection();
  const foot = Math.max(0, ...section.items.map(({ desktop }) => desktop.y + desktop.h));
  const moved: Item = {
    ...rest,
    ...(isTaken ? { id: randomShortId() } : {}),
    desktop: { ...item.desktop, x: 0, y: Math.min(foot, lowestRow) },
  };
  const filled = withItems(section, [...section.items, moved]);
  return content.sections.length === 0
    ? { ...content, sections: [filled] }
    : { ...content, sections: content.sections.map((one) => (one === section ? filled : one)) };
};

const emptySection = (): Section => ({
  id: randomShortId(),
  title: '',
  parent: null,
  share: 'full',
  icon: '',
  collapsed: false,
  items: [],
});

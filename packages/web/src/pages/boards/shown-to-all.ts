import type { BoardContent } from '@amud/protocol/boards.ts';

/** Widgets of nodes are left out for who has no account. */
const ofNodes: ReadonlySet<string> = new Set(['nodes', 'chart']);

/** How many cards anyone would see of a public board, and how many not. */
export const shownToAll = ({ sections }: BoardContent): { shown: number; hidden: number } => {
  const items = sections.flatMap((section) => section.items);
  const shown = items.filter(
    (item) => item.visibleTo === 'public' && !(item.kind === 'widget' && ofNodes.has(item.widget)),
  ).length;
  return { shown, hidden: items.length - shown };
};

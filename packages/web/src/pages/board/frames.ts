import type { BoardContent } from '@amud/protocol/boards.ts';

const originOf = (url: unknown): string[] => {
  const parsed = typeof url === 'string' && URL.canParse(url) ? new URL(url) : undefined;
  return parsed && /^https?:$/.test(parsed.protocol) ? [parsed.origin] : [];
};

/** The sites that a board shows in frames. */
export const originsOf = ({ sections }: BoardContent): string[] => {
  const framed = sections.flatMap(({ items }) =>
    items.flatMap((item) => (item.kind === 'widget' && item.widget === 'frame' ? originOf(item.settings['url']) : [])),
  );
  return [...new Set(framed)].toSorted();
};

const KEY = 'amud.framed';

/**
 * What a page may frame is settled when it is loaded, so a board with other frames needs a page of its own. Once for each
 * set of frames: a server that does not allow them would have it loaded for ever.
 */
export const needsOwnPage = (needed: readonly string[], allowed: readonly string[], boardId: string): boolean => {
  // Nearly every board; and the browser takes a while to have its store at hand.
  if (needed.length === 0 && allowed.length === 0) return false;
  if (needed.join() === allowed.toSorted().join()) {
    sessionStorage.removeItem(KEY);
    return false;
  }
  const mark = `${boardId} ${needed.join()}`;
  if (sessionStorage.getItem(KEY) === mark) return false;
  sessionStorage.setItem(KEY, mark);
  return true;
};

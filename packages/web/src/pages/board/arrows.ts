type Point = { x: number; y: number };

const directions: Record<string, Point> = {
  ArrowRight: { x: 1, y: 0 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowDown: { x: 0, y: 1 },
  ArrowUp: { x: 0, y: -1 },
};

const middleOf = ({ left, top, width, height }: DOMRect): Point => ({ x: left + width / 2, y: top + height / 2 });

/** Off the way counts double: the next one in the row comes before a nearer one below. */
const farness = (from: DOMRect, to: DOMRect, { x, y }: Point): number | undefined => {
  const [a, b] = [middleOf(from), middleOf(to)];
  const along = (b.x - a.x) * x + (b.y - a.y) * y;
  if (along <= 1) return undefined;
  const isBeside =
    x !== 0 ? from.top < to.bottom && to.top < from.bottom : from.left < to.right && to.left < from.right;
  const across = Math.abs((b.x - a.x) * y) + Math.abs((b.y - a.y) * x);
  return along + across * 2 + (isBeside ? 0 : 10_000);
};

/** The one to go to from a rectangle, or undefined at the edge. */
export const nearest = <E extends { getBoundingClientRect(): DOMRect }>(
  from: DOMRect,
  others: readonly E[],
  direction: Point,
): E | undefined => {
  let best: E | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const other of others) {
    const far = farness(from, other.getBoundingClientRect(), direction);
    if (far !== undefined && far < least) [best, least] = [other, far];
  }
  return best;
};

/** Arrow keys go from card to card as the eye does. */
export const walkCards = (event: KeyboardEvent): void => {
  const board = event.currentTarget as HTMLElement;
  const direction = directions[event.key];
  if (!direction || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.defaultPrevented) return;
  const here = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-card-link]') : null;
  if (here === null || here !== event.target) return;
  const cards = [...board.querySelectorAll<HTMLElement>('[data-card-link]')];
  const next = nearest(
    here.getBoundingClientRect(),
    cards.filter((card) => card !== here),
    direction,
  );
  if (!next) return;
  event.preventDefault();
  next.focus();
};

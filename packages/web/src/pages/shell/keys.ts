type Actions = { go: (to: string) => void; path: () => string; help: () => void };

/** How long the first of two keys waits for the second. */
const CHORD_MS = 1_200;

const places: Record<string, string> = {
  h: '/',
  n: '/nodes',
  s: '/settings/security',
  u: '/settings/users',
  a: '/settings/audit',
};

/** The keys of the whole app. Answers how to stop listening. */
export const listenToKeys = (document: Document, { go, path, help }: Actions): (() => void) => {
  let chordUntil = 0;

  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (isTaken(event.target, document)) return;
    if (event.timeStamp < chordUntil) {
      chordUntil = 0;
      const place = places[event.key];
      if (place) go(place);
      return;
    }
    if (event.key === 'g') chordUntil = event.timeStamp + CHORD_MS;
    else if (event.key === '?') help();
    else if (event.key === 'Escape' && path().startsWith('/nodes/')) go('/nodes');
    else if (toFilter(event.key, document) || step(event.key, document)) event.preventDefault();
  };

  document.addEventListener('keydown', press);
  return () => document.removeEventListener('keydown', press);
};

/** Where letters are for typing, or a dialog is open, the app's keys rest. */
const isTaken = (target: EventTarget | null, document: Document): boolean => {
  if (document.querySelector('dialog[open], :popover-open')) return true;
  return target instanceof Element && target.closest('input:not([type="radio"]), textarea, select') !== null;
};

const toFilter = (key: string, document: Document): boolean => {
  const filter = key === '/' ? document.querySelector<HTMLElement>('input[type="search"]') : null;
  filter?.focus();
  return filter !== null;
};

const letters: Record<string, number> = { j: 1, k: -1 };
const arrows = (document: Document): Record<string, number> => {
  const right = document.documentElement.dir === 'rtl' ? -1 : 1;
  return { ArrowDown: 1, ArrowRight: right, ArrowUp: -1, ArrowLeft: -right };
};

/** Moves between cards. Arrows only from a card on, so that they scroll the page elsewhere. */
const step = (key: string, document: Document): boolean => {
  const links = [...document.querySelectorAll<HTMLElement>('[data-card-link]')];
  const here = links.indexOf(document.activeElement as HTMLElement);
  const by = letters[key] ?? (here >= 0 ? arrows(document)[key] : undefined);
  if (by === undefined || links.length === 0) return false;
  const next = here < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, here + by));
  links[next]?.focus();
  return true;
};

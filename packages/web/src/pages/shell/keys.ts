type Actions = {
  go: (to: string) => void;
  path: () => string;
  help: () => void;
  palette: { text: () => string | undefined; open: (typed?: string) => void; close: () => void };
  /** Somebody is about to open the palette. */
  onIntent: () => void;
};

/** How long the first of two keys waits for the second. */
const CHORD_MS = 1_200;

const places: Record<string, string> = {
  h: '/',
  n: '/nodes',
  f: '/feeds',
  s: '/settings',
  u: '/settings/users',
  a: '/settings/audit',
};

/** The keys of the whole app. Answers how to stop listening. */
export const listenToKeys = (document: Document, { go, path, help, palette, onIntent }: Actions): (() => void) => {
  let chordUntil = 0;

  const press = (event: KeyboardEvent) => {
    if (event.key === 'Control' || event.key === 'Meta') onIntent();
    if (toPalette(event, document, palette)) return event.preventDefault();
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (isTaken(event.target, document)) return;
    if (event.timeStamp < chordUntil) {
      chordUntil = 0;
      const place = places[letterOf(event)];
      if (place) go(place);
      return;
    }
    if (letterOf(event) === 'g') chordUntil = event.timeStamp + CHORD_MS;
    else if (event.key === '?') help();
    else if (event.key === 'Escape' && path().startsWith('/nodes/')) go('/nodes');
    else if (toFilter(letterOf(event), document) || step(event, document)) event.preventDefault();
  };

  document.addEventListener('keydown', press);
  return () => document.removeEventListener('keydown', press);
};

/** Where letters are for typing, or a dialog is open, the app's keys rest. */
const isTaken = (target: EventTarget | null, document: Document): boolean => {
  if (document.querySelector('dialog[open], :popover-open')) return true;
  return target instanceof Element && target.closest('input:not([type="radio"]), textarea, select') !== null;
};

/** The key by its place where the letters are not Latin: the shortcuts of an Arabic keyboard are on the same keys. */
const letterOf = ({ key, code }: KeyboardEvent): string => {
  if (key.length !== 1 || /^[\x20-\x7e]$/.test(key)) return key;
  return code === 'Slash' ? '/' : code.replace(/^Key/, '').toLowerCase();
};

const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '');

/** Ctrl+K, ⌘K or / opens it; until it is drawn, what is typed goes into it. */
const toPalette = (event: KeyboardEvent, document: Document, palette: Actions['palette']): boolean => {
  const hasModifier = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  const isShortcut = hasModifier && !event.altKey && !event.shiftKey && letterOf(event).toLowerCase() === 'k';
  const dialog = document.querySelector('dialog[open]');
  if (palette.text() !== undefined) {
    if (isShortcut) palette.close();
    else if (!dialog && event.key.length === 1 && !event.ctrlKey && !event.metaKey) palette.open(event.key);
    else return false;
    return true;
  }
  const isSlash = letterOf(event) === '/' && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (dialog || !(isShortcut || (isSlash && !isTaken(event.target, document)))) return false;
  palette.open();
  return true;
};

const toFilter = (key: string, document: Document): boolean => {
  const filter = key === 'f' ? document.querySelector<HTMLElement>('input[type="search"]') : null;
  filter?.focus();
  return filter !== null;
};

const letters: Record<string, number> = { j: 1, k: -1 };
const arrows = (document: Document): Record<string, number> => {
  const right = document.documentElement.dir === 'rtl' ? -1 : 1;
  return { ArrowDown: 1, ArrowRight: right, ArrowUp: -1, ArrowLeft: -right };
};

/** Moves between cards. Arrows only from a card on, so that they scroll the page elsewhere. */
const step = (event: KeyboardEvent, document: Document): boolean => {
  const links = [...document.querySelectorAll<HTMLElement>('[data-card-link]')];
  const here = links.indexOf(document.activeElement as HTMLElement);
  const by = letters[letterOf(event)] ?? (here >= 0 ? arrows(document)[event.key] : undefined);
  if (by === undefined || links.length === 0) return false;
  const next = here < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, here + by));
  links[next]?.focus();
  return true;
};

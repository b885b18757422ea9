import type { FeedEntry } from '../../state/feeds.ts';
import type { FeedsPageState } from './feeds-state.ts';

/** The first of two keys that lead to another page. */
const CHORD = 'g';
const CHORD_MS = 1_200;

/** The key by its place where the letters are not Latin. */
const letterOf = ({ key, code }: KeyboardEvent): string =>
  key.length !== 1 || /^[\x20-\x7e]$/.test(key) ? key : code.replace(/^Key/, '').toLowerCase();

const entryAt = (event: KeyboardEvent, entries: readonly FeedEntry[]): FeedEntry | undefined => {
  const id = event.target instanceof Element && event.target.closest('[data-entry]')?.getAttribute('data-entry');
  return entries.find((entry) => String(entry.id) === id);
};

/** o opens, m marks as read or unread, s stars the entry that has the focus; j and k are of every list. */
export const createEntryKeys = (page: FeedsPageState) => {
  let chordUntil = 0;
  return (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const letter = letterOf(event);
    if (letter === CHORD) chordUntil = event.timeStamp + CHORD_MS;
    const entry = event.timeStamp < chordUntil ? undefined : entryAt(event, page.data.entries);
    if (!entry) return;
    if (letter === 'm') void page.mark(entry, { read: !entry.isRead });
    else if (letter === 's') void page.mark(entry, { starred: !entry.isStarred });
    else if (letter === 'o') open(event);
    else return;
    event.preventDefault();
  };
};

const open = ({ target }: KeyboardEvent): void => {
  if (target instanceof Element)
    target.closest('[data-entry]')?.querySelector<HTMLElement>('[data-card-link]')?.click();
};

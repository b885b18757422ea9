import type { FeedsWidget } from '@amud/protocol/feeds.ts';

const HOUR_MS = 3_600_000;

/** What the widget looks like. Names and numbers, since they are in every language. */
export const sampleFeeds = (now: number): FeedsWidget => {
  const entry = (id: number, feedId: string, title: string, hours: number) => ({
    id,
    feedId,
    title,
    url: '',
    excerpt: '',
    at: now - hours * HOUR_MS,
  });
  return {
    feeds: [
      { id: 'debian00', name: 'Debian', site: '' },
      { id: 'jellyfin', name: 'Jellyfin', site: '' },
    ],
    entries: [
      entry(1, 'jellyfin', 'Jellyfin 10.11.4', 2),
      entry(2, 'debian00', 'Debian 13.2', 26),
      entry(3, 'jellyfin', 'Jellyfin 10.11.3', 75),
      entry(4, 'debian00', 'DSA-6061-1', 98),
    ],
    faults: [],
  };
};

import type { FeedInput } from '@amud/protocol/feeds.ts';
import { limits } from '@amud/protocol/limits.ts';
import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fake-clock.ts';
import { prepareAdoption, unread } from './adopt.ts';
import { fromRow, type KnownFeed } from './known-feed.ts';

const input = (url: string): FeedInput => ({ name: '', url, category: '', everyMinutes: 60, visibleTo: 'guest' });
const feedOf = (id: string, url: string): KnownFeed =>
  fromRow({ ...unread, id, content: JSON.stringify(input(url)), etag: '"old"' });
const stateOf = (...feeds: KnownFeed[]) => new Map(feeds.map((feed) => [feed.id, feed]));

it('goes to the feed that a reading under way has in hand, and asks its new address for everything', () => {
  const feed = feedOf('aaaaaaaa', 'http://one.invalid/');
  feed.isRunning = true;
  const state = stateOf(feed);
  const put = [{ id: feed.id, ...input('http://two.invalid/') }];
  const prepared = prepareAdoption(createFakeClock(), state, { put, remove: [] }, () => {});
  expect(feed.input.url).toBe('http://one.invalid/');
  prepared.done();
  expect(state.get(feed.id)).toBe(feed);
  expect(feed).toMatchObject({ etag: null, input: { url: 'http://two.invalid/' } });
});

it('refuses more feeds than there may be, not counting those that leave for it', () => {
  const full = Array.from({ length: limits.feed.count }, (_, index) =>
    feedOf(`feed${index}0000`, `http://${index}.invalid/`),
  );
  const adopt = (url: string) =>
    prepareAdoption(
      createFakeClock(),
      stateOf(...full),
      { put: [{ id: 'another000', ...input(url) }], remove: [] },
      () => {},
    );
  expect(() => adopt('http://new.invalid/')).toThrow('more than');
  expect(() => adopt('http://3.invalid/')).not.toThrow();
});

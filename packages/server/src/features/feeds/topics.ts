import type { FeedsData } from '@amud/protocol/feeds.ts';
import type { FindTopic } from '../../live/channel.ts';
import type { Feeds } from './feeds.ts';

/** Topic `feeds` of the live channel: that something is new. What it is, each person asks for. */
export const feedTopics =
  (feeds: Pick<Feeds, 'changes'>): FindTopic =>
  (name, audience) =>
    name === 'feeds'
      ? { access: 'public', differs: true, read: (): FeedsData => ({ changes: feeds.changes(audience) }) }
      : undefined;

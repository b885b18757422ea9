import type { Clock, Undo } from '@amud/protocol/clock.ts';
import type { Bus } from '../../core/bus.ts';
import type { Channel } from '../../live/channel.ts';
import type { Views } from './views.ts';

/** What was seen of apps goes out at most this often; what a person did goes out at once. */
const STATUS_STEP_MS = 1_000;

export type PublisherParts = {
  bus: Bus;
  clock: Clock;
  views: Views;
  channel: Pick<Channel, 'publish'>;
  forgetCards(appIds: string[]): void;
};

/** Makes what was kept of boards and apps anew when something of it changed, and tells the browsers. @returns its undo. */
export const publishBoards = ({ bus, clock, views, channel, forgetCards }: PublisherParts): Undo => {
  const waiting = new Set<string>();
  let lastAt = Number.NEGATIVE_INFINITY;
  let cancel: Undo | undefined;
  const flush = (): void => {
    cancel = undefined;
    lastAt = clock.monotonic();
    for (const topic of waiting) channel.publish(topic);
    waiting.clear();
  };
  const publishSoon = (topics: string[]): void => {
    for (const topic of topics) waiting.add(topic);
    if (cancel) return;
    const restMs = lastAt + STATUS_STEP_MS - clock.monotonic();
    if (restMs <= 0) flush();
    else cancel = clock.after(restMs, flush);
  };
  const topicsWith = (appIds: string[]): string[] => [...views.boardsWith(appIds).map((id) => `board:${id}`), 'apps'];
  const undos = [
    bus.on('apps-changed', 'boards', ({ ids }) => {
      forgetCards(ids);
      views.forgetApps(ids, 'presence');
      topicsWith(ids).forEach(channel.publish);
    }),
    bus.on('checks-changed', 'boards', ({ appIds }) => {
      forgetCards(appIds);
      views.forgetApps(appIds, 'status');
      publishSoon(topicsWith(appIds));
    }),
    bus.on('boards-changed', 'boards', ({ ids }) => {
      for (const id of ids) channel.publish(`board:${id}`);
      channel.publish('boards');
      // Which apps someone may know of follows from the boards.
      channel.publish('apps');
    }),
  ];
  return () => {
    cancel?.();
    for (const undo of undos) undo();
  };
};

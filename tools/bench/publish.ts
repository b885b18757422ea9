import type { AppStatus } from '@amud/protocol/checks.ts';
import { createCards } from '../../packages/server/src/features/apps/cards.ts';
import { boardTopics } from '../../packages/server/src/features/boards/topics.ts';
import { createViews } from '../../packages/server/src/features/boards/views.ts';
import { createChannel } from '../../packages/server/src/live/channel.ts';
import { median } from './figures.ts';

const TURNS = 40;

const statusAt = (turn: number): AppStatus => ({
  state: turn % 2 === 0 ? 'up' : 'slow',
  since: turn,
  checkedAt: turn,
  latencyMs: turn,
  reason: null,
  uptimeDay: 0.999,
  uptimeMonth: 0.998,
  day: 'u'.repeat(48),
  month: 'u'.repeat(30),
});

/** From "every check of this board changed" to the frame for all who look: viewers and guests, both at once. */
export const publishMilliseconds = (apps: number): number => {
  const ids = Array.from({ length: apps }, (_, index) => `app${index}`.padEnd(12, 'x'));
  let turn = 0;
  const input = (id: string) => ({
    ...{ name: id, url: `http://${id}.home.arpa/`, outsideUrl: '', icon: 'brand:jellyfin', description: '', tags: [] },
    ...({ target: 'new', node: null, check: null } as const),
  });
  const known = new Map(
    ids.map((id) => [id, { id, revision: 1, input: input(id), headers: new Map(), removedAt: null }] as const),
  );
  const cards = createCards({ get: (id) => known.get(id) }, () => statusAt(turn));
  const items = ids.map((id, index) => ({
    ...{ kind: 'app' as const, id: `i${id}`, appId: id, bar: 'day' as const, visibleTo: 'public' as const },
    desktop: { x: (index % 6) * 2, y: Math.floor(index / 6), w: 2, h: 1 },
  }));
  const section = {
    id: 'sectionxxxxx',
    title: '',
    parent: null,
    icon: '',
    collapsed: false,
    share: 'full' as const,
    items,
  };
  const board = {
    ...{ id: 'boardxxxxxxx', position: 0, access: 'guest' as const, revision: 1, steps: [], step: 1 },
    ...{ changedBy: null, removedAt: null, content: { name: 'Home', icon: '', sections: [section] } },
  };
  const boards = { get: () => board, list: () => [board] };
  const views = createViews({ boards, cardOf: cards.of, isPresent: (id) => known.has(id) });
  const channel = createChannel(boardTopics({ boards, views }));
  let bytes = 0;
  for (const audience of ['viewer', 'guest'] as const)
    channel.subscribe(`board:${board.id}`, audience, (frame) => {
      bytes += frame.length;
    });
  const times: number[] = [];
  for (turn = 1; turn <= TURNS; turn += 1) {
    const before = bytes;
    const began = performance.now();
    cards.forget(ids);
    views.forgetApps(ids, 'status');
    channel.publish(`board:${board.id}`);
    times.push(performance.now() - began);
    if (bytes === before) throw new Error('nothing was published');
  }
  return median(times);
};

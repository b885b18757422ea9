import type { AppsData } from '@amud/protocol/boards.ts';
import type { Audience } from '@amud/protocol/roles.ts';
import type { FindTopic } from '../../live/channel.ts';
import type { Apps } from './apps.ts';
import type { Cards } from './cards.ts';

type Parts = { apps: Apps; cards: Cards; reach(audience: Audience): (appId: string) => boolean };

/** Topic `apps` of the live channel: those that this audience may know of. */
export const appTopics =
  ({ apps, cards, reach }: Parts): FindTopic =>
  (name, audience) => {
    if (name !== 'apps') return undefined;
    const read = (): AppsData => {
      const isVisible = reach(audience);
      const data: AppsData = { apps: {} };
      for (const id of apps.ids()) {
        const card = isVisible(id) ? cards.of(id, audience) : undefined;
        if (card) data.apps[id] = card;
      }
      return data;
    };
    return { access: 'public', differs: true, read };
  };

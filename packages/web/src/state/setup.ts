import type { Discovery, FoundApp, FoundKind } from '@amud/protocol/discovery.ts';
import type { Answer, Http } from '../link/http.ts';
import { arrangeFound, nameStarter, type Placed } from './arranging/found-cards.ts';
import { changeBoard } from './change-board.ts';

export type { Discovery, FoundApp, FoundKind } from '@amud/protocol/discovery.ts';
export type { Placed } from './arranging/found-cards.ts';

export type Setup = ReturnType<typeof createSetup>;

/** Finding apps that run already, and putting them on a board. */
export const createSetup = (http: Http) => ({
  find: (): Promise<Answer<Discovery>> => http.call('GET', '/api/discovery', 'discoveryOutput'),
  ignore: (keys: string[], ignored: boolean) => http.call('POST', '/api/discovery/ignored', 'done', { keys, ignored }),
  add: (found: FoundApp) => http.call('POST', '/api/apps', 'appOutput', inputOf(found)),
  /** Cards for what was added, in a section for each group that labels name, else for each kind. */
  place: (boardId: string, cards: readonly Placed[], titles: Record<FoundKind, string>) =>
    changeBoard(http, boardId, arrangeFound(cards, titles)),
  nameStarter: (boardId: string, words: { name: string; section: string }) =>
    changeBoard(http, boardId, nameStarter(words)),
});

const inputOf = ({ name, url, icon, description, nodeId, part, pin }: FoundApp) => ({
  name,
  url,
  icon,
  description,
  node: { id: nodeId, part },
  check: { kind: 'http', pin },
});

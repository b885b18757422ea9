import { appOutput } from '@amud/protocol/apps.ts';
import { type BoardContent, boardOutput } from '@amud/protocol/boards.ts';
import { type Discovery, discoveryOutput, type FoundApp } from '@amud/protocol/discovery.ts';
import { done } from '@amud/protocol/http.ts';
import type { Answer, Http, Refusal } from '../link/http.ts';
import { addItems, emptySection } from './arranging/changes.ts';
import { newId } from './new-id.ts';

export type { Discovery, FoundApp } from '@amud/protocol/discovery.ts';

/** A card on the grid of twelve columns. */
const SIZE = { w: 2, h: 1 };
const TRIES = 3;

export type Setup = ReturnType<typeof createSetup>;

/** Finding apps that run already, and putting them on a board. */
export const createSetup = (http: Http) => ({
  find: (): Promise<Answer<Discovery>> => http.call('GET', '/api/discovery', discoveryOutput),
  ignore: (keys: string[], ignored: boolean) => http.call('POST', '/api/discovery/ignored', done, { keys, ignored }),
  add: (found: FoundApp) => http.call('POST', '/api/apps', appOutput, inputOf(found)),
  /** Cards for what was added, in a section for each group that labels name, else in one called `title`. */
  place: (boardId: string, cards: readonly Placed[], title: string) => place(http, boardId, toItems(cards, title)),
});

const inputOf = ({ name, url, icon, description, nodeId, part, pin }: FoundApp) => ({
  name,
  url,
  icon,
  description,
  node: { id: nodeId, part },
  check: { kind: 'http', pin },
});

export type Placed = { appId: string; group: string };
type Card = { title: string; appId: string };

const toItems = (cards: readonly Placed[], title: string): Card[] =>
  cards.map(({ appId, group }) => ({ appId, title: group === '' ? title : group }));

const withCard = (content: BoardContent, { title, appId }: Card): BoardContent => {
  const known = content.sections.find((section) => section.title.toLowerCase() === title.toLowerCase());
  const sectionId = known?.id ?? newId();
  const sections = known ? content.sections : [...content.sections, emptySection(sectionId, title.slice(0, 60))];
  const item = {
    kind: 'app' as const,
    id: newId(),
    appId,
    bar: 'day' as const,
    visibleTo: 'public' as const,
    desktop: { x: 0, y: 0, ...SIZE },
  };
  return addItems([item], sectionId, sectionId)({ ...content, sections }) ?? content;
};

/** Somebody else may arrange the board meanwhile: then once more on what it is by then. */
const place = async (http: Http, boardId: string, cards: readonly Card[]): Promise<Refusal | undefined> => {
  const path = `/api/boards/${encodeURIComponent(boardId)}`;
  let fault: Refusal | undefined;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const answer = await http.call('GET', path, boardOutput);
    if (!answer.ok) return answer.fault;
    const { revision, content } = answer.value.board;
    const change = { revision, step: 'add', content: cards.reduce(withCard, content) };
    const saved = await http.call('PUT', path, boardOutput, change);
    if (saved.ok) return undefined;
    fault = saved.fault;
    if (fault.kind !== 'conflict') return fault;
  }
  return fault;
};

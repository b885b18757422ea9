import type { Audience, BoardContent } from '@amud/protocol/boards.ts';
import type { Http, Refusal } from '../link/http.ts';
import type { Change } from './arranging/changes.ts';

export type BoardCalls = ReturnType<typeof createBoardCalls>;

const TRIES = 3;

/** What can be done with boards as wholes. Apart from the list that every page has: their schemas are much. */
export const createBoardCalls = (http: Http) => {
  const of = (id: string) => `/api/boards/${encodeURIComponent(id)}`;
  /** Somebody may arrange it meanwhile: then once more on what it is by then. */
  const change = async (id: string, step: string, apply: Change['apply']): Promise<Refusal | undefined> => {
    let fault: Refusal | undefined;
    for (let tries = 0; tries < TRIES; tries += 1) {
      const answer = await http.call('GET', of(id), 'boardOutput');
      if (!answer.ok) return answer.fault;
      const { revision, content } = answer.value.board;
      const body = { revision, step, content: apply(content) ?? content };
      const saved = await http.call('PUT', of(id), 'boardOutput', body);
      if (saved.ok) return undefined;
      fault = saved.fault;
      if (fault.kind !== 'conflict') return fault;
    }
    return fault;
  };
  return {
    get: (id: string) => http.call('GET', of(id), 'boardOutput'),
    add: (content: BoardContent, access: Audience) =>
      http.call('POST', '/api/boards', 'boardOutput', { content, access }),
    duplicate: (id: string, name: string) => http.call('POST', `${of(id)}/duplicate`, 'boardOutput', { name }),
    change,
    access: (id: string, access: Audience) => http.call('PATCH', of(id), 'boardOutput', { access }),
    position: (id: string, position: number) => http.call('PATCH', of(id), 'boardOutput', { position }),
    remove: (id: string) => http.call('DELETE', of(id), 'done'),
    restore: (id: string) => http.call('POST', `${of(id)}/restore`, 'boardOutput'),
    setHome: (boardId: string | null) => http.call('PUT', '/api/home', 'homeOutput', { boardId }),
  };
};

import type { BoardContent } from '@amud/protocol/boards.ts';
import type { Http, Refusal } from '../link/http.ts';

const TRIES = 3;

/**
 * Changes a board that may not be open here; `apply` answers null where nothing has to be changed. Somebody else may arrange it
 * meanwhile: then once more on what it is by then.
 */
export const changeBoard = async (
  http: Http,
  boardId: string,
  apply: (content: BoardContent) => BoardContent | null,
): Promise<Refusal | undefined> => {
  const path = `/api/boards/${encodeURIComponent(boardId)}`;
  let fault: Refusal | undefined;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const answer = await http.call('GET', path, 'boardOutput');
    if (!answer.ok) return answer.fault;
    const { revision, content } = answer.value.board;
    const changed = apply(content);
    if (!changed) return undefined;
    const saved = await http.call('PUT', path, 'boardOutput', { revision, step: 'add', content: changed });
    if (saved.ok) return undefined;
    fault = saved.fault;
    if (fault.kind !== 'conflict') return fault;
  }
  return fault;
};

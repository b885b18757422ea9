import type { Item } from '@amud/protocol/boards.ts';
import type { Refusal } from '../../state/admin.ts';
import { addItems } from '../../state/arranging/changes.ts';
import { createBoardCalls } from '../../state/board-calls.ts';
import { newId } from '../../state/new-id.ts';
import type { Edit } from './edit.ts';
import { stepOf } from './step-words.ts';

/** Takes cards to another board, once what was done here is saved. @returns why not. */
export const carryTo = async (
  edit: Edit,
  ids: readonly string[],
  toBoardId: string,
  how: 'move' | 'copy',
): Promise<Refusal | undefined> => {
  const step = stepOf(how === 'move' ? 'carry' : 'add', edit.namesOf(ids));
  const items = ids.flatMap((id) => edit.find(id) ?? []);
  await edit.saving.idle();
  if (how === 'copy') return copy(edit, items, toBoardId, step);
  for (const itemId of ids) {
    const refusal = await move(edit, itemId, toBoardId, step);
    if (refusal) return refusal;
  }
  return undefined;
};

const move = async ({ app, board }: Edit, itemId: string, toBoardId: string, step: string) => {
  const body = { revision: board.base()?.revision ?? 0, itemId, toBoardId, step };
  const answer = await app.http.call('POST', `/api/boards/${board.boardId}/move`, 'boardOutput', body);
  if (!answer.ok) return answer.fault;
  board.takeAnswer(answer.value.board);
  return undefined;
};

const copy = ({ app }: Edit, items: readonly Item[], toBoardId: string, step: string) => {
  const copies = items.map(({ phone: _, ...item }): Item => ({ ...item, id: newId() }));
  const sectionId = newId();
  return createBoardCalls(app.http).change(toBoardId, step, (content) =>
    addItems(copies, content.sections.at(-1)?.id, sectionId)(content),
  );
};

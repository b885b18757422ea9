import type { BoardEntry } from '@amud/protocol/board-list.ts';
import { m } from '../../messages.ts';
import { boardIdOf } from '../../state/address.ts';
import type { Answer, Refusal } from '../../state/admin.ts';
import { useApp } from '../../state/app.ts';
import { createBoardCalls } from '../../state/board-calls.ts';

export type BoardActs = ReturnType<typeof createBoardActs>;

/** What is done with a board at once, each with a word about it. */
export const createBoardActs = (onFault: (fault: Refusal | undefined) => void) => {
  const { http, boards, address, toasts } = useApp();
  const calls = createBoardCalls(http);
  /** The list comes over the live channel too; asked for, it is there with the answer. */
  const take = async <T>(asked: Promise<Answer<T>>): Promise<T | undefined> => {
    const answer = await asked;
    onFault(answer.ok ? undefined : answer.fault);
    if (!answer.ok) return undefined;
    await boards.refresh();
    return answer.value;
  };
  const restore = async ({ id, name }: BoardEntry) => {
    const answer = await calls.restore(id);
    if (answer.ok) await boards.refresh();
    toasts.say(answer.ok ? m.board_restored({ name }) : answer.fault.message);
  };
  return {
    place: (id: string, position: number) => take(calls.position(id, position)),
    makeHome: async ({ id, name }: BoardEntry) => {
      if (await take(calls.setHome(id))) toasts.say(m.board_home_made({ name }));
    },
    duplicate: async ({ id, name }: BoardEntry) => {
      const copy = m.board_duplicate_name({ name }).slice(0, 60);
      if (await take(calls.duplicate(id, copy))) toasts.say(m.board_duplicated({ name: copy }));
    },
    remove: async (board: BoardEntry) => {
      const { id, name } = board;
      const isShown = (boardIdOf(address.path()) ?? boards.home()) === id;
      if (!(await take(calls.remove(id)))) return;
      if (isShown && address.path() !== '/') address.go('/');
      toasts.say(m.board_removed({ name }), { label: m.board_edit_undo(), run: () => void restore(board) });
    },
  };
};

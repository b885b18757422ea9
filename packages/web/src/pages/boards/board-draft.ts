import type { Audience, BoardContent } from '@amud/protocol/boards.ts';
import { createSignal } from 'solid-js';
import { m } from '../../messages.ts';
import type { Refusal } from '../../state/admin.ts';
import { useApp } from '../../state/app.ts';
import { setBoard } from '../../state/arranging/section-changes.ts';
import { createBoardCalls } from '../../state/board-calls.ts';

export type BoardDraft = ReturnType<typeof createBoardDraft>;

/** What is said of a board, and how that is saved. */
export const createBoardDraft = (boardId: string | undefined) => {
  const { http, boards, address, toasts } = useApp();
  const calls = createBoardCalls(http);
  const known = boardId === undefined ? undefined : boards.get(boardId);
  const [name, setName] = createSignal(known?.name ?? '');
  const [icon, setIcon] = createSignal(known?.icon ?? '');
  const [access, setAccess] = createSignal<Audience>(known?.access ?? 'guest');
  const [copyOf, setCopyOf] = createSignal('');
  const [content, setContent] = createSignal<BoardContent>();
  const [wrong, setWrong] = createSignal<string>();
  const [fault, setFault] = createSignal<Refusal>();
  const [busy, setBusy] = createSignal(false);
  if (boardId !== undefined)
    void calls.get(boardId).then((answer) => answer.ok && setContent(answer.value.board.content));

  const make = async (): Promise<Refusal | undefined> => {
    const title = name().trim();
    const answer = copyOf()
      ? await calls.duplicate(copyOf(), title)
      : await calls.add({ name: title, icon: icon(), sections: [] }, access());
    if (!answer.ok) return answer.fault;
    const { id } = answer.value.board;
    const refusal = copyOf() ? await adjust(id, answer.value.board) : undefined;
    address.go(`/boards/${id}?edit`);
    return refusal;
  };
  /** Where it differs from what it is. */
  const adjust = async (id: string, is: { name: string; icon: string; access: Audience }) => {
    const title = name().trim();
    const isIconWanted = boardId !== undefined || icon() !== '';
    if (title !== is.name || (isIconWanted && icon() !== is.icon)) {
      const refusal = await calls.change(
        id,
        `name:${title}`,
        setBoard({ name: title, ...(isIconWanted ? { icon: icon() } : {}) }),
      );
      if (refusal) return refusal;
    }
    const changed = access() === is.access ? undefined : await calls.access(id, access());
    return changed?.ok === false ? changed.fault : undefined;
  };
  const save = async (): Promise<boolean> => {
    if (name().trim() === '') {
      setWrong(m.board_name_missing());
      return false;
    }
    setBusy(true);
    const refusal = boardId === undefined || !known ? await make() : await adjust(boardId, known);
    setBusy(false);
    setFault(refusal);
    if (!refusal && known) toasts.say(m.board_settings_saved({ name: name().trim() }));
    return refusal === undefined;
  };
  return {
    name,
    setName: (text: string) => {
      setName(text);
      setWrong(undefined);
    },
    icon,
    setIcon,
    access,
    setAccess,
    setCopyOf,
    content,
    wrong,
    fault,
    busy,
    save,
  };
};

import type { BoardContent } from '@amud/protocol/boards.ts';
import { limits } from '@amud/protocol/limits.ts';
import { type Audience, type Role, sees } from '@amud/protocol/roles.ts';
import { randomShortId } from '../../core/random.ts';
import { FaultError } from '../../http/faults.ts';
import { type Board, type Editor, isShown, itemsOf } from './board.ts';
import { type BoardsState, commit, mustShow, prepareStep, refuseStale, toRow, writeBoard } from './commit.ts';
import * as queries from './queries.ts';
import { addStep, boardIsFull, pack } from './steps.ts';
import type { Trail } from './trail.ts';
import { visibleTo, withHidden } from './visible.ts';

/** Changes of boards. Each takes what it needs to know of who does it, and is one transaction with its audit entry. */

const presentOf = (state: BoardsState): Board[] =>
  [...state.boards.values()].filter(({ removedAt }) => removedAt === null).sort((a, b) => a.position - b.position);

const refuseOneMore = (state: BoardsState): void => {
  if (presentOf(state).length >= limits.board.count)
    throw new FaultError('conflict', `There are ${limits.board.count} boards already. Remove one first.`);
};

const refuseUnknownApps = ({ isAppKnown }: BoardsState, content: BoardContent): void => {
  for (const item of itemsOf(content))
    if (item.kind === 'app' && !isAppKnown(item.appId))
      throw new FaultError('invalid', 'A card is of an app that is not there.', { field: `content.${item.id}.appId` });
};

const refuseHiding = (content: BoardContent, role: Role): void => {
  if (itemsOf(content).some((item) => !sees(role, item.visibleTo)))
    throw new FaultError('forbidden', `You can't hide a card from yourself: your role is ${role}.`);
};

/** Opening a door to everyone is for an admin; so is what only admins see. */
const refuseAccess = (access: Audience, role: Role): void => {
  if (access === 'public' && role !== 'admin')
    throw new FaultError('forbidden', 'Only an admin can show a board to people without an account.');
  if (!sees(role, access))
    throw new FaultError('forbidden', `You would not see this board any more: your role is ${role}.`);
};

export type NewBoard = { content: BoardContent; access: Audience; editor: Editor | null };

/** @returns its id. */
export const insertBoard = async (
  state: BoardsState,
  { content, access, editor }: NewBoard,
  trail?: Trail,
): Promise<string> => {
  refuseOneMore(state);
  const packed = await pack(content);
  const step = { number: 1, username: editor?.username ?? null, what: 'create', isHidden: false, link: null };
  const board: Board = {
    id: randomShortId(),
    position: (presentOf(state).at(-1)?.position ?? -1) + 1,
    access,
    revision: 1,
    content,
    steps: [step],
    step: 1,
    changedBy: step.username,
    removedAt: null,
  };
  await commit(state, async (transaction) => {
    await queries.insertBoard(transaction, toRow(board));
    await addStep(transaction, { boardId: board.id, at: state.clock.now(), content, packed, ...step });
    await trail?.record(transaction, { target: board.id, detail: { name: content.name, access } });
    return { changed: [board] };
  });
  return board.id;
};

export const create = async (
  state: BoardsState,
  { content, access }: { content: BoardContent; access: Audience },
  editor: Editor,
  trail: Trail,
): Promise<string> => {
  refuseAccess(access, editor.role);
  refuseHiding(content, editor.role);
  refuseUnknownApps(state, content);
  return insertBoard(state, { content, access, editor }, trail);
};

export type Save = { revision: number; step: string; content: BoardContent };

export const save = async (
  state: BoardsState,
  id: string,
  { revision, step, content: given }: Save,
  editor: Editor,
  trail: Trail,
): Promise<void> => {
  const before = mustShow(state, id, editor);
  refuseStale(before, revision);
  refuseHiding(given, editor.role);
  const content = withHidden(before.content, given, editor.role, state.isAppPresent);
  refuseUnknownApps(state, content);
  // With what they can't see it may be more than they sent.
  if (itemsOf(content).length > limits.board.items) throw boardIsFull();
  if (JSON.stringify(content) === JSON.stringify(before.content)) return trail.covered();
  const { write } = await prepareStep(state, { before, content, what: step, editor });
  await commit(state, async (transaction) => {
    const board = await write(transaction);
    const written = await state.pace.write(transaction, trail, {
      boardId: id,
      userId: editor.userId,
      isNotable: audiencesOf(before.content) !== audiencesOf(content),
      facts: { target: id, detail: { name: content.name, step } },
    });
    return { changed: [board], written };
  });
};

/** Who sees what, as text to compare. */
const audiencesOf = (content: BoardContent): string =>
  JSON.stringify(
    itemsOf(content)
      .filter((item) => item.visibleTo !== 'public')
      .map((item) => [item.id, item.visibleTo])
      .sort(),
  );

export type Settings = { access?: Audience | undefined; position?: number | undefined };

export const changeSettings = async (
  state: BoardsState,
  id: string,
  { access, position }: Settings,
  editor: Editor,
  trail: Trail,
): Promise<void> => {
  const before = mustShow(state, id, editor);
  if (access !== undefined && access !== before.access) refuseAccess(access, editor.role);
  const ordered = position === undefined ? [] : reorder(presentOf(state), before, position, editor.role);
  const places = new Map(ordered.map((board, index) => [board.id, index]));
  const board = {
    ...before,
    access: access ?? before.access,
    position: places.get(id) ?? before.position,
    revision: before.revision + 1,
  };
  const others = ordered
    .filter((one) => one.id !== id && places.get(one.id) !== one.position)
    .map((one) => ({ ...one, position: places.get(one.id) ?? one.position }));
  await commit(state, async (transaction) => {
    await writeBoard(transaction, board);
    for (const other of others) await queries.setPosition(transaction, other.id, other.position);
    const detail = { name: board.content.name, access: board.access, accessBefore: before.access };
    await trail.record(transaction, { target: id, detail });
    return { changed: [board, ...others] };
  });
};

/** The place is counted among those that the editor sees. */
const reorder = (boards: Board[], board: Board, position: number, role: Role): Board[] => {
  const others = boards.filter(({ id }) => id !== board.id);
  const next = others.filter((other) => isShown(other, role))[position];
  const index = next ? others.indexOf(next) : others.length;
  return others.toSpliced(index, 0, board);
};

export const setRemoved = async (
  state: BoardsState,
  before: Board,
  removedAt: number | null,
  trail: Trail,
): Promise<void> => {
  const last = presentOf(state).at(-1)?.position ?? -1;
  const position = removedAt === null ? last + 1 : before.position;
  const board: Board = { ...before, revision: before.revision + 1, removedAt, position };
  await commit(state, async (transaction) => {
    await writeBoard(transaction, board);
    await trail.record(transaction, { target: board.id, detail: { name: board.content.name, access: board.access } });
    return { changed: [board] };
  });
};

/** A removed board comes back at the end of the list, for those who could see it. */
export const restore = async (state: BoardsState, id: string, editor: Editor, trail: Trail): Promise<void> => {
  const board = state.boards.get(id);
  if (!board || !sees(editor.role, board.access))
    throw new FaultError('missing', 'There is no such board any more; removed ones are kept for 30 days.');
  if (board.removedAt === null) return;
  refuseOneMore(state);
  await setRemoved(state, board, null, trail);
};

/** A copy of what the editor sees, with ids of its own; never for everyone at once. @returns its id. */
export const duplicate = async (
  state: BoardsState,
  id: string,
  name: string,
  editor: Editor,
  trail: Trail,
): Promise<string> => {
  const { content, access } = mustShow(state, id, editor);
  const seen = visibleTo(content, editor.role, state.isAppPresent);
  return insertBoard(
    state,
    { content: withNewIds({ ...seen, name }), access: access === 'public' ? 'guest' : access, editor },
    trail,
  );
};

const withNewIds = (content: BoardContent): BoardContent => {
  const ids = new Map(content.sections.map(({ id }) => [id, randomShortId()]));
  return {
    ...content,
    sections: content.sections.map((section) => ({
      ...section,
      id: ids.get(section.id) ?? section.id,
      parent: section.parent === null ? null : (ids.get(section.parent) ?? null),
      items: section.items.map((item) => ({ ...item, id: randomShortId() })),
    })),
  };
};

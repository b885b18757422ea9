import { shortId } from '@amud/protocol/apps.ts';
import {
  boardChange,
  boardCopy,
  boardInput,
  boardMove,
  boardOutput,
  boardSettings,
  boardStep,
} from '@amud/protocol/boards.ts';
import { done } from '@amud/protocol/http.ts';
import { limits } from '@amud/protocol/limits.ts';
import * as v from 'valibot';
import { type AnyRoute, route } from '../../http/route.ts';
import { answerBoard, type BoardRouteParts } from './answer.ts';
import type { Direction } from './past.ts';

export const editRoutes = (parts: BoardRouteParts): AnyRoute[] => [
  addRoute(parts),
  saveRoute(parts),
  settingsRoute(parts),
  removeRoute(parts),
  restoreRoute(parts),
  duplicateRoute(parts),
  crossRoute(parts, 'undo', 'Take back the last step of a board.'),
  crossRoute(parts, 'redo', 'Do again the step that was taken back last.'),
  moveRoute(parts),
];

const params = v.object({ id: shortId });
const bodyBytes = limits.board.bytes;

const addRoute = (parts: BoardRouteParts) =>
  route({
    method: 'POST',
    path: '/api/boards',
    summary: 'Make a board.',
    access: 'operator',
    audit: 'board.create',
    input: boardInput,
    bodyBytes,
    output: boardOutput,
    respond: async ({ caller, input, record, covered, request }) =>
      answerBoard(parts, await parts.boards.create(input, caller, { record, covered }), caller.role, request),
  });

const saveRoute = (parts: BoardRouteParts) =>
  route({
    method: 'PUT',
    path: '/api/boards/:id',
    summary: 'Save the content of a board, made from the given revision; what you may not see of it stays.',
    access: 'operator',
    audit: 'board.change',
    params,
    input: boardChange,
    bodyBytes,
    output: boardOutput,
    respond: async ({ caller, params: { id }, input, record, covered, request }) => {
      await parts.boards.save(id, input, caller, { record, covered });
      return answerBoard(parts, id, caller.role, request);
    },
  });

const settingsRoute = (parts: BoardRouteParts) =>
  route({
    method: 'PATCH',
    path: '/api/boards/:id',
    summary: 'Change who may see a board, or its place in the list.',
    access: 'operator',
    audit: 'board.settings',
    params,
    input: boardSettings,
    output: boardOutput,
    respond: async ({ caller, params: { id }, input, record, covered, request }) => {
      await parts.boards.settings(id, input, caller, { record, covered });
      return answerBoard(parts, id, caller.role, request);
    },
  });

const removeRoute = ({ boards }: BoardRouteParts) =>
  route({
    method: 'DELETE',
    path: '/api/boards/:id',
    summary: 'Remove a board; for 30 days it can be restored.',
    access: 'operator',
    audit: 'board.remove',
    params,
    output: done,
    handle: async ({ caller, params: { id }, record, covered }) => {
      await boards.remove(id, caller, { record, covered });
      return { ok: true } as const;
    },
  });

const restoreRoute = (parts: BoardRouteParts) =>
  route({
    method: 'POST',
    path: '/api/boards/:id/restore',
    summary: 'Bring back a board that was removed.',
    access: 'operator',
    audit: 'board.restore',
    params,
    output: boardOutput,
    respond: async ({ caller, params: { id }, record, covered, request }) => {
      await parts.boards.restore(id, caller, { record, covered });
      return answerBoard(parts, id, caller.role, request);
    },
  });

const duplicateRoute = (parts: BoardRouteParts) =>
  route({
    method: 'POST',
    path: '/api/boards/:id/duplicate',
    summary: 'Make a copy of what you see of a board.',
    access: 'operator',
    audit: 'board.duplicate',
    params,
    input: boardCopy,
    output: boardOutput,
    respond: async ({ caller, params: { id }, input, record, covered, request }) =>
      answerBoard(
        parts,
        await parts.boards.duplicate(id, input.name, caller, { record, covered }),
        caller.role,
        request,
      ),
  });

const crossRoute = (parts: BoardRouteParts, direction: Direction, summary: string) =>
  route({
    method: 'POST',
    path: `/api/boards/:id/${direction}`,
    summary,
    access: 'operator',
    audit: `board.${direction}`,
    params,
    input: boardStep,
    output: boardOutput,
    respond: async ({ caller, params: { id }, input, record, covered, request }) => {
      await parts.boards.cross(id, { ...input, direction }, caller, { record, covered });
      return answerBoard(parts, id, caller.role, request);
    },
  });

const moveRoute = (parts: BoardRouteParts) =>
  route({
    method: 'POST',
    path: '/api/boards/:id/move',
    summary: 'Move a card to another board: a step on both.',
    access: 'operator',
    audit: 'board.move',
    params,
    input: boardMove,
    output: boardOutput,
    respond: async ({ caller, params: { id }, input, record, covered, request }) => {
      await parts.boards.moveItem(id, input, caller, { record, covered });
      return answerBoard(parts, id, caller.role, request);
    },
  });

import { shortId } from '@amud/protocol/apps.ts';
import { boardOutput, boardsOutput, homeInput, homeOutput } from '@amud/protocol/boards.ts';
import * as v from 'valibot';
import { type AnyRoute, audienceOf, type Caller, route } from '../../http/route.ts';
import { answerBoard, type BoardRouteParts } from './answer.ts';
import { entryOf } from './board.ts';
import { editRoutes } from './edit-routes.ts';

export const boardRoutes = (parts: BoardRouteParts): AnyRoute[] => [
  listRoute(parts),
  boardRoute(parts),
  homeRoute(parts),
  ...editRoutes(parts),
];

const userIdOf = (caller: Caller | null): number | null =>
  audienceOf(caller) === 'public' ? null : (caller?.userId ?? null);

const listRoute = ({ boards }: BoardRouteParts) =>
  route({
    method: 'GET',
    path: '/api/boards',
    summary: 'The boards that you may see, in their order, and which of them is your home.',
    access: 'public',
    output: boardsOutput,
    handle: async ({ identify }) => {
      const caller = await identify();
      const audience = audienceOf(caller);
      return { boards: boards.list(audience).map(entryOf), home: boards.homeOf(userIdOf(caller), audience) };
    },
  });

const boardRoute = (parts: BoardRouteParts) =>
  route({
    method: 'GET',
    path: '/api/boards/:id',
    summary: 'A board with what you may see of it, and the state of its apps.',
    access: 'public',
    params: v.object({ id: shortId }),
    output: boardOutput,
    respond: async ({ params, identify, request }) => {
      return answerBoard(parts, params.id, audienceOf(await identify()), request);
    },
  });

const homeRoute = ({ boards }: BoardRouteParts) =>
  route({
    method: 'PUT',
    path: '/api/home',
    summary: 'Choose the board that / shows to you; null: the first one that you may see.',
    access: 'guest',
    audit: 'board.home',
    input: homeInput,
    output: homeOutput,
    handle: async ({ caller, input, record }) => {
      await boards.setHome(input.boardId, caller, record);
      return { home: boards.homeOf(caller.userId, caller.role) };
    },
  });

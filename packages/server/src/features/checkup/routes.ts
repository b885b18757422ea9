import { checkupOutput } from '@amud/protocol/http.ts';
import { type AnyRoute, route } from '../../http/route.ts';
import { examine, type Installation } from './checkup.ts';

/** `look` gathers what is known now. */
export const checkupRoutes = (look: () => Promise<Installation>): AnyRoute[] => [
  route({
    method: 'GET',
    path: '/api/checkup',
    summary: 'The production checklist, examined now.',
    access: 'admin',
    output: checkupOutput,
    handle: async () => ({ lines: examine(await look()) }),
  }),
];

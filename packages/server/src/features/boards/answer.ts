import type { IncomingMessage } from 'node:http';
import type { Audience } from '@amud/protocol/roles.ts';
import { chooseEncoding } from '../../http/web-app.ts';
import type { Boards } from './boards.ts';
import { gone } from './commit.ts';
import type { Views } from './views.ts';

export type BoardRouteParts = { boards: Boards; views: Views };

/** A board as this audience sees it, from JSON that was made for all of them. @throws FaultError when they may not. */
export const answerBoard = async (
  { views }: BoardRouteParts,
  id: string,
  audience: Audience,
  { headers }: IncomingMessage,
): Promise<Response> => {
  const encoding = chooseEncoding(String(headers['accept-encoding'] ?? ''));
  const body = await views.json(id, audience, encoding);
  if (!body) throw gone();
  return new Response(body, {
    headers: {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      Vary: 'Accept-Encoding, Cookie',
      ...(encoding ? { 'Content-Encoding': encoding } : {}),
    },
  });
};

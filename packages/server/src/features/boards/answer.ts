import type { Audience } from '@amud/protocol/roles.ts';
import type { Boards } from './boards.ts';
import { gone } from './commit.ts';
import type { Views } from './views.ts';

export type BoardRouteParts = { boards: Boards; views: Views };

/** A board as this audience sees it, from JSON that was made for all of them. @throws FaultError when they may not. */
export const answerBoard = ({ views }: BoardRouteParts, id: string, audience: Audience): Response => {
  const json = views.json(id, audience);
  if (!json) throw gone();
  return new Response(json, { headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' } });
};

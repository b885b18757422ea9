import { type Audience, audienceRank, audiences as every } from '@amud/protocol/roles.ts';
import { m } from '../messages.ts';

const words: Record<Audience, () => string> = {
  public: m.board_for_public,
  guest: m.board_for_guest,
  viewer: m.board_for_viewer,
  operator: m.board_for_operator,
  admin: m.board_for_admin,
};

/** From everyone to a few. */
export const audiences: readonly Audience[] = every.toSorted((one, other) => audienceRank[one] - audienceRank[other]);

/** Who sees something that is for these and those above them. */
export const audienceWords = (of: Audience): string => words[of]();

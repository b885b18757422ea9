import * as v from 'valibot';

/** What an account may do, from most to least. */
export const role = v.picklist(['admin', 'operator', 'viewer', 'guest']);
export type Role = v.InferOutput<typeof role>;

/** Who looks at a board: somebody with a role, or `public`, which is anyone without an account. */
export const audience = v.picklist(['public', ...role.options]);
export type Audience = v.InferOutput<typeof audience>;

export const audienceRank: Record<Audience, number> = { public: 0, guest: 1, viewer: 2, operator: 3, admin: 4 };

/** Whether something for `needed` is also for `who`. */
export const sees = (who: Audience, needed: Audience): boolean => audienceRank[who] >= audienceRank[needed];

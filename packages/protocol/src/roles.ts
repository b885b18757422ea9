/** What an account may do, from most to least. */
export const roles = ['admin', 'operator', 'viewer', 'guest'] as const;
export type Role = (typeof roles)[number];

/** Who looks at a board: somebody with a role, or `public`, which is anyone without an account. */
export const audiences = ['public', ...roles] as const;
export type Audience = (typeof audiences)[number];

export const audienceRank: Record<Audience, number> = { public: 0, guest: 1, viewer: 2, operator: 3, admin: 4 };

/** Whether something for `needed` is also for `who`. */
export const sees = (who: Audience, needed: Audience): boolean => audienceRank[who] >= audienceRank[needed];

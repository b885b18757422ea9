import type { Tone } from '@amud/protocol/look/backdrop.ts';
import type { Kysely } from 'kysely';
import type { Tables } from '../../store/tables.ts';

type Measured = { id: string; darkest: string | null; brightest: string | null };

/** How dark and bright pictures are, in memory: a page that is drawn can't wait for it. */
export const createTones = (query: Kysely<Tables>) => {
  const known = new Map<string, Tone>();
  const remember = ({ id, darkest, brightest }: Measured): void => {
    if (darkest !== null && brightest !== null) known.set(id, { darkest, brightest });
  };
  return {
    remember,
    of: (id: string): Tone | undefined => known.get(id),
    read: async (): Promise<void> => {
      const rows = await query.selectFrom('uploads').select(['id', 'darkest', 'brightest']).execute();
      for (const row of rows) remember(row);
    },
  };
};

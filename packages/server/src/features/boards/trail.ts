import type { Clock } from '@amud/protocol/clock.ts';
import { limits } from '@amud/protocol/limits.ts';
import type { Transaction } from 'kysely';
import type { AuditNote, Recorder } from '../../http/route.ts';
import type { Tables } from '../../store/tables.ts';

/** How a request leaves its trace in the audit log. */
export type Trail = { record: Recorder; covered(): void };

/**
 * Arranging a board is a save each second, and would bury everything else in the audit log. So the first save of a person
 * on a board is an entry, and for ten minutes it stands for those that follow; the next entry tells how many they were.
 * Whoever wants each one has them in the steps of the board. Who may see something is never passed over.
 */
export type Pace = {
  write(
    transaction: Transaction<Tables>,
    trail: Trail,
    save: { boardId: string; userId: number; isNotable: boolean; facts: AuditNote },
  ): Promise<() => void>;
};

const MOST_REMEMBERED = 1_000;

export const createPace = (clock: Clock): Pace => {
  const told = new Map<string, { at: number; untold: number }>();
  return {
    write: async (transaction, trail, { boardId, userId, isNotable, facts }) => {
      const key = `${boardId} ${userId}`;
      const last = told.get(key);
      if (last && !isNotable && clock.now() - last.at < limits.board.auditMs) {
        trail.covered();
        return () => {
          last.untold += 1;
        };
      }
      const before = last?.untold ? { savesBefore: last.untold } : {};
      await trail.record(transaction, { ...facts, detail: { ...facts.detail, ...before } });
      return () => {
        told.delete(key);
        told.set(key, { at: clock.now(), untold: 0 });
        if (told.size > MOST_REMEMBERED) told.delete(told.keys().next().value ?? '');
      };
    },
  };
};

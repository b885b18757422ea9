import type { Transaction } from 'kysely';
import type { Tables } from './tables.ts';

/**
 * A change of one part that is ready: `write` goes into one transaction with those of the others, `done` takes it into memory
 * once that is on disk.
 */
export type Prepared = { write(transaction: Transaction<Tables>): Promise<void>; done(): void };

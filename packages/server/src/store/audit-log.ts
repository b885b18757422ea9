import { setImmediate } from 'node:timers/promises';
import type { Clock } from '@amud/protocol/clock.ts';
import type { AuditResult, AuditVerdict } from '@amud/protocol/http.ts';
import { limits } from '@amud/protocol/limits.ts';
import type { Kysely, Transaction } from 'kysely';
import type { Log } from '../core/log.ts';
import { sha256Hex } from '../core/random.ts';
import type { AuditTable, Tables } from './tables.ts';

/** Small facts beside an entry; never a secret. */
export type AuditDetail = Record<string, string | number | boolean | null>;

export type AuditEntry = {
  user: { id: number; username: string } | null;
  /** `noun.verb`, such as `user.create`. */
  action: string;
  target?: string | undefined;
  /** Of the client; `server` for what is done on the server itself. */
  address: string;
  result: AuditResult;
  detail?: AuditDetail | undefined;
};

export type AuditRow = AuditTable;

export type AuditLog = {
  /** Resolves when the entry is on disk. Refusals beyond their rate are only counted. */
  write(entry: AuditEntry): Promise<void>;
  /** Writes it with the change that it tells of. @returns what to call once the transaction is on disk. */
  append(transaction: Transaction<Tables>, entry: AuditEntry): Promise<() => void>;
};

const ENTRIES_BETWEEN_PRUNING = 1_000;

/**
 * The audit log (security 25). The hash of an entry covers its own fields and the hash before it, so that an entry that
 * was changed, removed or put in between is found by `verifyAudit`. The newest hash is logged with each entry: kept
 * elsewhere, it also shows that the whole chain was made anew.
 */
export const createAuditLog = (parts: { query: Kysely<Tables>; clock: Clock; log: Log }): AuditLog => {
  const { query, clock, log } = parts;
  const refusals = createRefusalBudget(clock);
  const written = ({ id, username, action, target, address, result, hash }: AuditRow): void => {
    log.info({ audit: action, id, user: username, on: target, address, result, hash }, 'audit');
    if (id % ENTRIES_BETWEEN_PRUNING !== 0) return;
    pruneAudit(query, limits.audit.entries).catch((error) => log.warn({ err: error }, 'the audit log was not pruned'));
  };
  const write = async (entry: AuditEntry): Promise<void> =>
    written(await query.transaction().execute((transaction) => appendAudit(transaction, entry, clock.now())));
  return {
    append: async (transaction, entry) => {
      const row = await appendAudit(transaction, entry, clock.now());
      return () => written(row);
    },
    write: async (entry) => {
      if (entry.result === 'done') return write(entry);
      const unrecorded = refusals.take();
      if (unrecorded === undefined) return;
      await write(unrecorded === 0 ? entry : { ...entry, detail: { ...entry.detail, unrecordedBefore: unrecorded } });
    },
  };
};

/** @returns how many were not recorded since the last one; undefined when this one is one of them. */
const createRefusalBudget = (clock: Clock) => {
  let minute = 0;
  let taken = 0;
  let unrecorded = 0;
  return {
    take: (): number | undefined => {
      const now = Math.floor(clock.now() / 60_000);
      if (now !== minute) taken = 0;
      minute = now;
      if (taken >= limits.audit.refusalsPerMinute) {
        unrecorded += 1;
        return undefined;
      }
      taken += 1;
      const count = unrecorded;
      unrecorded = 0;
      return count;
    },
  };
};

/** Within the caller's transaction, so that a change and its entry stand or fall together. */
export const appendAudit = async (query: Transaction<Tables>, entry: AuditEntry, at: number): Promise<AuditRow> => {
  const last = await lastLink(query);
  const fields = {
    id: last.id + 1,
    at,
    user_id: entry.user?.id ?? null,
    username: entry.user?.username ?? null,
    action: entry.action,
    target: entry.target ?? null,
    address: entry.address,
    result: entry.result,
    detail: JSON.stringify(entry.detail ?? {}).slice(0, limits.audit.detailBytes),
  };
  const row = { ...fields, hash: linkHash(last.hash, fields) };
  await query.insertInto('audit').values(row).execute();
  return row;
};

type Link = { id: number; hash: string };

const lastLink = async (query: Kysely<Tables>): Promise<Link> =>
  (await query.selectFrom('audit').select(['id', 'hash']).orderBy('id', 'desc').limit(1).executeTakeFirst()) ??
  startOf(query);

const startOf = async (query: Kysely<Tables>): Promise<Link> => {
  const { removed_id, removed_hash } = await query.selectFrom('audit_start').selectAll().executeTakeFirstOrThrow();
  return { id: removed_id, hash: removed_hash };
};

/** SHA-256 over the hash before, a line break, and the fields as a JSON array in the order of the table. */
const linkHash = (before: string, row: Omit<AuditRow, 'hash'>): string =>
  sha256Hex(
    `${before}\n${JSON.stringify([row.id, row.at, row.user_id, row.username, row.action, row.target, row.address, row.result, row.detail])}`,
  );

/** Removes all but the newest `keep` entries. */
export const pruneAudit = (query: Kysely<Tables>, keep: number): Promise<void> =>
  query.transaction().execute(async (transaction) => {
    const newestToGo = await transaction
      .selectFrom('audit')
      .select(['id', 'hash'])
      .orderBy('id', 'desc')
      .offset(keep)
      .limit(1)
      .executeTakeFirst();
    if (!newestToGo) return;
    await transaction
      .updateTable('audit_start')
      .set({ removed_id: newestToGo.id, removed_hash: newestToGo.hash })
      .execute();
    await transaction.deleteFrom('audit').where('id', '<=', newestToGo.id).execute();
  });

const VERIFIED_AT_ONCE = 1_000;

/** Follows the whole chain, a thousand entries at a time so that the server goes on meanwhile. */
export const verifyAudit = async (query: Kysely<Tables>): Promise<AuditVerdict> => {
  let last = await startOf(query);
  let entries = 0;
  for (;;) {
    const rows = await query
      .selectFrom('audit')
      .selectAll()
      .where('id', '>', last.id)
      .orderBy('id')
      .limit(VERIFIED_AT_ONCE)
      .execute();
    for (const row of rows) {
      const reason = flawOf(row, last);
      if (reason) return { ok: false, entries, brokenId: row.id, reason };
      last = { id: row.id, hash: row.hash };
      entries += 1;
    }
    if (rows.length < VERIFIED_AT_ONCE) return judgeEnd(query, last, entries);
    await setImmediate();
  }
};

const flawOf = (row: AuditRow, before: Link): string | undefined => {
  if (row.id !== before.id + 1) return `entries ${before.id + 1} to ${row.id - 1} are missing before it`;
  return linkHash(before.hash, row) === row.hash ? undefined : 'it, or the one before it, was changed';
};

/** The counter of the table remembers the highest id ever given, also when the newest entries were cut off. */
const judgeEnd = async (query: Kysely<Tables>, last: Link, entries: number): Promise<AuditVerdict> => {
  const counter = await query
    .withTables<{ sqlite_sequence: { name: string; seq: number } }>()
    .selectFrom('sqlite_sequence')
    .select('seq')
    .where('name', '=', 'audit')
    .executeTakeFirst();
  if ((counter?.seq ?? last.id) > last.id) {
    const reason = `the log ends at ${last.id}, but ${counter?.seq} was written`;
    return { ok: false, entries, brokenId: last.id + 1, reason };
  }
  return { ok: true, entries, lastId: last.id, lastHash: last.hash };
};

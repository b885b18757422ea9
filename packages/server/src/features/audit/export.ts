import type { AuditEntry, AuditFilter } from '@amud/protocol/http.ts';
import type { Kysely } from 'kysely';
import type { Tables } from '../../store/tables.ts';
import { findEntries, toEntry } from './queries.ts';

const ENTRIES_AT_ONCE = 1_000;

/** Everything that matches as a file, the newest first, read a thousand entries at a time as the client takes them. */
export const exportEntries = (
  query: Kysely<Tables>,
  filter: AuditFilter,
  format: 'csv' | 'json',
): ReadableStream<Uint8Array> => {
  const writer = format === 'csv' ? csv : json;
  const encoder = new TextEncoder();
  let before: number | undefined;
  let isFirst = true;
  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode(writer.head)),
    pull: async (controller) => {
      const rows = await findEntries(query, filter, { before, limit: ENTRIES_AT_ONCE });
      before = rows.at(-1)?.id;
      const lines = rows.map((row) => writer.entry(toEntry(row)));
      if (lines.length > 0)
        controller.enqueue(encoder.encode((isFirst ? '' : writer.between) + lines.join(writer.between)));
      isFirst = isFirst && lines.length === 0;
      if (rows.length === ENTRIES_AT_ONCE) return;
      controller.enqueue(encoder.encode(writer.tail));
      controller.close();
    },
  });
};

const json = {
  head: '[',
  between: ',\n',
  tail: ']\n',
  entry: (entry: AuditEntry): string => JSON.stringify(entry),
};

const columns = ['id', 'time', 'user', 'action', 'target', 'address', 'result', 'detail', 'hash'];

const csv = {
  head: `${columns.join(',')}\r\n`,
  between: '\r\n',
  tail: '\r\n',
  entry: ({ id, at, username, action, target, address, result, detail, hash }: AuditEntry): string =>
    [id, new Date(at).toISOString(), username, action, target, address, result, JSON.stringify(detail), hash]
      .map((value) => cell(String(value ?? '')))
      .join(','),
};

/** RFC 4180; and what a spreadsheet would take for a formula is made text by a leading apostrophe. */
const cell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as v from 'valibot';
import { pack, unpack } from './chunk.ts';
import { type Columns, concat, viewOf } from './columns.ts';

/** Minutes of one app: `slots` counts them since 1970, `columns` has an entry for each. */
export type JournalEntry = { appId: string; slots: number[]; columns: Columns };

const MOST_BYTES = 16 * 1024 * 1024;
const indexSchema = v.array(v.tuple([v.string(), v.array(v.number())]));

/** The last minutes of all apps in one row: a single small write, however many apps there are. */
export const packJournal = (entries: readonly JournalEntry[]): Buffer => {
  const all = concat(entries.map(({ columns }) => columns));
  const index = deflateRawSync(JSON.stringify(entries.map(({ appId, slots }) => [appId, slots])));
  const head = Buffer.alloc(4);
  head.writeUInt32BE(index.length);
  return Buffer.concat([head, index, pack(all)]);
};

/** @returns nothing for bytes that are damaged. */
export const unpackJournal = (bytes: Buffer): JournalEntry[] => {
  const end = bytes.length < 4 ? 0 : 4 + bytes.readUInt32BE(0);
  const index = readIndex(bytes.subarray(4, end));
  const all = unpack(bytes.subarray(end));
  if (!index || !all) return [];
  let at = 0;
  return index.map(([appId, slots]) => {
    at += slots.length;
    return { appId, slots, columns: viewOf(all, at - slots.length, at) };
  });
};

const readIndex = (bytes: Buffer): [string, number[]][] | undefined => {
  try {
    return v.parse(indexSchema, JSON.parse(String(inflateRawSync(bytes, { maxOutputLength: MOST_BYTES }))));
  } catch {
    return undefined;
  }
};

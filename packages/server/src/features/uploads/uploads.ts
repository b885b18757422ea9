import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Undo } from '@amud/protocol/clock.ts';
import type { Upload } from '@amud/protocol/http.ts';
import { limits } from '@amud/protocol/limits.ts';
import { type Audience, sees } from '@amud/protocol/roles.ts';
import type { Kysely } from 'kysely';
import type { Log } from '../../core/log.ts';
import { randomToken } from '../../core/random.ts';
import { FaultError } from '../../http/faults.ts';
import type { Recorder } from '../../http/route.ts';
import type { Prepared } from '../../store/prepared.ts';
import type { Tables, UploadsTable } from '../../store/tables.ts';
import { type GivenPicture, prepareAdoption } from './adopt.ts';
import type { Rasterise } from './drawing.ts';
import { pathOf, suffix, write } from './file.ts';
import { type Picture, redraw } from './images.ts';

export type UploadsParts = {
  folder: string;
  query: Kysely<Tables>;
  clock: Clock;
  log: Log;
  rasterise: Rasterise;
  /** Everything that shows pictures. */
  sources: readonly PictureSource[];
};

/** A part of AMUD that shows pictures. */
export type PictureSource = {
  /** Ids of all that it has, those included that only an undo would show again. */
  used(): readonly string[] | Promise<readonly string[]>;
  /** Whether it shows this picture to people below the viewer: who sees a thing sees its picture. */
  shows(id: string, audience: Audience): boolean;
};

/** Pictures that people uploaded (security 23): the row in the database, the file beside it. */
export type Uploads = {
  /** @throws FaultError when it is no picture, or there are too many. */
  add(bytes: Buffer, userId: number, record: Recorder): Promise<Upload>;
  list(): Promise<Upload[]>;
  find(id: string): Promise<Upload | undefined>;
  /** Undefined when there is none. */
  read(id: string): Promise<Buffer | undefined>;
  /** @throws FaultError for a picture that is not as AMUD makes them. */
  adopt(pictures: readonly GivenPicture[], userId: number): Promise<Prepared>;
  isFor(id: string, audience: Audience): boolean;
  /** @returns whether there was one. */
  remove(id: string, record?: Recorder): Promise<boolean>;
  /** Removes what nothing shows, and files and rows that lost each other. */
  sweep(): Promise<void>;
  start(): void;
  stop(): void;
};

export const createUploads = (parts: UploadsParts): Uploads => {
  const { folder, query, clock, log, rasterise } = parts;
  let stopSweep: Undo = () => {};
  const remove = async (id: string, record?: Recorder): Promise<boolean> => {
    const isRemoved = await query.transaction().execute(async (transaction) => {
      const { numDeletedRows } = await transaction.deleteFrom('uploads').where('id', '=', id).executeTakeFirst();
      if (numDeletedRows === 1n) await record?.(transaction);
      return numDeletedRows === 1n;
    });
    await rm(pathOf(folder, id), { force: true });
    return isRemoved;
  };
  const sweep = () => sweepFolder(parts, remove);
  return {
    add: async (bytes, userId, record) => {
      const picture = await redraw(bytes, rasterise);
      const id = randomToken();
      await write(folder, id, picture.bytes);
      return toUpload(
        await insert(parts, { id, userId, picture }, record).catch((error) => discard(folder, id, error)),
      );
    },
    list: async () =>
      (await query.selectFrom('uploads').selectAll().orderBy('created_at', 'desc').execute()).map(toUpload),
    find: async (id) => {
      const row = await query.selectFrom('uploads').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toUpload(row);
    },
    read: async (id) => {
      const path = pathOf(folder, id);
      return readFile(path).catch(() => undefined);
    },
    adopt: (pictures, userId) => prepareAdoption(parts, pictures, userId),
    isFor: (id, audience) => sees(audience, 'viewer') || parts.sources.some((source) => source.shows(id, audience)),
    remove,
    sweep,
    start: () => {
      const run = (): void => void sweep().catch((error) => log.warn({ err: error }, 'uploads could not be swept'));
      stopSweep = clock.every(limits.upload.sweepMs, run);
    },
    stop: () => stopSweep(),
  };
};

const toUpload = ({ id, width, height, bytes, created_at }: UploadsTable): Upload => ({
  id,
  url: `/uploads/${id}${suffix}`,
  width,
  height,
  bytes,
  createdAt: created_at,
});

const insert = (
  { query, clock }: UploadsParts,
  { id, userId, picture }: { id: string; userId: number; picture: Picture },
  record: Recorder,
): Promise<UploadsTable> =>
  query.transaction().execute(async (transaction) => {
    const { count } = await transaction
      .selectFrom('uploads')
      .select((e) => e.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    if (Number(count) >= limits.upload.count)
      throw new FaultError('conflict', `There are ${limits.upload.count} pictures already. Remove some first.`);
    const { bytes, width, height } = picture;
    const row = { id, user_id: userId, created_at: clock.now(), bytes: bytes.length, width, height };
    await transaction.insertInto('uploads').values(row).execute();
    await record(transaction, { target: id, detail: { bytes: bytes.length, width, height } });
    return row;
  });

const discard = async (folder: string, id: string, error: unknown): Promise<never> => {
  await rm(pathOf(folder, id), { force: true });
  throw error;
};

const sweepFolder = async (
  { folder, query, clock, sources }: UploadsParts,
  remove: (id: string) => Promise<boolean>,
): Promise<void> => {
  const used = new Set((await Promise.all(sources.map((source) => source.used()))).flat());
  // Rows first: what has a row had its file before.
  const rows = await query.selectFrom('uploads').select(['id', 'created_at']).execute();
  const names = await readdir(folder).catch(() => []);
  const files = new Set(names);
  const isOld = (at: number): boolean => clock.now() - at >= limits.upload.unusedMs;
  for (const { id, created_at } of rows)
    if (!files.has(`${id}${suffix}`) || (!used.has(id) && isOld(created_at))) await remove(id);
  const known = new Set(rows.map(({ id }) => `${id}${suffix}`));
  for (const name of names) {
    // One that is being added has no row yet.
    const path = join(folder, name);
    if (!known.has(name) && isOld((await stat(path)).mtimeMs)) await rm(path, { force: true });
  }
};

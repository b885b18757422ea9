import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Undo } from '@amud/protocol/clock.ts';
import type { Upload } from '@amud/protocol/http.ts';
import { limits } from '@amud/protocol/limits.ts';
import type { Tone } from '@amud/protocol/look/backdrop.ts';
import { type Audience, sees } from '@amud/protocol/roles.ts';
import type { Kysely, Selectable } from 'kysely';
import type { Log } from '../../core/log.ts';
import { randomToken } from '../../core/random.ts';
import { FaultError } from '../../http/faults.ts';
import type { Recorder } from '../../http/route.ts';
import type { Prepared } from '../../store/prepared.ts';
import type { Tables, UploadsTable } from '../../store/tables.ts';
import { type GivenPicture, prepareAdoption } from './adopt.ts';
import type { Rasterise } from './drawing.ts';
import { pathOf, type UploadKind, uploadKinds, write } from './file.ts';
import { type Picture, redraw } from './images.ts';
import { createTones } from './tones.ts';
import { refuseLargePicture, type VideoKind, videoKindOf } from './video.ts';

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
  /** Where the file of a picture or a video is; undefined when there is none. */
  locate(id: string, kind: UploadKind): Promise<{ path: string; bytes: number } | undefined>;
  /** How dark and bright a picture is; undefined where nobody measured it. */
  tone(id: string): Tone | undefined;
  /** @throws FaultError for a picture that is not as AMUD makes them. */
  adopt(pictures: readonly GivenPicture[], userId: number): Promise<Prepared>;
  isFor(id: string, audience: Audience): boolean;
  /** @returns whether there was one. */
  remove(id: string, record?: Recorder): Promise<boolean>;
  /** Removes what nothing shows, and files and rows that lost each other. */
  sweep(): Promise<void>;
  start(): Promise<void>;
  stop(): void;
};

export const createUploads = (parts: UploadsParts): Uploads => {
  const { folder, query, clock, log, rasterise } = parts;
  let stopSweep: Undo = () => {};
  const tones = createTones(query);
  const remove = async (id: string, record?: Recorder): Promise<boolean> => {
    const isRemoved = await query.transaction().execute(async (transaction) => {
      const { numDeletedRows } = await transaction.deleteFrom('uploads').where('id', '=', id).executeTakeFirst();
      if (numDeletedRows === 1n) await record?.(transaction);
      return numDeletedRows === 1n;
    });
    await removeFiles(folder, id);
    return isRemoved;
  };
  const sweep = () => sweepFolder(parts, remove);
  return {
    add: async (bytes, userId, record) => {
      const kept = await contentOf(bytes, rasterise);
      const id = randomToken();
      await write(folder, id, kept.bytes, kept.kind);
      const row = await insert(parts, { id, userId, kept }, record).catch((error) => discard(folder, id, error));
      tones.remember(row);
      return toUpload(row);
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
    locate: async (id, kind) => {
      const path = pathOf(folder, id, kind);
      const found = await stat(path).catch(() => undefined);
      return found && { path, bytes: found.size };
    },
    tone: tones.of,
    adopt: (pictures, userId) => prepareAdoption(parts, pictures, userId),
    isFor: (id, audience) => sees(audience, 'viewer') || parts.sources.some((source) => source.shows(id, audience)),
    remove,
    sweep,
    start: async () => {
      await tones.read();
      const run = (): void => void sweep().catch((error) => log.warn({ err: error }, 'uploads could not be swept'));
      stopSweep = clock.every(limits.upload.sweepMs, run);
    },
    stop: () => stopSweep(),
  };
};

type UploadRow = Selectable<UploadsTable>;
type Kept = (Picture & { kind: 'webp' }) | { bytes: Buffer; kind: VideoKind };

const removeFiles = async (folder: string, id: string): Promise<void> => {
  for (const kind of uploadKinds) await rm(pathOf(folder, id, kind), { force: true });
};

/** A picture is drawn anew, a video kept as it is. @throws FaultError when it is neither, or too large. */
const contentOf = async (bytes: Buffer, rasterise: Rasterise): Promise<Kept> => {
  const kind = videoKindOf(bytes);
  if (kind) return { bytes, kind };
  refuseLargePicture(bytes);
  return { ...(await redraw(bytes, rasterise)), kind: 'webp' };
};

const toUpload = ({ id, width, height, bytes, created_at, kind }: UploadRow): Upload => ({
  id,
  url: `/uploads/${id}.${kind}`,
  width,
  height,
  bytes,
  createdAt: created_at,
});

const insert = (
  { query, clock }: UploadsParts,
  { id, userId, kept }: { id: string; userId: number; kept: Kept },
  record: Recorder,
): Promise<UploadRow> =>
  query.transaction().execute(async (transaction) => {
    const { count } = await transaction
      .selectFrom('uploads')
      .select((e) => e.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    if (Number(count) >= limits.upload.count)
      throw new FaultError('conflict', `There are ${limits.upload.count} pictures already. Remove some first.`);
    const { width, height, tone } = kept.kind === 'webp' ? kept : { width: 0, height: 0, tone: undefined };
    const row = {
      id,
      user_id: userId,
      created_at: clock.now(),
      bytes: kept.bytes.length,
      width,
      height,
      kind: kept.kind,
      darkest: tone?.darkest ?? null,
      brightest: tone?.brightest ?? null,
    };
    await transaction.insertInto('uploads').values(row).execute();
    await record(transaction, { target: id, detail: { bytes: row.bytes, width, height } });
    return row;
  });

const discard = async (folder: string, id: string, error: unknown): Promise<never> => {
  await removeFiles(folder, id);
  throw error;
};

const sweepFolder = async (
  { folder, query, clock, sources }: UploadsParts,
  remove: (id: string) => Promise<boolean>,
): Promise<void> => {
  const used = new Set((await Promise.all(sources.map((source) => source.used()))).flat());
  // Rows first: what has a row had its file before.
  const rows = await query.selectFrom('uploads').select(['id', 'created_at', 'kind']).execute();
  const names = await readdir(folder).catch(() => []);
  const files = new Set(names);
  const isOld = (at: number): boolean => clock.now() - at >= limits.upload.unusedMs;
  for (const { id, created_at, kind } of rows)
    if (!files.has(`${id}.${kind}`) || (!used.has(id) && isOld(created_at))) await remove(id);
  const known = new Set(rows.map(({ id, kind }) => `${id}.${kind}`));
  for (const name of names) {
    // One that is being added has no row yet.
    const path = join(folder, name);
    if (!known.has(name) && isOld((await stat(path)).mtimeMs)) await rm(path, { force: true });
  }
};

import { stat } from 'node:fs/promises';
import { limits } from '@amud/protocol/limits.ts';
import type { Insertable } from 'kysely';
import { FaultError } from '../../http/faults.ts';
import type { Prepared } from '../../store/prepared.ts';
import type { UploadsTable } from '../../store/tables.ts';
import { pathOf, write } from './file.ts';
import type { UploadsParts } from './uploads.ts';

export type GivenPicture = { id: string; bytes: Buffer };

/** What a picture of ours consists of: no metadata, nothing behind its end. */
const ownParts: ReadonlySet<string> = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF']);

const isAsWeWrite = (bytes: Buffer): boolean => {
  const text = (from: number) => bytes.toString('latin1', from, from + 4);
  if (bytes.length < 20 || text(0) !== 'RIFF' || text(8) !== 'WEBP') return false;
  if (bytes.readUInt32LE(4) + 8 !== bytes.length) return false;
  let at = 12;
  while (at + 8 <= bytes.length) {
    if (!ownParts.has(text(at))) return false;
    const size = bytes.readUInt32LE(at + 4);
    at += 8 + size + (size % 2);
  }
  return at === bytes.length;
};

const measure = async ({ id, bytes }: GivenPicture) => {
  const unfit = () =>
    new FaultError('invalid', `The picture ${id.slice(0, 8)}… is not one that AMUD made.`, { field: 'file' });
  if (!isAsWeWrite(bytes) || bytes.length > limits.upload.bytes) throw unfit();
  const { default: sharp } = await import('sharp');
  const { sidePixels, frames } = limits.upload;
  const options = { animated: true, limitInputPixels: limits.upload.pixels };
  const {
    width = 0,
    height = 0,
    pages = 1,
    pageHeight,
  } = await sharp(bytes, options)
    .metadata()
    .catch(() => {
      throw unfit();
    });
  const side = Math.max(width, pageHeight ?? height);
  if (side > sidePixels || side === 0 || pages > frames) throw unfit();
  return { width, height: pageHeight ?? height };
};

/**
 * Prepares taking pictures over as they are, under their ids. Those that are here stay; the files of a change that is then
 * not made are swept away.
 */
export const prepareAdoption = async (
  { folder, query, clock }: UploadsParts,
  pictures: readonly GivenPicture[],
  userId: number,
): Promise<Prepared> => {
  const rows: Insertable<UploadsTable>[] = [];
  for (const picture of pictures) {
    const { id, bytes } = picture;
    const size = await measure(picture);
    const known = await query.selectFrom('uploads').select('id').where('id', '=', id).executeTakeFirst();
    if (known && (await isThere(folder, id))) continue;
    await write(folder, id, bytes);
    if (!known) rows.push({ id, user_id: userId, created_at: clock.now(), bytes: bytes.length, ...size });
  }
  return {
    write: async (transaction) => {
      for (const row of rows) await transaction.insertInto('uploads').values(row).execute();
    },
    done: () => {},
  };
};

const isThere = (folder: string, id: string): Promise<boolean> =>
  stat(pathOf(folder, id)).then(
    () => true,
    () => false,
  );

import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FaultError } from '../../http/faults.ts';

export const uploadKinds = ['webp', 'mp4', 'webm'] as const;
export type UploadKind = (typeof uploadKinds)[number];
const idShape = /^[A-Za-z0-9_-]{43}$/;

/** Only an id of our own making becomes part of a path. */
export const pathOf = (folder: string, id: string, kind: UploadKind = 'webp'): string => {
  if (!idShape.test(id)) throw new FaultError('missing', 'There is no such picture.');
  return join(folder, `${id}.${kind}`);
};

/** Whole and on disk, or not there: a half file never gets its name. */
export const write = async (folder: string, id: string, bytes: Buffer, kind: UploadKind = 'webp'): Promise<void> => {
  const path = pathOf(folder, id, kind);
  try {
    await mkdir(folder, { recursive: true, mode: 0o750 });
    const file = await open(`${path}.part`, 'wx', 0o640);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.part`, path);
  } catch (error) {
    await rm(`${path}.part`, { force: true });
    if (['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw new FaultError('storage-full', 'The disk of the server is full. Free some space and try again.');
    throw error;
  }
};

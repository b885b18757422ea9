import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import { limits } from '@amud/protocol/limits.ts';
import type { Secret } from '@amud/protocol/secret.ts';
import { BackupError } from './backup-error.ts';
import { type About, openKeys, readHead, writeHead } from './head.ts';
import { openChunks, sealChunks } from './seal-chunks.ts';
import { type Entry, tar, untar } from './tar.ts';

/** A backup as a file: a head, then what is in it as tar, compressed (zstd), in sealed chunks. */

/** Writes it whole and onto the disk; `path` must not be there yet. Then reads it again, and so knows that it opens. */
export const writeSealed = async (
  path: string,
  passphrase: Secret,
  about: About,
  entries: AsyncIterable<Entry>,
): Promise<void> => {
  const { bytes: head, ...keys } = await writeHead(passphrase, about);
  const file = await open(path, 'wx+', 0o600);
  try {
    await file.write(head);
    await pipeline(
      Readable.from(tar(entries, about.createdAt), { objectMode: false }),
      createZstdCompress(),
      async (packed: AsyncIterable<Buffer>) => {
        for await (const chunk of sealChunks(keys, limits.backup.chunkBytes, packed)) await writeAll(file, chunk);
      },
    );
    await file.sync();
    for await (const _ of openChunks(file, head.length, keys, limits.backup.chunkBytes));
  } finally {
    await file.close();
  }
};

const writeAll = async (file: FileHandle, bytes: Buffer): Promise<void> => {
  for (let written = 0; written < bytes.length; )
    written += (await file.write(bytes, written, bytes.length - written)).bytesWritten;
};

/** What is told of a backup without its passphrase. @throws BackupError */
export const readAbout = async (path: string): Promise<About> => {
  const file = await open(path);
  try {
    return (await readHead(file)).head.about;
  } finally {
    await file.close();
  }
};

/**
 * Gives the entries of a backup to `take`, one after the other. When it resolves, every bit of the file was as it was written.
 * @throws BackupError
 */
export const readSealed = async (
  path: string,
  passphrase: Secret,
  take: (entry: Entry & { body: AsyncIterable<Buffer> }) => Promise<void>,
): Promise<About> => {
  const file = await open(path);
  try {
    const { head, bytes } = await readHead(file);
    const keys = await openKeys(passphrase, head, bytes);
    const sealed = Readable.from(openChunks(file, bytes.length, keys, head.chunkBytes), { objectMode: false });
    await pipeline(sealed, createZstdDecompress(), async (packed: AsyncIterable<Buffer>) => {
      for await (const entry of untar(packed)) await take(entry);
    });
    return head.about;
  } catch (error) {
    if (String((error as NodeJS.ErrnoException).code).startsWith('ZSTD'))
      throw new BackupError('damaged', 'The backup is not whole inside. Take another one.');
    throw error;
  } finally {
    await file.close();
  }
};

import { limits } from '@amud/protocol/limits.ts';
import { Secret } from '@amud/protocol/secret.ts';
import { FaultError } from '../../http/faults.ts';
import { BackupError } from './backup-error.ts';
import { type About, type Bytes, openKeys, readHead, writeHead } from './head.ts';
import { openChunks, sealChunks } from './seal-chunks.ts';

/** A short text sealed with a passphrase, as base64: head and chunks as in a backup. */
export const sealText = async (passphrase: Secret, of: About, text: Secret): Promise<string> => {
  const { bytes, ...keys } = await writeHead(passphrase, of);
  const chunks = await all(sealChunks(keys, limits.backup.chunkBytes, one(Buffer.from(text.reveal()))));
  return Buffer.concat([bytes, ...chunks]).toString('base64');
};

async function* one(buffer: Buffer): AsyncGenerator<Buffer> {
  yield buffer;
}

const all = async (source: AsyncIterable<Buffer>): Promise<Buffer[]> => {
  const chunks: Buffer[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return chunks;
};

/** @throws FaultError on the field `passphrase`, or `file` when it was changed. */
export const openText = async (passphrase: Secret, sealed: string): Promise<Secret> => {
  const file = inMemory(Buffer.from(sealed, 'base64'));
  try {
    const { head, bytes } = await readHead(file);
    const keys = await openKeys(passphrase, head, bytes);
    const chunks = await all(openChunks(file, bytes.length, keys, head.chunkBytes));
    return new Secret(Buffer.concat(chunks).toString('utf8'));
  } catch (error) {
    if (!(error instanceof BackupError)) throw error;
    if (error.reason !== 'wrong-passphrase')
      throw new FaultError('invalid', 'The sealed secrets of this file were changed.', { field: 'file' });
    throw new FaultError('invalid', 'This is not the passphrase of these secrets. Capitals and spaces count.', {
      field: 'passphrase',
    });
  }
};

const inMemory = (content: Buffer): Bytes => ({
  stat: async () => ({ size: content.length }),
  read: async (buffer, offset, length, position) => ({
    bytesRead: content.copy(buffer, offset, position, position + length),
  }),
});

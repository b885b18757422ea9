import { createCipheriv, createDecipheriv } from 'node:crypto';
import { BackupError } from './backup-error.ts';
import type { Bytes, Keys } from './head.ts';

/**
 * A stream as sealed chunks, each with a number and a mark on the last one (STREAM, Hoang, Reyhanitabar, Rogaway and Vizár
 * 2015): a chunk that was changed, moved, left out or put in between does not open, and neither does a stream without its end.
 */
const ALGORITHM = 'chacha20-poly1305';
const TAG_BYTES = 16;
const COUNTER_BYTES = 11;

const nonceOf = (index: number, isLast: boolean): Buffer => {
  const nonce = Buffer.alloc(COUNTER_BYTES + 1);
  nonce.writeUIntBE(index, COUNTER_BYTES - 6, 6);
  nonce.writeUInt8(isLast ? 1 : 0, COUNTER_BYTES);
  return nonce;
};

const seal = ({ key, mark }: Keys, index: number, isLast: boolean, plain: Buffer): Buffer => {
  const cipher = createCipheriv(ALGORITHM, key, nonceOf(index, isLast), { authTagLength: TAG_BYTES });
  cipher.setAAD(mark, { plaintextLength: plain.length });
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

const open = ({ key, mark }: Keys, index: number, isLast: boolean, sealed: Buffer): Buffer | undefined => {
  if (sealed.length < TAG_BYTES) return undefined;
  const body = sealed.subarray(0, -TAG_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key, nonceOf(index, isLast), { authTagLength: TAG_BYTES });
  decipher.setAAD(mark, { plaintextLength: body.length });
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch {
    return undefined;
  }
};

export async function* sealChunks(
  keys: Keys,
  chunkBytes: number,
  source: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  let index = 0;
  let waiting: Buffer = Buffer.alloc(0);
  for await (const piece of source) {
    waiting = waiting.length === 0 ? piece : Buffer.concat([waiting, piece]);
    // One is always kept back: only at the end is it known which was the last.
    while (waiting.length > chunkBytes) {
      yield seal(keys, index, false, waiting.subarray(0, chunkBytes));
      waiting = waiting.subarray(chunkBytes);
      index += 1;
    }
  }
  yield seal(keys, index, true, waiting);
}

/** @throws BackupError `changed` or `cut-off`; everything given out before was authentic. */
export async function* openChunks(file: Bytes, start: number, keys: Keys, chunkBytes: number): AsyncGenerator<Buffer> {
  const { size } = await file.stat();
  const sealedBytes = chunkBytes + TAG_BYTES;
  const count = Math.max(1, Math.ceil((size - start) / sealedBytes));
  for (let index = 0; index < count; index += 1) {
    const isLast = index === count - 1;
    const position = start + index * sealedBytes;
    const sealed = Buffer.alloc(Math.min(sealedBytes, Math.max(0, size - position)));
    await file.read(sealed, 0, sealed.length, position);
    const plain = open(keys, index, isLast, sealed);
    if (!plain) throw refusal(isLast && open(keys, index, false, sealed) !== undefined, isLast, sealed.length);
    yield plain;
  }
}

const refusal = (isWholeChunk: boolean, isLast: boolean, bytes: number): BackupError =>
  isWholeChunk || (isLast && bytes < TAG_BYTES)
    ? new BackupError('cut-off', 'The end of the file is missing. Copy it anew from where it was made.')
    : new BackupError(
        'changed',
        isLast
          ? 'The end of the file was changed or is missing. Take another backup, or copy this one anew.'
          : 'The file was changed after it was made. Take another backup, or copy this one anew.',
      );

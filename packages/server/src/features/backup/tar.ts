import { BackupError } from './backup-error.ts';

/** What a backup holds, in the format of `tar` (POSIX ustar), which can be read without AMUD. */
const BLOCK = 512;
const END = Buffer.alloc(2 * BLOCK);

export type Entry = { name: string; bytes: number; body: AsyncIterable<Buffer> | Iterable<Buffer> };

/** @throws when a body has more or fewer bytes than it was said to have. */
export async function* tar(entries: AsyncIterable<Entry> | Iterable<Entry>, at: number): AsyncGenerator<Buffer> {
  for await (const { name, bytes, body } of entries) {
    yield headOf(name, bytes, at);
    let written = 0;
    for await (const piece of body) {
      written += piece.length;
      yield piece;
    }
    if (written !== bytes) throw new Error(`${name} has ${written} bytes instead of ${bytes}.`);
    if (bytes % BLOCK !== 0) yield Buffer.alloc(BLOCK - (bytes % BLOCK));
  }
  yield END;
}

const headOf = (name: string, bytes: number, at: number): Buffer => {
  if (Buffer.byteLength(name) > 100) throw new Error(`The name ${name} is too long for a tar file.`);
  const head = Buffer.alloc(BLOCK);
  const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');
  head.write(name, 0, 'utf8');
  head.write(octal(0o600, 7), 100);
  head.write(octal(0, 7), 108);
  head.write(octal(0, 7), 116);
  writeSize(head, bytes);
  head.write(octal(Math.floor(at / 1_000), 11), 136);
  head.write('        ', 148);
  head.write('0', 156);
  head.write('ustar\0', 257, 'latin1');
  head.write('00', 263);
  head.write(`${octal(sumOf(head), 6)}\0 `, 148, 'latin1');
  return head;
};

/** Octal as far as that goes, then binary with the first bit set, as GNU tar does it. */
const LARGEST_OCTAL = 8 ** 11 - 1;
const writeSize = (head: Buffer, bytes: number): void => {
  if (bytes <= LARGEST_OCTAL) return void head.write(bytes.toString(8).padStart(11, '0'), 124);
  head.writeUInt8(0x80, 124);
  head.writeUIntBE(bytes, 130, 6);
};
const readSize = (head: Buffer): number =>
  head[124] === 0x80 ? head.readUIntBE(130, 6) : Number.parseInt(head.toString('latin1', 124, 135), 8);

/** Of all bytes, those of the sum itself as spaces. */
const sumOf = (head: Buffer): number =>
  head.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 32 : byte), 0);

const damaged = () => new BackupError('damaged', 'The backup is not whole inside. Take another one.');

/** Goes through the entries in order; what a caller does not read of a body is skipped. @throws BackupError */
export async function* untar(source: AsyncIterable<Buffer>): AsyncGenerator<Entry & { body: AsyncIterable<Buffer> }> {
  const reader = createReader(source);
  for (;;) {
    const head = await reader.exactly(BLOCK);
    if (!head) throw damaged();
    if (head.every((byte) => byte === 0)) break;
    const entry = parseHead(head);
    const body = reader.part(entry.bytes);
    yield { ...entry, body };
    for await (const _ of body);
    if (!(await reader.exactly((BLOCK - (entry.bytes % BLOCK)) % BLOCK))) throw damaged();
  }
  // To the very end, so that the seal of the last chunk is examined too.
  while (await reader.some(BLOCK));
}

const parseHead = (head: Buffer): { name: string; bytes: number } => {
  const text = (from: number, to: number): string => head.toString('utf8', from, to).replace(/\0.*$/s, '');
  const bytes = readSize(head);
  const isWhole =
    Number.parseInt(text(148, 156), 8) === sumOf(head) && text(257, 262) === 'ustar' && head[156] === 0x30;
  if (!isWhole || !Number.isSafeInteger(bytes) || bytes < 0) throw damaged();
  return { name: text(0, 100), bytes };
};

/** Pieces of any size as pieces of the wanted ones. */
const createReader = (source: AsyncIterable<Buffer>) => {
  const pieces = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  /** Up to `most` bytes; undefined at the end. */
  const some = async (most: number): Promise<Buffer | undefined> => {
    while (held.length === 0) {
      const next = await pieces.next();
      if (next.done) return undefined;
      held = next.value;
    }
    const taken = held.subarray(0, most);
    held = held.subarray(taken.length);
    return taken;
  };
  const exactly = async (count: number): Promise<Buffer | undefined> => {
    const parts: Buffer[] = [];
    for (let left = count; left > 0; ) {
      const part = await some(left);
      if (!part) return undefined;
      parts.push(part);
      left -= part.length;
    }
    return Buffer.concat(parts);
  };
  const part = (bytes: number): AsyncIterable<Buffer> => {
    let left = bytes;
    const read = async function* (): AsyncGenerator<Buffer> {
      while (left > 0) {
        const piece = await some(left);
        if (!piece) throw damaged();
        left -= piece.length;
        yield piece;
      }
    };
    return { [Symbol.asyncIterator]: read };
  };
  return { some, exactly, part };
};

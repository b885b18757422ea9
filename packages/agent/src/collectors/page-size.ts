import { readFileSync } from 'node:fs';
import { endianness } from 'node:os';

const AT_PAGESZ = 6n;
const USUAL = 4_096;

/** Bytes of a memory page, from our own auxiliary vector (getauxval(3)): 4 KiB on most machines, 16 or 64 on some ARM. */
export const readPageBytes = (): number => {
  try {
    return parseAuxv(readFileSync('/proc/self/auxv')) ?? USUAL;
  } catch {
    return USUAL;
  }
};

/** Pairs of 64-bit words: type, value. */
export const parseAuxv = (vector: Buffer): number | undefined => {
  const word = (offset: number): bigint =>
    endianness() === 'LE' ? vector.readBigUInt64LE(offset) : vector.readBigUInt64BE(offset);
  for (let offset = 0; offset + 16 <= vector.length; offset += 16)
    if (word(offset) === AT_PAGESZ) return Number(word(offset + 8));
  return undefined;
};

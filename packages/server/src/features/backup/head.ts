import { createHash, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { limits } from '@amud/protocol/limits.ts';
import type { Secret } from '@amud/protocol/secret.ts';
import { hashRaw } from '@node-rs/argon2';
import * as v from 'valibot';
import { BackupError } from './backup-error.ts';

/** The beginning of a backup, which anybody can read: how its key is made, and of when it is. docs/backup.md has it in words. */

/** A file, or what is read like one. */
export type Bytes = {
  stat(): Promise<{ size: number }>;
  read(buffer: Buffer, offset: number, length: number, position: number): Promise<{ bytesRead: number }>;
};

const MAGIC = Buffer.from('AMUDBAK1', 'latin1');
const LENGTH_BYTES = 4;
const SALT_BYTES = 16;
/** Stronger than for a password that a server guards: whoever has the file may try as long as they like. */
const argon2id = { memoryKiB: 65_536, passes: 3, lanes: 1 } as const;

const whole = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));
const bytes = (count: number) =>
  v.pipe(
    v.string(),
    v.regex(/^[A-Za-z0-9_-]{1,64}$/),
    v.transform((text) => Buffer.from(text, 'base64url')),
    v.check((value) => value.length === count),
  );

/** What is told of a backup without its passphrase. */
const about = v.object({
  createdAt: v.number(),
  /** The version of AMUD that made it. */
  program: v.pipe(v.string(), v.maxLength(64)),
  /** Of its database. */
  schema: v.number(),
});
export type About = v.InferOutput<typeof about>;

const head = v.object({
  format: v.literal(1),
  kdf: v.literal('argon2id'),
  // Bounds, since a made-up file must not take all memory or a day.
  memoryKiB: whole(limits.backup.memoryKiB),
  passes: whole(16),
  lanes: whole(16),
  salt: bytes(SALT_BYTES),
  /** Tells a wrong passphrase from a changed file. */
  check: bytes(16),
  cipher: v.literal('chacha20-poly1305'),
  chunkBytes: whole(limits.backup.chunkBytes),
  about,
});
export type Head = v.InferOutput<typeof head>;
/** `mark` goes into every seal of the file, so that a head is never changed or put on another body. */
export type Keys = { key: Buffer; mark: Buffer };

export const writeHead = async (passphrase: Secret, of: About): Promise<{ bytes: Buffer } & Keys> => {
  const salt = randomBytes(SALT_BYTES);
  const { key, check } = await deriveKeys(passphrase, { ...argon2id, salt });
  const json = JSON.stringify({
    format: 1,
    kdf: 'argon2id',
    ...argon2id,
    salt: salt.toString('base64url'),
    check: check.toString('base64url'),
    cipher: 'chacha20-poly1305',
    chunkBytes: limits.backup.chunkBytes,
    about: of,
  });
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(Buffer.byteLength(json));
  const written = Buffer.concat([MAGIC, length, Buffer.from(json, 'utf8')]);
  return { bytes: written, key, mark: markOf(written) };
};

/** @returns the head, its bytes, and where the body begins. @throws BackupError */
export const readHead = async (file: Bytes): Promise<{ head: Head; bytes: Buffer }> => {
  const start = await readExactly(file, 0, MAGIC.length + LENGTH_BYTES);
  if (!start?.subarray(0, MAGIC.length - 1).equals(MAGIC.subarray(0, -1))) throw notABackup();
  if (start[MAGIC.length - 1] !== MAGIC.at(-1)) throw newer();
  const length = start.readUInt32BE(MAGIC.length);
  if (length > limits.backup.headBytes) throw notABackup();
  const json = await readExactly(file, start.length, length);
  if (!json) throw new BackupError('cut-off', 'The file ends in its first lines. Copy it anew from where it was made.');
  return { head: parseHead(json.toString('utf8')), bytes: Buffer.concat([start, json]) };
};

/** @throws BackupError `wrong-passphrase` */
export const openKeys = async (passphrase: Secret, head: Head, bytes: Buffer): Promise<Keys> => {
  const { key, check } = await deriveKeys(passphrase, head);
  if (!timingSafeEqual(check, head.check))
    throw new BackupError('wrong-passphrase', 'This is not the passphrase of this backup. Capitals and spaces count.');
  return { key, mark: markOf(bytes) };
};

type KeyShape = { memoryKiB: number; passes: number; lanes: number; salt: Buffer };

const deriveKeys = async (passphrase: Secret, { memoryKiB, passes, lanes, salt }: KeyShape) => {
  // The same letters, however a keyboard composes them.
  const text = passphrase.reveal().normalize('NFKC');
  const options = { algorithm: 2, memoryCost: memoryKiB, timeCost: passes, parallelism: lanes, outputLen: 32, salt };
  const root = await hashRaw(text, options);
  const derive = (purpose: string, count: number): Buffer =>
    Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), `amud backup 1 ${purpose}`, count));
  return { key: derive('content', 32), check: derive('check', 16) };
};

const markOf = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

const parseHead = (json: string): Head => {
  const value = parseJson(json);
  const parsed = v.safeParse(head, value);
  if (parsed.success) return parsed.output;
  const { format } = (value ?? {}) as { format?: unknown };
  throw typeof format === 'number' && format > 1 ? newer() : notABackup();
};

const parseJson = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
};

const notABackup = () =>
  new BackupError('not-a-backup', 'This file is no backup of AMUD, or its beginning was changed.');
const newer = () => new BackupError('newer', 'This backup was made by a newer AMUD. Update this one first.');

export const readExactly = async (file: Bytes, position: number, length: number): Promise<Buffer | undefined> => {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return bytesRead === length ? buffer : undefined;
};

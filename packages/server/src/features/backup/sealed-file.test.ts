import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { limits } from '@amud/protocol/limits.ts';
import { Secret } from '@amud/protocol/secret.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BackupError, BackupReason } from './backup-error.ts';
import { type Keys, openKeys, readHead } from './head.ts';
import { openChunks, sealChunks } from './seal-chunks.ts';
import { readAbout, readSealed, writeSealed } from './sealed-file.ts';
import { tar, untar } from './tar.ts';

const passphrase = new Secret('correct horse battery staple');
const about = { createdAt: 1_800_000_000_000, program: '2.0.0', schema: 9 };
let folder: string;
let whole: Buffer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'amud-sealed-'));
  await writeSealed(
    join(folder, 'whole'),
    passphrase,
    about,
    entries([
      ['a.txt', Buffer.from('hello')],
      ['none', Buffer.alloc(0)],
    ]),
  );
  whole = readFileSync(join(folder, 'whole'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function* entries(of: [name: string, content: Buffer][]) {
  for (const [name, content] of of) yield { name, bytes: content.length, body: [content] };
}
const gather = async (source: AsyncIterable<Buffer>): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
};
const put = (bytes: Buffer): string => {
  const path = join(folder, 'changed');
  writeFileSync(path, bytes);
  return path;
};
const read = async (path: string, secret = passphrase): Promise<Record<string, Buffer>> => {
  const found: Record<string, Buffer> = {};
  await readSealed(path, secret, async ({ name, body }) => {
    found[name] = await gather(body);
  });
  return found;
};
const reasonOf = (work: Promise<unknown>): Promise<BackupReason | 'opened'> =>
  work.then(
    () => 'opened' as const,
    (error: BackupError) => error.reason,
  );

describe('a sealed file', () => {
  it('gives back what was put in, and tells of itself without its passphrase', async () => {
    expect(await read(join(folder, 'whole'))).toEqual({ 'a.txt': Buffer.from('hello'), none: Buffer.alloc(0) });
    expect(await readAbout(join(folder, 'whole'))).toEqual(about);
    expect(whole.includes('hello')).toBe(false);
    expect(whole.subarray(0, 8).toString()).toBe('AMUDBAK1');
  });

  it('opens with its passphrase only, however a keyboard composes its letters', async () => {
    for (const other of ['', 'Correct horse battery staple', 'correct horse battery staple '])
      expect(await reasonOf(read(join(folder, 'whole'), new Secret(other)))).toBe('wrong-passphrase');
    const path = join(folder, 'umlaut');
    await writeSealed(path, new Secret('gr\u00fc\u00dfe aus dem keller'), about, entries([]));
    expect(await reasonOf(read(path, new Secret('gru\u0308\u00dfe aus dem keller')))).toBe('opened');
  });

  it('does not open when any bit of it was changed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 7 }), async (at, bit) => {
        const changed = Buffer.from(whole);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        expect(['changed', 'wrong-passphrase', 'not-a-backup', 'newer', 'cut-off']).toContain(
          await reasonOf(read(put(changed))),
        );
      }),
      // Each makes its key anew, which takes a while on purpose.
      { numRuns: 25 },
    );
  });

  it('does not open when its end is missing or something is behind it', async () => {
    for (const length of [0, 4, 11, 200, whole.length - 17, whole.length - 1])
      expect(['cut-off', 'not-a-backup', 'changed']).toContain(await reasonOf(read(put(whole.subarray(0, length)))));
    expect(await reasonOf(read(put(Buffer.concat([whole, Buffer.from('x')]))))).toBe('changed');
  });

  it('security 26: is refused when it asks for too much to make its key, or is long before it begins', async () => {
    const head = (change: object) => {
      const json = JSON.parse(whole.subarray(12, 12 + whole.readUInt32BE(8)).toString());
      const text = Buffer.from(JSON.stringify({ ...json, ...change }));
      const length = Buffer.alloc(4);
      length.writeUInt32BE(text.length);
      return put(Buffer.concat([whole.subarray(0, 8), length, text]));
    };
    for (const change of [
      { memoryKiB: limits.backup.memoryKiB + 1 },
      { passes: 17 },
      { lanes: 1_000_000 },
      { chunkBytes: limits.backup.chunkBytes + 1 },
      { chunkBytes: 0 },
      { about: { ...about, program: 'x'.repeat(limits.backup.headBytes) } },
    ])
      expect(await reasonOf(read(head(change)))).toBe('not-a-backup');
    expect(await reasonOf(read(head({ format: 2 })))).toBe('newer');
    expect(await reasonOf(read(put(Buffer.from('AMUDBAK2'))))).toBe('not-a-backup');
    expect(await reasonOf(read(put(Buffer.from('AMUDBAK2....'))))).toBe('newer');
  });

  it('security 27: any bytes are refused, never more', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), fc.boolean(), async (bytes, begins) => {
        const path = put(Buffer.concat([begins ? whole.subarray(0, 8) : Buffer.alloc(0), bytes]));
        expect(await reasonOf(read(path))).not.toBe('opened');
      }),
    );
  });
});

describe('sealed chunks', () => {
  let keys: Keys;
  beforeAll(async () => {
    const file = await open(join(folder, 'whole'));
    const { head, bytes } = await readHead(file);
    keys = await openKeys(passphrase, head, bytes);
    await file.close();
  });
  const seal = (pieces: Uint8Array[], chunkBytes: number) =>
    gather(
      sealChunks(
        keys,
        chunkBytes,
        (async function* () {
          for (const piece of pieces) yield Buffer.from(piece);
        })(),
      ),
    );
  const unseal = async (bytes: Buffer, chunkBytes: number): Promise<Buffer> => {
    const file = await open(put(bytes));
    try {
      return await gather(openChunks(file, 0, keys, chunkBytes));
    } finally {
      await file.close();
    }
  };

  it('give back any stream, in whatever pieces it came', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 40 })),
        fc.integer({ min: 1, max: 32 }),
        async (pieces, size) => {
          const plain = Buffer.concat(pieces.map((piece) => Buffer.from(piece)));
          expect((await unseal(await seal(pieces, size), size)).equals(plain)).toBe(true);
        },
      ),
    );
  });

  it('do not open when one was left out, moved, repeated or put at the end', async () => {
    const sealed = await seal([Buffer.alloc(100, 1)], 10);
    const chunks = Array.from({ length: 10 }, (_, index) => sealed.subarray(index * 26, index * 26 + 26));
    const orders = fc
      .array(fc.nat({ max: 9 }), { maxLength: 12 })
      .filter((order) => order.join() !== '0,1,2,3,4,5,6,7,8,9');
    await fc.assert(
      fc.asyncProperty(orders, async (order) => {
        const bytes = Buffer.concat(order.map((index) => chunks[index] ?? Buffer.alloc(0)));
        expect(['changed', 'cut-off']).toContain(await reasonOf(unseal(bytes, 10)));
      }),
    );
    expect(await reasonOf(unseal(sealed.subarray(0, 9 * 26), 10))).toBe('cut-off');
  });
});

describe('a tar file', () => {
  it('gives back any entries, and skips what nobody reads', async () => {
    const content = fc.uint8Array({ maxLength: 1_500 }).map((bytes) => Buffer.from(bytes));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.stringMatching(/^[a-z/]{1,90}$/), content)),
        fc.integer({ min: 1, max: 700 }),
        async (of, size) => {
          const bytes = await gather(tar(entries(of), 0));
          const pieces = async function* () {
            for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
          };
          const found: [string, Buffer][] = [];
          for await (const { name, body } of untar(pieces())) found.push([name, await gather(body)]);
          expect(found).toEqual(of);
          const listed: string[] = [];
          for await (const { name } of untar(pieces())) listed.push(name);
          expect(listed).toEqual(of.map(([name]) => name));
        },
      ),
    );
  });

  it('knows the size of a file of more than 8 GiB, and one that is not what it was said to be', async () => {
    const large = { name: 'large', bytes: 9 * 1024 ** 3, body: [] };
    const head = (await tar([large], 0).next()).value as Buffer;
    for await (const { bytes } of untar(
      (async function* () {
        yield head;
      })(),
    )) {
      expect(bytes).toBe(large.bytes);
      break;
    }
    await expect(gather(tar([{ name: 'x', bytes: 3, body: [Buffer.from('ab')] }], 0))).rejects.toThrow(
      '2 bytes instead of 3',
    );
  });

  it('that is damaged or cut short is refused', async () => {
    const bytes = await gather(tar(entries([['a', Buffer.alloc(600, 7)]]), 0));
    const walk = async (of: Buffer) => {
      for await (const _ of untar(
        (async function* () {
          yield of;
        })(),
      ));
    };
    for (const length of [0, 100, 512, 900, 1_400])
      expect(await reasonOf(walk(bytes.subarray(0, length)))).toBe('damaged');
    const changed = Buffer.from(bytes);
    changed[3] = 1;
    expect(await reasonOf(walk(changed))).toBe('damaged');
  });
});

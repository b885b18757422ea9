import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@amud/protocol/clock.ts';
import { Secret } from '@amud/protocol/secret.ts';
import { StartError } from '@amud/protocol/start-error.ts';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../core/log.ts';
import { createSealer, openOriginal } from '../core/seal.ts';
import { discardSecrets, rotateKey } from '../rescue.ts';
import { openStore, type Store } from './open.ts';
import { createSecrets, resealAll } from './secrets.ts';
import { findSecretsKey, keyOfFile, keyOfText, keyPathOf, nextKeyPathOf, writeKey } from './secrets-key.ts';

let folder: string;
let path: string;
let store: Store | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'amud-secrets-'));
  path = join(folder, 'amud.db');
});
afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

const close = async () => {
  await store?.close();
  store = undefined;
};
/** As the server starts. */
const open = async (fromEnvironment?: Secret) => {
  await close();
  const key = findSecretsKey(path, fromEnvironment);
  store = openStore(path, silentLog());
  return { secrets: await createSecrets({ query: store.query, key, clock: systemClock }), store, key };
};
const read = async (owner: string, fromEnvironment?: Secret) =>
  (await (await open(fromEnvironment)).secrets.get(owner, 'token'))?.reveal();

describe('security 21: a sealed value', () => {
  const key = randomBytes(32);
  const sealer = createSealer(key);

  it('opens in its place, is never the same twice, and shows nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, place) => {
        const sealed = sealer.seal(text, place);
        expect(sealed).toMatch(/^enc:v2:[A-Za-z0-9_-]{38,}$/);
        expect(sealer.open(sealed, place)).toBe(Buffer.from(text).toString());
        expect(sealer.seal(text, place)).not.toBe(sealed);
      }),
    );
  });

  it('does not open elsewhere, with another key, or with any bit changed', () => {
    const sealed = sealer.seal('a token', 'here');
    expect(sealer.open(sealed, 'there')).toBeUndefined();
    expect(createSealer(randomBytes(32)).open(sealed, 'here')).toBeUndefined();
    const bytes = Buffer.from(sealed.slice(7), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(sealer.open(`enc:v2:${changed.toString('base64url')}`, 'here')).toBeUndefined();
    }
    for (const text of [
      '',
      'enc:v2:',
      'enc:v2:AAAA',
      'enc:v3:AAAA',
      sealed.slice(0, -2),
      `${sealed}!`,
      sealed.replace('v2', 'v1'),
    ])
      expect(sealer.open(text, 'here')).toBeUndefined();
    fc.assert(fc.property(fc.string(), (text) => sealer.open(text, 'here') === undefined));
  });

  it('of the original AMUD is read: enc:v1:, nonce, ciphertext and tag, no additional data', () => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 });
    const body = Buffer.concat([cipher.update('PVEAPIToken=x'), cipher.final(), cipher.getAuthTag()]);
    const original = `enc:v1:${Buffer.concat([nonce, body]).toString('base64url')}`;
    expect(openOriginal(key, original)).toBe('PVEAPIToken=x');
    expect(openOriginal(randomBytes(32), original)).toBeUndefined();
    expect(openOriginal(key, sealer.seal('x', 'here'))).toBeUndefined();
    // An unbound value must not pass where a bound one is wanted.
    expect(sealer.open(original, 'here')).toBeUndefined();
  });

  it('that is bound to row and field can not be moved', async () => {
    const { secrets, store: opened } = await open();
    await secrets.set('service:1', 'token', new Secret('one'));
    await secrets.set('service:2', 'token', new Secret('two'));
    opened.database.exec(
      "UPDATE secrets SET sealed = (SELECT sealed FROM secrets WHERE owner = 'service:1') WHERE owner = 'service:2'",
    );
    await expect(secrets.get('service:2', 'token')).rejects.toThrow('does not open');
    expect((await secrets.get('service:1', 'token'))?.reveal()).toBe('one');
    await secrets.remove('service:1', 'token');
    expect(await secrets.get('service:1', 'token')).toBeUndefined();
    expect(readFileSync(path).includes('two')).toBe(false);
  });
});

describe('security 21: the key', () => {
  const text = new Secret(' a key of many words ');

  it('is made at the first start, for its user only, and found again', async () => {
    const { secrets } = await open();
    await secrets.set('x', 'token', new Secret('kept'));
    expect(statSync(keyPathOf(path)).mode & 0o777).toBe(0o600);
    expect(readFileSync(keyPathOf(path), 'utf8')).toMatch(/^[A-Za-z0-9_-]{43}\n$/);
    expect(await read('x')).toBe('kept');
  });

  it('is understood as the original AMUD does, in the environment and in its file', () => {
    const sha = (value: string) => createHash('sha256').update(value).digest('hex');
    const raw = randomBytes(32);
    expect(keyOfText(text).reveal()).toBe(sha('a key of many words'));
    expect(keyOfText(new Secret(raw.toString('base64url'))).reveal()).toBe(sha(raw.toString('base64url')));
    expect(keyOfFile(`${raw.toString('base64url')}\n`).reveal()).toBe(raw.toString('hex'));
    expect(keyOfFile(raw.toString('hex').toUpperCase()).reveal()).toBe(raw.toString('hex'));
    expect(keyOfFile(' any words\n').reveal()).toBe(sha('any words'));
  });

  it.each([
    ['another key in the file', () => writeKey(keyPathOf(path), new Secret('ab'.repeat(32))), undefined],
    ['no file', () => rmSync(keyPathOf(path)), undefined],
    ['an empty file', () => writeFileSync(keyPathOf(path), '\n'), undefined],
    ['a folder in its place', () => renameSync(keyPathOf(path), join(folder, 'key')), 'folder'],
    ['another key in the environment', () => {}, 'environment'],
  ])('security 21: %s stops the start with what to do, and changes nothing', async (_, spoil, kind) => {
    const { secrets } = await open();
    await secrets.set('x', 'token', new Secret('kept'));
    await close();
    const key = readFileSync(keyPathOf(path));
    spoil();
    if (kind === 'folder') writeFileSync(keyPathOf(path), 'x');
    const before = readFileSync(path);
    const start = () => findSecretsKey(path, kind === 'environment' ? text : undefined);
    expect(start).toThrow(StartError);
    expect(start).toThrow(/Nothing was changed|Restore it/);
    expect(readFileSync(path).equals(before)).toBe(true);
    writeFileSync(keyPathOf(path), key);
    expect(await read('x')).toBe('kept');
  });

  it('rotates: values stay, the old key opens nothing, and a server that still runs stores nothing', async () => {
    const { secrets, store: opened, key: old } = await open();
    await secrets.set('x', 'token', new Secret('kept'));
    await rotateKey(path, { from: undefined, to: undefined });
    await expect(secrets.set('y', 'token', new Secret('lost?'))).rejects.toThrow('restart AMUD');
    await expect(resealAll(opened.query, old, old, 0)).rejects.toThrow('Nothing was changed');
    expect(existsSync(nextKeyPathOf(path))).toBe(false);
    const again = await open();
    expect(again.key.reveal()).not.toBe(old.reveal());
    expect((await again.secrets.get('x', 'token'))?.reveal()).toBe('kept');
    expect(await again.secrets.get('y', 'token')).toBeUndefined();
  });

  it('rotates into the environment, within it, and asks for the new one', async () => {
    const next = new Secret('another key of many words');
    await (await open()).secrets.set('x', 'token', new Secret('kept'));
    await rotateKey(path, { from: undefined, to: text });
    expect(await read('x', text)).toBe('kept');
    await expect(rotateKey(path, { from: text, to: undefined })).rejects.toThrow('AMUD_NEW_SECRETS_KEY');
    await rotateKey(path, { from: text, to: next });
    expect(await read('x', next)).toBe('kept');
    expect(() => findSecretsKey(path, text)).toThrow(StartError);
  });

  it('rotation that is cut short before or after the database changed is finished or forgotten', async () => {
    const { secrets, key, store: opened } = await open();
    await secrets.set('x', 'token', new Secret('kept'));
    const next = new Secret('cd'.repeat(32));
    writeKey(nextKeyPathOf(path), next);
    expect(await read('x')).toBe('kept');
    await open().then(({ store: current }) => resealAll(current.query, key, next, 1));
    expect(opened).toBeDefined();
    expect(await read('x')).toBe('kept');
    expect((await open()).key.reveal()).toBe(next.reveal());
  });

  it('that is lost can be given up, and the start works again', async () => {
    await (await open()).secrets.set('x', 'token', new Secret('gone'));
    await close();
    rmSync(keyPathOf(path));
    expect(() => findSecretsKey(path, undefined)).toThrow('--discard');
    await discardSecrets(path);
    expect(await read('x')).toBeUndefined();
  });
});

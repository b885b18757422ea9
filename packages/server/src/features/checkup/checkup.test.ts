import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckupLine } from '@amud/protocol/http.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { type Lab, type LabOptions, startLab } from '../../../test/lab.ts';
import { examine, type Installation } from './checkup.ts';

let lab: Lab | undefined;
afterEach(() => lab?.stop());

const good: Installation = {
  bindAddress: '127.0.0.1',
  publicUrl: new URL('https://amud.example.org'),
  secureCookies: true,
  trustedProxies: ['127.0.0.1'],
  httpsSeen: true,
  publicClient: null,
  unready: [],
  keyIsInEnvironment: false,
  keyIsOpenToOthers: false,
  databaseIsOpenToOthers: false,
  keyChangedAt: 1_000,
  since: 0,
  apps: 9,
  backupAt: 1_500,
  backupFailure: null,
  now: 2_000,
};
const stateOf = (change: Partial<Installation>, id: string) =>
  examine({ ...good, ...change }).find((line) => line.id === id)?.state;

describe('security 15: the production check-up', () => {
  it('finds nothing where all is well', () => {
    expect(examine(good).filter(({ state }) => state !== 'ok')).toEqual([]);
  });

  it.each<[string, Partial<Installation>, string]>([
    ['own-passwords', { unready: ['anna'] }, 'warn'],
    ['tls', { publicUrl: undefined, secureCookies: false, httpsSeen: false }, 'unknown'],
    ['tls', { publicUrl: undefined, secureCookies: false, httpsSeen: null, bindAddress: '0.0.0.0' }, 'warn'],
    ['secure-cookies', { secureCookies: false }, 'warn'],
    ['secure-cookies', { secureCookies: false, publicUrl: undefined, httpsSeen: false }, 'unknown'],
    ['open-internet', { publicClient: '8.8.8.8' }, 'warn'],
    ['open-internet', { bindAddress: '::' }, 'unknown'],
    ['trusted-proxies', { trustedProxies: ['0.0.0.0/0'] }, 'warn'],
    ['trusted-proxies', { trustedProxies: ['::/0'] }, 'warn'],
    ['trusted-proxies', { trustedProxies: ['10.0.0.0/8', '::1'] }, 'ok'],
    ['files', { keyIsOpenToOthers: true }, 'warn'],
    ['files', { databaseIsOpenToOthers: true }, 'warn'],
    ['key-age', { now: 400 * 24 * 3_600_000 }, 'warn'],
    ['key-age', { keyChangedAt: null }, 'unknown'],
    ['backup', { backupAt: null }, 'warn'],
    ['backup', { backupAt: null, apps: 0 }, 'unknown'],
    ['backup', { backupAt: null, apps: 0, now: 8 * 24 * 3_600_000 }, 'warn'],
    ['backup', { backupFailure: 'no room' }, 'warn'],
    ['backup', { now: 32 * 24 * 3_600_000 }, 'warn'],
  ])('%s with %o is %s', (id, change, state) => {
    expect(stateOf(change, id)).toBe(state);
  });

  it('says of everything that is not well what to do', () => {
    const bad = examine({
      ...good,
      unready: ['a'],
      trustedProxies: ['0.0.0.0/0'],
      publicClient: '8.8.8.8',
      keyIsOpenToOthers: true,
    });
    for (const line of bad) if (line.state === 'warn') expect(line.fix?.length).toBeGreaterThan(20);
  });

  it('looks at the installation that runs', async () => {
    const seen = async (options: LabOptions) => {
      await lab?.stop();
      lab = await startLab(options);
      const admin = await lab.admin();
      writeFileSync(join(lab.folder, '.amud-secrets-key'), 'x', { mode: 0o600 });
      chmodSync(join(lab.folder, '.amud-secrets-key'), options.secureCookies ? 0o600 : 0o644);
      chmodSync(join(lab.folder, 'amud.db'), 0o640);
      await admin.send('POST', '/api/users', { username: 'anna', role: 'viewer' });
      const forwarded = { 'x-forwarded-for': '8.8.8.8', origin: `https://${new URL(lab.url).host}` };
      await lab.client().send('POST', '/api/auth/sign-in', { username: 'x', password: 'y' }, forwarded);
      const { lines } = (await admin.get('/api/checkup')).body as { lines: CheckupLine[] };
      return Object.fromEntries(lines.map(({ id, state }) => [id, state]));
    };
    expect(await seen({ trustedProxies: ['127.0.0.1'] })).toMatchObject({
      'own-passwords': 'warn',
      'secure-cookies': 'warn',
      'open-internet': 'warn',
      files: 'warn',
      'key-age': 'ok',
      backup: 'unknown',
    });
  });
});

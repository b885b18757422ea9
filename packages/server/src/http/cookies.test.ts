import { afterEach, describe, expect, it } from 'vitest';
import { ADMIN_PASSWORD, type Lab, type LabOptions, startLab } from '../../test/lab.ts';
import { createSessionCookie } from './cookies.ts';

let lab: Lab;
const start = async (options: LabOptions = {}) => {
  lab = await startLab(options);
};
afterEach(() => lab.stop());

const signIn = (headers: Record<string, string> = {}) =>
  lab
    .client()
    .send('POST', '/api/auth/sign-in', { username: 'admin', password: lab.firstPassword || ADMIN_PASSWORD }, headers);
const setCookie = async (headers?: Record<string, string>) => (await signIn(headers)).headers.getSetCookie();

describe('the session cookie', () => {
  it('security 7: is HttpOnly, SameSite=Strict, Path=/, without Secure by default', async () => {
    await start();
    const [line = '', device = '', ...others] = await setCookie();
    expect(others).toEqual([]);
    expect(device).toMatch(
      /^amud_device=[A-Za-z0-9._-]+; Max-Age=34560000; HttpOnly; SameSite=Strict; Path=\/api\/auth\/sign-in$/,
    );
    expect(line).toMatch(/^amud_session=[A-Za-z0-9_-]{43}; Max-Age=86400; HttpOnly; SameSite=Strict; Path=\/$/);
  });

  it('security 7: is Secure and __Host- when the installation says HTTPS, with HSTS on the answer', async () => {
    await start({ secureCookies: true });
    const { headers } = await signIn();
    expect(headers.getSetCookie()[1]).toMatch(/^__Secure-amud_device=.*; Secure$/);
    expect(headers.getSetCookie().length).toBe(2);
    expect(headers.getSetCookie()[0]).toMatch(
      /^__Host-amud_session=[A-Za-z0-9_-]{43}; Max-Age=86400; HttpOnly; SameSite=Strict; Path=\/; Secure$/,
    );
    expect(headers.get('strict-transport-security')).toBe('max-age=63072000');
    const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const me = async (text: string) => (await lab.client().get('/api/auth/me', { cookie: text })).status;
    expect([await me(cookie), await me(cookie.replace('__Host-', ''))]).toEqual([200, 401]);
    const out = await lab.client().send('POST', '/api/auth/sign-out', undefined, { cookie });
    expect(out.headers.getSetCookie()).toEqual([
      '__Host-amud_session=; Max-Age=0; HttpOnly; SameSite=Strict; Path=/; Secure',
    ]);
  });

  it('security 7: a failed sign-in and every other answer set none', async () => {
    await start();
    const admin = await lab.admin();
    const answers = [
      await lab.client().send('POST', '/api/auth/sign-in', { username: 'admin', password: 'wrong' }),
      await admin.get('/'),
      await admin.get('/api/auth/me'),
      await lab.client().get('/'),
    ];
    for (const { headers } of answers) expect(headers.getSetCookie()).toEqual([]);
  });

  it('security 7: HTTPS without the setting is said to those signed in and in the log, once', async () => {
    await start();
    const warnings = () => lab.logged.filter((line) => line.includes('AMUD_SECURE_COOKIES=1'));
    const admin = await lab.admin();
    expect((await admin.get('/settings/security')).text).toContain('"notices":[]');
    expect(warnings()).toEqual([]);
    const origin = lab.url.replace('http:', 'https:');
    for (let turn = 0; turn < 3; turn += 1) await signIn({ origin });
    const { text } = await admin.get('/settings/security');
    expect(text).toContain('"id":"insecure-cookies","level":"warn"');
    expect(text).toContain('Set AMUD_SECURE_COOKIES=1');
    expect((await lab.client().get('/settings/security')).text).toContain('"notices":[]');
    expect(warnings().length).toBe(1);
    expect(JSON.parse(warnings()[0] ?? '{}')).toMatchObject({ level: 40 });
  });

  it('security 7: HTTPS with the setting has nothing to say', async () => {
    await start({ secureCookies: true });
    const origin = lab.url.replace('http:', 'https:');
    const [line = ''] = await setCookie({ origin });
    const cookie = line.split(';')[0] ?? '';
    expect((await lab.client().get('/', { cookie })).text).toContain('"notices":[]');
    expect(lab.logged.join()).not.toContain('AMUD_SECURE_COOKIES');
  });

  it('security 7: is found among others, by its own name and shape alone', async () => {
    await start();
    const { read } = createSessionCookie(false);
    const token = 'a'.repeat(43);
    for (const header of [
      `amud_session=${token}`,
      `x=1; amud_session=${token}; y=2`,
      `amud_session=bad;amud_session=${token}`,
    ])
      expect(read(header)).toBe(token);
    const none = [
      undefined,
      '',
      ';;;=',
      'amud_session',
      `xamud_session=${token}`,
      `amud_session =x${token}`,
      `AMUD_SESSION=${token}`,
    ];
    for (const header of none) expect(read(header)).toBeUndefined();
  });
});

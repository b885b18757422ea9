import type { CheckTest } from '@amud/protocol/checks.ts';
import { type Check, check as checkSchema } from '@amud/protocol/checks.ts';
import { Secret } from '@amud/protocol/secret.ts';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Client, type Lab, startLab } from '../../../test/lab.ts';
import { createTargets, makeCertificate, type Targets } from '../../../test/targets.ts';
import { storedHeaders } from './stored-headers.ts';

let lab: Lab;
let admin: Client;
let targets: Targets;
beforeEach(async () => {
  targets = createTargets();
  lab = await startLab({ outboundAllow: ['127.0.0.1'] });
  admin = await lab.admin();
});
afterEach(async () => {
  await lab.stop();
  await targets.close();
});

const tryCheck = async (url: string, check: Record<string, unknown>): Promise<CheckTest> => {
  const { status, body } = await admin.send('POST', '/api/checks/test', { url, check: { kind: 'http', ...check } });
  expect(status).toBe(200);
  return body as CheckTest;
};

describe('POST /api/checks/test', () => {
  it('tells state, time and hops of a check that is not kept', async () => {
    const url = await targets.http((_, response) => response.end('hello'));
    const result = await tryCheck(url, { keyword: 'hello' });
    expect(result).toMatchObject({ state: 'up', reason: null, certificate: null });
    expect(result.hops.map(({ hop }) => hop)).toEqual(['tcp', 'http', 'body']);
    expect(result.latencyMs).toBeGreaterThan(0);
  });

  it('shows the certificate of a self-signed server, so that it can be pinned', async () => {
    const url = await targets.https(makeCertificate(), (_, response) => response.end());
    const first = await tryCheck(url, {});
    expect(first).toMatchObject({ state: 'down', reason: { hop: 'tls', code: 'certificate-untrusted' } });
    expect(first.certificate).toMatchObject({ subject: 'CN=nas.lan', names: ['127.0.0.1', 'nas.lan'] });
    expect(await tryCheck(url, { pin: first.certificate?.sha256 })).toMatchObject({ state: 'up' });
  });

  it('refuses this machine unless the admin allows its address', async () => {
    for (const [url, detail] of [
      ['http://127.0.0.2:1/', '127.0.0.2'],
      ['http://[::1]:1/', '::1'],
    ] as const) {
      const reason = { hop: 'policy', code: 'forbidden-address', detail };
      expect(await tryCheck(url, {})).toMatchObject({ state: 'blocked', reason });
    }
  });

  it.each([
    [{ kind: 'http', url: 'nas' }, 'Begin with http'],
    [{ kind: 'http', expectedStatus: '2xx' }, 'Give codes'],
    [{ kind: 'http', jsonPath: 'a..b' }, 'Type a path'],
    [{ kind: 'http', headers: [{ name: 'Host', value: 'x' }] }, 'AMUD sets this header'],
    [{ kind: 'http', headers: [{ name: 'X', value: 'a\r\nb: c' }] }, 'A header is one line'],
    [{ kind: 'http', pin: 'abc' }, 'Give the SHA-256'],
    [{ kind: 'tcp', host: 'a b', port: 1 }, 'Type a name'],
    [{ kind: 'tcp', host: '-c1', port: 1 }, 'Type a name'],
    [{ kind: 'tcp', host: 'nas', port: 70_000 }, '65535'],
    [{ kind: 'dns', name: 'nas', server: '1.1.1.1 ; x' }, 'Type a name'],
  ])('says what is wrong with %j', async (check, words) => {
    const { status, body } = await admin.send('POST', '/api/checks/test', { check });
    expect([status, (body as { error: { message: string } }).error.message]).toEqual([
      422,
      expect.stringContaining(words),
    ]);
  });

  it('writes down where it went, and no secret', async () => {
    const url = await targets.http((_, response) => response.end());
    await tryCheck(`${url}/?token=hidden`, { headers: [{ name: 'X-Key', value: 'also-hidden' }] });
    const { text } = await admin.get('/api/audit?action=check.test');
    expect(text).toContain(url);
    expect(text).not.toContain('hidden');
    expect(lab.logged.join()).not.toContain('hidden');
  });
});

describe('security 22: the stored headers of an app', () => {
  const headers = new Map([['x-key', new Secret('stored')]]);
  const of = (check: object) => v.parse(checkSchema, { kind: 'http', ...check }) as Check;
  const kept = { name: 'X-Key', value: null };
  const app = { id: 'abcdefgh', name: 'NAS', url: 'https://nas.lan/ui', check: of({ headers: [kept] }), headers };

  it('go to the origin that they were stored for', () => {
    expect(storedHeaders(app, 'https://nas.lan/other', of({ headers: [kept] }))).toBe(headers);
    expect(storedHeaders(app, '', of({ url: 'https://nas.lan:443/', headers: [kept] }))).toBe(headers);
  });

  it.each(['http://nas.lan/', 'https://nas.lan:8443/', 'https://evil.lan/', ''])('do not go to "%s"', (url) => {
    expect(() => storedHeaders(app, url, of({ headers: [kept] }))).toThrow('type the values');
    expect(() => storedHeaders(app, app.url, of({ url: url || 'https://b/', headers: [kept] }))).toThrow('type the');
  });

  it('are not touched when none is needed', () => {
    expect(storedHeaders(app, 'https://evil.lan/', of({ headers: [{ name: 'X-Key', value: 'typed' }] })).size).toBe(0);
    expect(storedHeaders(undefined, 'https://nas.lan/', of({ headers: [kept] })).size).toBe(0);
  });
});

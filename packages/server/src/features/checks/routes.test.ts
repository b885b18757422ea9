import type { CardApp } from '@amud/protocol/apps.ts';
import { type Check, type CheckHistory, type CheckTest, check as checkSchema } from '@amud/protocol/checks.ts';
import { limits } from '@amud/protocol/limits.ts';
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

  it('runs so many at once and no more, and is well afterwards', async () => {
    const port = await targets.raw(() => {});
    const test = { url: `http://127.0.0.1:${port}/`, check: { kind: 'http', timeoutSeconds: 1 } };
    const many = Array.from({ length: limits.check.tests + 2 }, () => admin.send('POST', '/api/checks/test', test));
    const statuses = (await Promise.all(many)).map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(limits.check.tests).fill(200), 429, 429]);
    expect((await admin.send('POST', '/api/checks/test', test)).status).toBe(200);
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

describe('an app with a check', () => {
  const add = async (input: object): Promise<string> => {
    const { body } = await admin.send('POST', '/api/apps', input);
    return (body as { app: { id: string } }).app.id;
  };
  const statusOf = async (id: string) => {
    const { body } = await admin.get('/api/apps');
    return (body as { apps: CardApp[] }).apps.find((app) => app.id === id)?.status;
  };

  it('is watched as soon as it is added, with its sealed header', async () => {
    const keys: unknown[] = [];
    let isBroken = false;
    const url = await targets.http(({ headers }, response) => {
      keys.push(headers['x-key']);
      response.writeHead(isBroken ? 500 : 200).end();
    });
    const check = { kind: 'http', retries: 0, headers: [{ name: 'X-Key', value: 'sealed value' }] };
    const id = await add({ name: 'NAS', url, check });
    await expect.poll(() => statusOf(id)).toMatchObject({ state: 'up', reason: null, uptimeDay: 1 });
    expect(keys[0]).toBe('sealed value');

    const kept = [{ name: 'X-Key', value: null }];
    const test = { appId: id, url, check: { ...check, headers: kept } };
    expect((await admin.send('POST', '/api/checks/test', test)).body).toMatchObject({ state: 'up' });
    expect(keys.at(-1)).toBe('sealed value');
    const elsewhere = await admin.send('POST', '/api/checks/test', { ...test, url: 'http://192.168.1.5/' });
    expect([elsewhere.status, (elsewhere.body as { error: { field: string } }).error.field]).toEqual([
      422,
      'check.headers',
    ]);

    isBroken = true;
    const now = await admin.send('POST', `/api/apps/${id}/check`);
    const reason = { hop: 'http', code: 'status', detail: '500' };
    const look = { state: 'down', reason, hops: [{ hop: 'tcp' }, { hop: 'http' }] };
    expect([now.status, now.body]).toMatchObject([200, { status: { state: 'down', reason }, look }]);
    const { body } = await admin.get(`/api/apps/${id}/history?points=10`);
    expect(body).toMatchObject({ events: [{ state: 'down', reason }, { state: 'up' }] });
    expect((body as CheckHistory).up.at(-1)).not.toBeNull();
  });

  it('that is gone, or not watched, says so', async () => {
    const id = await add({ name: 'NAS', url: 'http://192.168.1.5/' });
    expect((await admin.send('POST', `/api/apps/${id}/check`)).status).toBe(409);
    expect((await admin.get(`/api/apps/${id}/history`)).body).toMatchObject({ uptime: null, events: [] });
    expect((await admin.send('POST', '/api/apps/abcdefgh/check')).status).toBe(404);
    expect((await admin.get('/api/apps/abcdefgh/history')).status).toBe(404);
  });

  it.each(['from=2&to=1', 'points=0', 'points=2001', 'from=x', `from=${9e15}`])(
    'has no history of ?%s',
    async (query) => {
      const id = await add({ name: 'NAS' });
      expect((await admin.get(`/api/apps/${id}/history?${query}`)).status).toBe(422);
    },
  );
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

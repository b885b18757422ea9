import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectAgent, readingOf } from '../../../test/fake-agent.ts';
import { type Client, type Lab, startLab } from '../../../test/lab.ts';

let lab: Lab;
let admin: Client;

beforeAll(async () => {
  lab = await startLab();
  admin = await lab.admin();
  const agent = await connectAgent(`ws+unix:${lab.socketPath}:/agent`);
  agent.send({ type: 'sample', seq: 1, at: Date.now(), reading: readingOf(5) });
  agent.answerAll([]);
});
afterAll(() => lab.stop());

const runs = { numRuns: 60 };
/** Our field names with any values, and any JSON at all. */
const hostile = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\u0000', '__proto__', "' OR 1=1 --", '\ud800'),
);
const body = fc.oneof(
  fc.json(),
  fc
    .record(
      { username: hostile, password: hostile, current: hostile, next: hostile, ['__proto__']: hostile },
      { requiredKeys: [] },
    )
    .map(toJson),
  fc.constantFrom(
    '{"__proto__":{"username":"admin"}}',
    '{"constructor":{"prototype":{}}}',
    '[[[[[[',
    '"',
    '',
    '\ufeff{}',
  ),
  fc.integer({ min: 1, max: 20_000 }).map((depth) => '['.repeat(depth)),
  fc.integer({ min: 1, max: 10_000 }).map((depth) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`),
);
function toJson(value: unknown): string {
  return JSON.stringify(value);
}

describe('security 27: any input', () => {
  it.each(['/api/auth/sign-in', '/api/auth/password', '/api/auth/sign-out', '/api/nowhere'])(
    'POST %s is answered, never with a failure of ours',
    async (path) => {
      const asyncProperty = fc.asyncProperty(body, fc.boolean(), async (text, isSignedIn) => {
        // Signing out would end the session that the others need.
        const client = isSignedIn && !path.endsWith('sign-out') ? admin : lab.client();
        const headers = { 'content-type': 'application/json' };
        const { status, body: answer } = await client.send('POST', path, text, headers);
        expect(status).toBeLessThan(500);
        if (status >= 400)
          expect(answer).toMatchObject({ error: { kind: expect.any(String), message: expect.any(String) } });
      });
      await fc.assert(asyncProperty, runs);
      expect((await admin.get('/api/auth/me')).status).toBe(200);
    },
  );

  it('any body to any route of any role is answered, never with a failure of ours', { timeout: 120_000 }, async () => {
    // All but those that would end what the others need.
    const changes = lab.app.http.routes.filter(
      ({ method, path }) =>
        method !== 'GET' && !/sign-out|sessions$/.test(path) && !(method === 'DELETE' && path.includes('users')),
    );
    const word = fc.constantFrom(
      'username',
      'password',
      'role',
      'disabled',
      'current',
      'next',
      '__proto__',
      'constructor',
    );
    const value = fc.oneof(fc.string(), fc.jsonValue(), fc.constantFrom('admin', 'guest', 'anna', true, null));
    const body = fc.oneof(fc.dictionary(word, value), fc.jsonValue());
    const asyncProperty = fc.asyncProperty(
      fc.constantFrom(...changes),
      fc.constantFrom('2', '999', 'nas', 'x'),
      body,
      async (route, id, sent) => {
        const { status } = await admin.send(route.method, route.path.replace(':id', id), sent);
        expect([route.path, status < 500]).toEqual([route.path, true]);
      },
    );
    await fc.assert(asyncProperty, { numRuns: 300 });
    expect((await lab.client().get('/readyz')).status).toBe(200);
  });

  it('any name and password is answered the same as a wrong one', async () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 64 });
    const password = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 64 });
    const asyncProperty = fc.asyncProperty(name, password, async (username, password) => {
      const { status } = await lab.client().send('POST', '/api/auth/sign-in', { username, password });
      expect([401, 422, 429]).toContain(status);
    });
    await fc.assert(asyncProperty, runs);
  });

  it('any address and query is answered, never with a failure of ours', async () => {
    const part = fc.oneof(
      fc.webSegment(),
      fc.constantFrom('nas', '..', '%2e%2e', '%00', '%E0%A4', '__proto__', 'history', 'sources', '*', ':id'),
    );
    const start = fc.constantFrom(
      '/',
      '/api/',
      '/api/nodes/',
      '/api/auth/',
      '/nodes/',
      '/assets/',
      '/api/nodes/nas/history',
    );
    const query = fc.oneof(
      fc.constant(''),
      fc.webQueryParameters().map((text) => `?${text}`),
    );
    const asyncProperty = fc.asyncProperty(
      start,
      fc.array(part, { maxLength: 4 }),
      query,
      async (base, parts, search) => {
        const { status } = await admin.get(`${base}${parts.join('/')}${search}`);
        expect(status === 503 || status < 500).toBe(true);
      },
    );
    await fc.assert(asyncProperty, { numRuns: 200 });
  });

  it('any range and number of points of a history is answered soon', async () => {
    const number = fc.oneof(
      fc.nat().map(String),
      fc.constantFrom('0', '1', '9999999999999999', '-1', 'NaN', '1e9', ''),
    );
    const parameters = fc.record(
      { from: number, to: number, points: number, series: fc.constantFrom('cpu.busyPercent', '__proto__', 'x') },
      { requiredKeys: [] },
    );
    const asyncProperty = fc.asyncProperty(parameters, async (wanted) => {
      const { status } = await admin.get(`/api/nodes/nas/history?${new URLSearchParams(wanted)}`);
      expect([200, 404, 422]).toContain(status);
    });
    await fc.assert(asyncProperty, { numRuns: 200 });
  });

  it('any cookie is nobody', async () => {
    const value = fc.string({ unit: fc.constantFrom(...'abcAZ09-_=;,% "\\'), maxLength: 60 });
    const asyncProperty = fc.asyncProperty(value, async (text) => {
      const { status } = await lab.client().get('/api/auth/me', { cookie: `amud_session=${text}` });
      expect(status).toBe(401);
    });
    await fc.assert(asyncProperty, runs);
  });
});

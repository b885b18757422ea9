import { readFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { parse } from 'yaml';
import { partOfPage, securityHeaders } from '../packages/server/src/http/headers.ts';
import { findProgram } from '../tools/programs.mjs';
import { type Amud, freePort, startAmud } from './process.ts';
import { type FrontProxy, NAME, type ProxyKind, startProxy } from './proxy.ts';
import { NEW_PASSWORD, post, signIn } from './session.ts';

const proxies: ProxyKind[] = ['nginx', 'caddy'];
const spoofed = { 'x-forwarded-for': '203.0.113.9', 'x-real-ip': '203.0.113.9', forwarded: 'for=203.0.113.9' };

describe.each(proxies)('behind %s', (kind) => {
  const isHere = findProgram(kind) !== undefined;
  const proven = it.skipIf(!isHere);
  let amud: Amud;
  let proxy: FrontProxy;
  let cookie = '';

  beforeAll(async () => {
    if (!isHere) return;
    const port = await freePort();
    const env = { PORT: String(port), AMUD_SECURE_COOKIES: '1', AMUD_TRUSTED_PROXIES: '127.0.0.1,::1' };
    amud = await startAmud(env);
    proxy = await startProxy(kind, join(amud.folder, kind), port);
  });
  afterAll(async () => {
    await proxy?.stop();
    await amud?.stop();
    amud?.remove();
  });

  const send = (path: string, body: object, headers: Record<string, string> = {}) =>
    proxy.call('POST', path, { body: JSON.stringify(body), headers: { origin: proxy.origin, cookie, ...headers } });

  proven('security 14: people sign in, with one Secure __Host- cookie', async () => {
    const answer = await send('/api/auth/sign-in', { username: 'admin', password: amud.password }, spoofed);
    const [session = '', device = '', ...others] = answer.headers['set-cookie'] ?? [];
    expect([answer.status, others]).toEqual([200, []]);
    expect(session).toMatch(
      /^__Host-amud_session=[\w-]{43}; Max-Age=86400; HttpOnly; SameSite=Strict; Path=\/; Secure$/,
    );
    expect(device).toMatch(/^__Secure-amud_device=.*; HttpOnly; SameSite=Strict; .*Secure$/);
    cookie = session.split(';')[0] ?? '';
    const next = { current: amud.password, next: NEW_PASSWORD };
    const changed = await send('/api/auth/password', next);
    expect(changed.status).toBe(200);
    cookie = changed.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  });

  proven('security 14: what a client claims of its address is ignored', async () => {
    const { text } = await proxy.call('GET', '/api/auth/sessions', { headers: { cookie, ...spoofed } });
    expect(JSON.parse(text).sessions.map(({ address }: { address: string }) => address)).toEqual(['127.0.0.1']);
    const audit = await proxy.call('GET', '/api/audit', { headers: { cookie } });
    expect(audit.text).toContain('127.0.0.1');
    expect(audit.text).not.toContain('203.0.113.9');
  });

  proven('security 14: every header arrives once on every kind of answer', async () => {
    const page = await proxy.call('GET', '/nodes', { headers: { cookie } });
    const asset = /\/assets\/[\w.-]+\.js/.exec(page.text)?.[0] ?? '/assets/none';
    const paths = ['/nodes', asset, '/api/nodes', '/nothing', '/api/nothing', '/assets/none.js'];
    for (const path of paths) {
      // What a file that is part of a page may do is even less.
      const expected = { ...securityHeaders(true), ...(path === asset ? partOfPage : {}) };
      const { rawHeaders } = await proxy.call('GET', path, { headers: { cookie } });
      for (const [name, value] of Object.entries(expected)) {
        const values = rawHeaders.filter((_, index) => rawHeaders[index - 1]?.toLowerCase() === name.toLowerCase());
        expect([path, name, values]).toEqual([path, name, [value]]);
      }
    }
    const refused = await proxy.call('GET', '/api/users', {});
    expect([refused.status, refused.headers['x-frame-options']]).toEqual([401, 'DENY']);
  });

  const shakeHands = (ciphers: string) =>
    new Promise<string>((resolve) => {
      const at = { host: '127.0.0.1', port: Number(new URL(proxy.origin).port), servername: NAME, ca: proxy.ca };
      const socket = connect({ ...at, ciphers, maxVersion: 'TLSv1.2' }, () => {
        resolve(socket.getCipher().name);
        socket.destroy();
      });
      socket.on('error', () => resolve('refused'));
    });

  proven('security 14: TLS 1.2 only with forward secrecy and authenticated encryption', async () => {
    const good = 'ECDHE-ECDSA-AES128-GCM-SHA256';
    expect(await shakeHands(good)).toBe(good);
    for (const weak of ['ECDHE-ECDSA-AES128-SHA', 'AES128-SHA', 'AES256-GCM-SHA384'])
      expect(await shakeHands(`${weak}:@SECLEVEL=0`)).toBe('refused');
  });

  const live = (origin: string) =>
    new Promise<string>((resolve) => {
      const { port } = new URL(proxy.origin);
      const socket = new WebSocket(`wss://127.0.0.1:${port}/live`, [], {
        headers: { cookie, origin, host: `${NAME}:${port}` },
        agent: new Agent({ ca: proxy.ca, servername: NAME }),
      });
      socket.on('message', (data) => {
        resolve(JSON.parse(String(data)).type);
        socket.terminate();
      });
      socket.on('unexpected-response', (_, response) => resolve(String(response.statusCode)));
      socket.on('error', () => resolve('error'));
    });

  proven('security 14: the WebSocket passes, and only for our own pages', async () => {
    expect(await live(proxy.origin)).toBe('hello');
    expect(await live('https://evil.example')).toBe('403');
  });

  proven('security 18: a change with a foreign origin is refused behind a proxy too', async () => {
    const { status, text } = await send('/api/auth/sign-out', {}, { origin: 'https://evil.example' });
    expect([status, text]).toEqual([403, expect.stringContaining('cross-site')]);
  });

  proven('security 26: a body that is too large gets our own answer', async () => {
    const { status, text } = await send('/api/auth/sign-in', { username: 'x', password: 'y'.repeat(70 * 1024) });
    expect([status, text]).toEqual([413, expect.stringContaining('too-large')]);
  });

  proven('security 15: the check-up sees that people come over HTTPS', async () => {
    const { text } = await proxy.call('GET', '/api/checkup', { headers: { cookie } });
    const state = (id: string) => JSON.parse(text).lines.find((line: { id: string }) => line.id === id).state;
    expect([state('tls'), state('secure-cookies'), state('open-internet')]).toEqual(['ok', 'ok', 'ok']);
  });
});

describe('without a proxy that is trusted', () => {
  it('security 19: a forwarded address is nobody’s word', async () => {
    const amud = await startAmud();
    await signIn(amud, amud.password);
    const answer = await fetch(`${amud.url}/api/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: amud.url, ...spoofed },
      body: JSON.stringify({ username: 'admin', password: NEW_PASSWORD }),
    });
    const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const { sessions } = (await (await fetch(`${amud.url}/api/auth/sessions`, { headers: { cookie } })).json()) as {
      sessions: { address: string }[];
    };
    expect(sessions.map(({ address }) => address)).toEqual(['127.0.0.1', '127.0.0.1']);
    expect((await post(amud.url, '/api/auth/sign-out', {}, cookie)).status).toBe(200);
    await amud.stop();
    amud.remove();
  });
});

it('security 14: the Traefik example names our host and leads to AMUD, headers untouched', () => {
  const { http } = parse(readFileSync(join(import.meta.dirname, '../deploy/proxy/traefik.yml'), 'utf8'));
  const [router] = Object.values(http.routers) as {
    rule: string;
    tls: unknown;
    middlewares?: string[];
    service: string;
  }[];
  expect(router?.rule).toContain(`Host(\`${NAME}\`)`);
  expect(router).toHaveProperty('tls');
  expect(router?.middlewares ?? []).toEqual([]);
  const service = http.services[router?.service ?? ''].loadBalancer;
  expect([service.servers[0].url, service.passHostHeader ?? true]).toEqual(['http://127.0.0.1:8000', true]);
});

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { CardApp } from '@amud/protocol/apps.ts';
import { type AppStatus, type CheckHistory, check as checkSchema } from '@amud/protocol/checks.ts';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGate } from '../packages/server/src/core/gate.ts';
import { createOutbound } from '../packages/server/src/core/outbound/outbound.ts';
import { createLook } from '../packages/server/src/features/checks/look.ts';
import { eventually } from '../packages/server/test/eventually.ts';
import { createTargets, makeCertificate, type Targets } from '../packages/server/test/targets.ts';
import { findProgram } from '../tools/programs.mjs';
import { type Amud, freePort, startAmud } from './process.ts';
import { NEW_PASSWORD, post, signIn } from './session.ts';

const nginx = findProgram('nginx');
const ping = findProgram('ping');

/** Debian's nginx with the services of a home: a page, one behind a password, one that moved, JSON, gzip, a dead backend. */
const startNginx = async (folder: string, deadPort: number) => {
  mkdirSync(join(folder, 'www'), { recursive: true });
  writeFileSync(join(folder, 'www/index.html'), '<title>NAS</title>All is well');
  writeFileSync(join(folder, 'www/state.json'), JSON.stringify({ items: [{ state: 'running' }] }));
  writeFileSync(join(folder, 'www/packed.html.gz'), gzipSync('packed and well'));
  writeFileSync(join(folder, 'users'), 'anna:{PLAIN}secret\n');
  const { key, cert } = makeCertificate();
  writeFileSync(join(folder, 'key.pem'), key);
  writeFileSync(join(folder, 'cert.pem'), cert);
  const [port, tlsPort] = [await freePort(), await freePort()];
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${folder}/${kind};`)
    .join('\n');
  writeFileSync(
    join(folder, 'nginx.conf'),
    `${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off; worker_processes 1; pid ${folder}/pid; error_log stderr; events {}
http { access_log off; ${temporary}
  server {
    listen 127.0.0.1:${port}; listen 127.0.0.1:${tlsPort} ssl;
    ssl_certificate ${folder}/cert.pem; ssl_certificate_key ${folder}/key.pem;
    root ${folder}/www;
    location /private { auth_basic "private"; auth_basic_user_file ${folder}/users; try_files /index.html =404; }
    location /moved { return 301 /; }
    location /away { return 302 http://127.0.0.2:1/; }
    location /key { if ($http_x_key != "sealed") { return 403; } return 200 "let in"; }
    location /dead { proxy_pass http://127.0.0.1:${deadPort}; }
    location /packed.html { gzip_static always; }
  }
}`,
  );
  const child = spawn(nginx ?? '', ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr']);
  await eventually(async () => {
    await fetch(`http://127.0.0.1:${port}/`);
  }, 20_000);
  return { child, url: `http://127.0.0.1:${port}`, tlsUrl: `https://127.0.0.1:${tlsPort}` };
};

describe.skipIf(!nginx)('checks of a real nginx', () => {
  let amud: Amud;
  let web: { child: ChildProcess; url: string; tlsUrl: string };
  let targets: Targets;
  let cookie = '';
  const env = { AMUD_OUTBOUND_ALLOW: '127.0.0.1', AMUD_LOG_LEVEL: 'warn' };

  beforeAll(async () => {
    targets = createTargets();
    amud = await startAmud(env);
    web = await startNginx(join(amud.folder, 'nginx'), await freePort());
    ({ cookie } = await signIn(amud, amud.password));
  });
  afterAll(async () => {
    const ended = web && once(web.child, 'exit');
    web?.child.kill('SIGTERM');
    await ended;
    await targets.close();
    await amud?.stop();
    amud?.remove();
  });

  const add = async (name: string, url: string, check: object): Promise<string> => {
    const answer = await post(amud.url, '/api/apps', { name, url, check: { retries: 0, ...check } }, cookie);
    expect(answer.status).toBe(200);
    return ((await answer.json()) as { app: { id: string } }).app.id;
  };
  const get = async (path: string) => (await fetch(`${amud.url}${path}`, { headers: { cookie } })).json();
  const statusOf = async (id: string): Promise<AppStatus | null | undefined> =>
    ((await get('/api/apps')) as { apps: CardApp[] }).apps.find((app) => app.id === id)?.status;
  const settled = (id: string) =>
    eventually(async () => {
      const status = await statusOf(id);
      if (!status || status.state === 'unknown') throw new Error('not looked at yet');
      return status;
    }, 20_000);

  it('tell each of its pages as it is', async () => {
    const http = (check: object = {}) => ({ kind: 'http', ...check });
    const keyed = { headers: [{ name: 'X-Key', value: 'sealed' }] };
    const cases: [string, string, object, string, string?][] = [
      ['page', `${web.url}/`, http({ keyword: 'All is well' }), 'up'],
      ['head', `${web.url}/`, http({ method: 'HEAD' }), 'up'],
      ['word missing', `${web.url}/`, http({ keyword: 'broken' }), 'down', 'keyword-missing'],
      ['word there', `${web.url}/`, http({ keyword: '!well' }), 'down', 'keyword-present'],
      ['gzip', `${web.url}/packed.html`, http({ keyword: 'packed and well' }), 'up'],
      ['json', `${web.url}/state.json`, http({ jsonPath: 'items[0].state', jsonValue: 'running' }), 'up'],
      ['sign-in first', `${web.url}/private`, http(), 'up'],
      ['sign-in refused', `${web.url}/private`, http({ expectedStatus: '200' }), 'down', 'status'],
      ['moved', `${web.url}/moved`, http({ keyword: 'All is well' }), 'up'],
      ['forbidden redirect', `${web.url}/away`, http(), 'blocked', 'forbidden-address'],
      ['dead backend', `${web.url}/dead`, http(), 'down', 'status'],
      ['sealed header', `${web.url}/key`, http({ ...keyed, expectedStatus: '200' }), 'up'],
      ['self-signed', `${web.tlsUrl}/`, http(), 'down', 'certificate-untrusted'],
      ['port', '', { kind: 'tcp', host: '127.0.0.1', port: Number(new URL(web.url).port) }, 'up'],
      ['no TLS', '', { kind: 'tls', host: '127.0.0.1', port: Number(new URL(web.url).port) }, 'down', 'bad-answer'],
    ];
    for (const [name, url, check, state, code] of cases) {
      const status = await settled(await add(name, url, check));
      expect([name, status.state, status.reason?.code]).toEqual([name, state, code]);
    }
  });

  it('pin its certificate from the dialog that shows it', async () => {
    const check = { kind: 'http' };
    const shown = await (await post(amud.url, '/api/checks/test', { url: web.tlsUrl, check }, cookie)).json();
    const { certificate } = shown as { certificate: { sha256: string; subject: string } };
    expect(certificate.subject).toBe('CN=nas.lan');
    const id = await add('pinned', web.tlsUrl, { ...check, pin: certificate.sha256 });
    expect(await settled(id)).toMatchObject({ state: 'up', reason: null });
  });

  it('go on after SIGKILL with the states and the time that they had', async () => {
    const id = await add('nas', `${web.url}/`, { kind: 'http', intervalSeconds: 10, timeoutSeconds: 5 });
    const before = await settled(id);
    // States are written within two seconds.
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    await amud.stop('SIGKILL');
    amud = await startAmud(env, amud.folder);
    ({ cookie } = await signIn(amud, NEW_PASSWORD));
    expect(await statusOf(id)).toMatchObject({ state: 'up', since: before.since });
    const history = (await get(`/api/apps/${id}/history`)) as CheckHistory;
    expect(history.events.map(({ state }) => state)).toEqual(['up']);
  });

  it('of things that break in every way leave neither sockets nor a crash behind', async () => {
    const port = await targets.raw((socket) => socket.resetAndDestroy());
    const silent = await targets.raw(() => {});
    const wild = await targets.raw((socket) => socket.end(Buffer.from([0, 1, 2, 255])));
    const hole = (await targets.blackHole()) ?? port;
    const sockets = () => readdirSync(`/proc/${amud.pids().server}/fd`).length;
    const idle = sockets();
    const tests = [port, silent, wild, hole].flatMap((at) => [
      { url: `http://127.0.0.1:${at}/`, check: { kind: 'http', timeoutSeconds: 1, keyword: 'x' } },
      { url: `https://127.0.0.1:${at}/`, check: { kind: 'http', timeoutSeconds: 1 } },
      { check: { kind: 'tls', host: '127.0.0.1', port: at, timeoutSeconds: 1 } },
      { check: { kind: 'dns', name: 'a.lan', server: `127.0.0.1:${at}`, timeoutSeconds: 1 } },
    ]);
    for (let turn = 0; turn < 3; turn += 1)
      for (const test of tests) expect((await post(amud.url, '/api/checks/test', test, cookie)).status).toBe(200);
    await eventually(() => expect(sockets()).toBeLessThanOrEqual(idle + 3), 20_000);
    expect(amud.child.exitCode).toBeNull();
  });
});

it.skipIf(!ping)("a ping by the system's own program reaches this machine, and not where nobody is", async () => {
  const parts = { outbound: createOutbound({ allowed: ['127.0.0.1'] }), now: Date.now, pings: createGate(1, 0) };
  const look = createLook({ ...parts, pingProgram: ping ?? '' });
  const of = (host: string) => {
    const check = v.parse(checkSchema, { kind: 'ping', host, timeoutSeconds: 1 });
    return look({ url: '', headers: new Map(), check }, new AbortController().signal);
  };
  const near = await of('127.0.0.1');
  expect(near).toMatchObject({ state: 'up', reason: null, hops: [{ hop: 'ping' }] });
  expect(near.latencyMs).toBeGreaterThanOrEqual(0);
  // Of RFC 1918, and in no network of ours: no reply, or no way there.
  expect(await of('10.255.255.254')).toMatchObject({ state: 'down', reason: { hop: 'ping' } });
});

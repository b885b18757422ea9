/// <reference lib="dom" />
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page, test } from '@playwright/test';
import { type Amud, startAmud } from '../process.ts';
import { NEW_PASSWORD } from '../session.ts';
import { enter } from './watched-page.ts';

test.describe.configure({ mode: 'serial' });

/** A page of somebody else. `localhost` is another site than 127.0.0.1; another port of 127.0.0.1 is the same site, so that cookies go along. */
const hosts = ['localhost', '127.0.0.1'];

let amud: Amud;
let evil: Server;
let page: Page;
let hostile: Page;

test.beforeAll(async ({ browser }) => {
  amud = await startAmud();
  evil = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>A nice page</title><p>Hello.</p>');
  });
  await new Promise<void>((resolve) => evil.listen(0, resolve));
  // One browser: the victim is signed in, and opens the hostile page beside it.
  const context = await browser.newContext();
  page = await context.newPage();
  await enter(page, amud);
  hostile = await context.newPage();
});
test.afterAll(async () => {
  evil?.close();
  await amud?.stop();
  amud?.remove();
});

const visit = (host: string) => hostile.goto(`http://${host}:${(evil.address() as AddressInfo).port}/`);
const users = async () => {
  const answer = await page.evaluate(async () => (await fetch('/api/users')).json());
  return (answer as { users: { username: string; sessions: number }[] }).users;
};
/** Every way a page has to send something; each answers what the page could read, or that it could not. */
const send = (method: string, path: string, body: object) =>
  hostile.evaluate(
    async ({ url, method, body }) => {
      const read: string[] = [];
      const tries: RequestInit[] = [
        { headers: { 'content-type': 'application/json' } },
        { headers: { 'content-type': 'text/plain' } },
        { mode: 'no-cors', headers: { 'content-type': 'text/plain' } },
        { mode: 'no-cors', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      ];
      for (const init of tries) {
        const answer = await fetch(url, { method, credentials: 'include', body: JSON.stringify(body), ...init }).catch(
          () => null,
        );
        read.push(answer === null ? 'nothing' : `${answer.type} ${await answer.text().catch(() => '')}`.trim());
      }
      return read;
    },
    { url: `${amud.url}${path}`, method, body },
  );

for (const host of hosts) {
  test(`security 18: a page on ${host} can not sign in`, async () => {
    await visit(host);
    const before = await users();
    const read = await send('POST', '/api/auth/sign-in', { username: 'admin', password: NEW_PASSWORD });
    expect(read.filter((text) => text !== 'nothing' && text !== 'opaque')).toEqual([]);
    expect((await users())[0]?.sessions).toBe(before[0]?.sessions);
  });

  test(`security 18: a page on ${host} can not act, by request or by form`, async () => {
    await visit(host);
    for (const [method, path] of [
      ['POST', '/api/users'],
      ['POST', '/api/auth/sign-out'],
      ['POST', '/api/users/1/reset-password'],
    ] as const)
      expect((await send(method, path, { username: 'eve', role: 'admin' })).join(' ')).toMatch(
        /^((nothing|opaque) ?)+$/,
      );
    for (const method of ['DELETE', 'PATCH'])
      expect(new Set(await send(method, '/api/users/1', {}))).toEqual(new Set(['nothing']));
    await hostile.evaluate((action) => {
      const form = document.createElement('form');
      form.method = 'post';
      form.enctype = 'text/plain';
      form.action = action;
      const field = document.createElement('input');
      field.name = '{"username":"eve","role":"admin","x":"';
      field.value = '"}';
      form.append(field);
      document.body.append(form);
      form.submit();
    }, `${amud.url}/api/users`);
    await hostile.waitForURL(`${amud.url}/**`);
    expect(await hostile.textContent('body')).toContain('does not come from AMUD itself');
    expect((await users()).map(({ username }) => username)).toEqual(['admin']);
  });

  test(`security 18: a page on ${host} can not open /live`, async () => {
    await visit(host);
    const outcome = await hostile.evaluate(
      (url) =>
        new Promise<string>((resolve) => {
          const socket = new WebSocket(url, 'amud.live.1');
          socket.onopen = () => resolve('open');
          socket.onerror = () => resolve('refused');
          socket.onmessage = () => resolve('read');
        }),
      `${amud.url.replace('http', 'ws')}/live`,
    );
    expect(outcome).toBe('refused');
  });

  test(`security 12: a page on ${host} can not frame us, embed us, or reach into our window`, async () => {
    await visit(host);
    const seen = await hostile.evaluate(async (url) => {
      const load = (tag: 'iframe' | 'script' | 'img', path: string) =>
        new Promise<string>((resolve) => {
          const element = document.createElement(tag);
          element.onload = () => resolve('loaded');
          element.onerror = () => resolve('failed');
          element.src = url + path;
          document.body.append(element);
          setTimeout(() => resolve('failed'), 3_000);
        });
      await load('iframe', '/nodes');
      const framed = (() => {
        try {
          return window.frames[0]?.document.body.textContent ?? 'nothing';
        } catch {
          return 'nothing';
        }
      })();
      return { framed, script: await load('script', '/api/users'), image: await load('img', '/icon.svg') };
    }, amud.url);
    expect(seen).toEqual({ framed: 'nothing', script: 'failed', image: 'failed' });
    const frame = hostile.frames().find((one) => one !== hostile.mainFrame());
    expect(frame?.url() ?? '').not.toContain('/nodes');
    const [opened] = await Promise.all([
      hostile.context().waitForEvent('page'),
      hostile.evaluate((url) => {
        const own = window as Window & { theirs?: Window | null };
        own.theirs = window.open(`${url}/nodes`);
      }, amud.url),
    ]);
    await opened.waitForLoadState();
    expect(await opened.evaluate(() => window.opener)).toBeNull();
    await opened.close();
  });
}

test('security 25: the tries are in the audit log', async () => {
  const text = await page.evaluate(async () => (await fetch('/api/audit?result=refused')).text());
  expect(text).toContain('"reason":"cross-site"');
  expect(text).toContain('"action":"user.create"');
});

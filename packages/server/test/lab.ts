import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '@amud/protocol/clock.ts';
import { systemClock } from '@amud/protocol/clock.ts';
import { strengthOf } from '@amud/protocol/password-strength.ts';
import { Secret } from '@amud/protocol/secret.ts';
import pino from 'pino';
import { type App, type AppOptions, createApp } from '../src/app.ts';
import { createReadCalendar } from '../src/features/calendar/read.ts';
import { createFileProcess } from '../src/features/export/file-process.ts';
import { openPack } from '../src/features/icons/pack.ts';
import { createRasterise } from '../src/features/uploads/drawing.ts';
import { locales, openWebApp } from '../src/http/web-app.ts';
import { openStore, type Store } from '../src/store/open.ts';

export const AGENT_SECRET = 'a secret for tests, long enough';

/** An answer as tests want it: status, headers, parsed body. */
export type Answer = { status: number; headers: Headers; body: unknown; text: string };

/** A browser-like client: sends our own origin, keeps the session cookie. */
export type Client = {
  cookie: string | undefined;
  /** Of a sign-in before; sent only where a test says so. */
  device: string | undefined;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
};

/** A whole server on a free port with a real database in a folder of its own. */
export type Lab = {
  app: App;
  store: Store;
  url: string;
  folder: string;
  socketPath: string;
  /** Every line that was logged, as JSON. */
  logged: string[];
  firstPassword: string;
  client(): Client;
  /** A client signed in as admin whose password is in order. */
  admin(): Promise<Client>;
  stop(): Promise<void>;
};

/** The same for every lab, so that one can be started again on the database of another. */
export const testKey = new Secret('5e'.repeat(32));

/** Packed before the tests by tools/icons/ready.ts. */
const iconsFolder = join(import.meta.dirname, '../../../node_modules/.cache/amud-icons');

export const ADMIN_PASSWORD = 'correct horse battery';

export type LabOptions = Partial<AppOptions> & { clock?: Clock; folder?: string };

export const startLab = async (options: LabOptions = {}): Promise<Lab> => {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'amud-lab-'));
  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const store = options.store ?? openStore(join(folder, 'amud.db'), log);
  const socketPath = join(folder, 'agents.sock');
  const app = await createApp({
    version: '0.0.0-test',
    store,
    web: openWebApp(stubWeb(folder)),
    icons: openPack(iconsFolder),
    clock: systemClock,
    log,
    agentSecret: new Secret(AGENT_SECRET),
    socketPath,
    socketMode: 0o660,
    secretsKey: testKey,
    backupFolder: join(folder, 'backups'),
    restart: () => {},
    rasterise: createRasterise(join(import.meta.dirname, '../src/raster.ts')),
    readCalendar: createReadCalendar(join(import.meta.dirname, '../src/calendar.ts')),
    exportFiles: createFileProcess(join(import.meta.dirname, '../src/export-file.ts')),
    estimate: async (password, username) => strengthOf(password, username),
    bindAddress: '127.0.0.1',
    databasePath: join(folder, 'amud.db'),
    keyIsInEnvironment: true,
    secureCookies: false,
    trustedProxies: [],
    publicUrl: undefined,
    outboundAllow: [],
    ...options,
  });
  const port = await app.http.listen(0, '127.0.0.1');
  const { firstPassword } = await app.start();
  const url = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    await app.stop();
    if (!options.folder) rmSync(folder, { recursive: true, force: true });
  };
  const client = () => createClient(url);
  const admin = () => signInAdmin(client(), firstPassword ?? ADMIN_PASSWORD);
  return { app, store, url, folder, socketPath, logged, firstPassword: firstPassword ?? '', client, admin, stop };
};

/** Enough of a web app to serve: one page in each language, one file. */
const stubWeb = (folder: string): string => {
  const web = join(folder, 'web');
  mkdirSync(join(web, 'assets'), { recursive: true });
  for (const locale of locales)
    writeFileSync(
      join(web, `index.${locale}.html`),
      `<!doctype html><html lang="${locale}"><head><title>AMUD</title><!--look--></head><!--frame--><main><!--heading--></main><!--/frame--><!--first--><script src="/assets/app-1.js"></script>`,
    );
  writeFileSync(join(web, 'assets/theme-moss-0.css'), ':root{}');
  writeFileSync(join(web, 'assets/app-1.js'), '"use strict";');
  return web;
};

const createClient = (url: string): Client => {
  const client: Client = {
    cookie: undefined,
    device: undefined,
    get: (path, headers) => request('GET', path, undefined, headers),
    send: (method, path, body, headers) => request(method, path, body, headers),
  };
  const request = async (
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(method === 'GET' ? {} : { origin: url }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(client.cookie ? { cookie: client.cookie } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value] = (line.split(';')[0] ?? '').split('=', 2);
      if (name.endsWith('amud_session')) client.cookie = `${name}=${value}`;
      else client.device = `${name}=${value}`;
    }
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parse(text), text };
  };
  return client;
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const signInAdmin = async (client: Client, password: string): Promise<Client> => {
  const { body } = await client.send('POST', '/api/auth/sign-in', { username: 'admin', password });
  const { user } = body as { user: { mustChangePassword: boolean } };
  if (user.mustChangePassword)
    await client.send('POST', '/api/auth/password', { current: password, next: ADMIN_PASSWORD });
  return client;
};

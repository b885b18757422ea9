import type { App, AppInput } from '@amud/protocol/apps.ts';
import type { BoardContent, BoardsData, BoardView, Item, Section } from '@amud/protocol/boards.ts';
import type { Audience, Role } from '@amud/protocol/roles.ts';
import { expect } from 'vitest';
import { randomShortId, randomToken, sha256Hex } from '../src/core/random.ts';
import type { Answer, Client, Lab } from './lab.ts';

/** A client signed in with a role, by a session made in the database. */
export const signInAs = (lab: Lab, role: Role, username: string = `the-${role}`): Client => {
  const { database } = lab.store;
  database
    .prepare('INSERT OR IGNORE INTO users (username, password_hash, role, must_change_password) VALUES (?, ?, ?, 0)')
    .run(username, `$argon2 ${username}`, role);
  const token = randomToken();
  database
    .prepare(
      "INSERT INTO sessions (token_hash, user_id, created_at, last_seen_at, expires_at, address, device, confirmed_at) SELECT ?, id, 1, 9e15, 9e15, '::1', 'x', 9e15 FROM users WHERE username = ?",
    )
    .run(sha256Hex(token), username);
  const client = lab.client();
  client.cookie = `amud_session=${token}`;
  return client;
};

/** A client for whoever looks. */
export const clientFor = (lab: Lab, audience: Audience): Client =>
  audience === 'public' ? lab.client() : signInAs(lab, audience);

export const boardOf = ({ status, body }: Answer): BoardView => {
  expect([status, body]).toMatchObject([200, { board: {} }]);
  return (body as { board: BoardView }).board;
};

export const boardsOf = ({ body }: Answer) => body as { boards: BoardsData['boards'][string][]; home: string | null };

export const addApp = async (client: Client, input: Partial<AppInput> & { name: string }): Promise<App> => {
  const { status, body } = await client.send('POST', '/api/apps', input);
  expect([status, body]).toMatchObject([200, { app: { name: input.name.trim() } }]);
  return (body as { app: App }).app;
};

export const appItem = (appId: string, over: Partial<Item> = {}): Item =>
  ({
    kind: 'app',
    id: randomShortId(),
    appId,
    desktop: { x: 0, y: 0, w: 3, h: 1 },
    visibleTo: 'public',
    bar: 'day',
    ...over,
  }) as Item;

export const section = (title: string, items: Item[] = [], over: Partial<Section> = {}): Section => ({
  id: randomShortId(),
  title,
  parent: null,
  share: 'full',
  icon: '',
  collapsed: false,
  items,
  ...over,
});

export const contentWith = (name: string, sections: Section[]): BoardContent => ({ name, icon: '', sections });

export const addBoard = async (client: Client, content: BoardContent, access?: Audience): Promise<BoardView> =>
  boardOf(await client.send('POST', '/api/boards', { content, ...(access ? { access } : {}) }));

export const saveBoard = (client: Client, { id, revision }: BoardView, content: BoardContent, step = 'change') =>
  client.send('PUT', `/api/boards/${id}`, { revision, step, content });

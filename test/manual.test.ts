import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { findProgram } from '../tools/programs.mjs';
import { type Amud, startAmud } from './process.ts';
import { NEW_PASSWORD, post, signIn } from './session.ts';

const sqlite = findProgram('sqlite3');
const page = readFileSync(join(import.meta.dirname, '../docs/security.md'), 'utf8');
/** The block of the manual that calls sqlite3, word for word. */
const block =
  [...page.matchAll(/```sh\n(.*?)```/gs)]
    .map((match) => match[1] ?? '')
    .find((text) => text.includes('sqlite3 "$DB_PATH"')) ?? '';

let amud: Amud | undefined;
afterEach(async () => {
  await amud?.stop();
  amud?.remove();
});

it.skipIf(!sqlite)(
  'security 3: the emergency reset of the manual works as it is printed, with the server running',
  async () => {
    amud = await startAmud();
    const person = await signIn(amud, amud.password);
    const said = execFileSync('sh', ['-e', '-c', block], {
      encoding: 'utf8',
      env: { PATH: `${dirname(sqlite ?? '')}:${process.env['PATH']}`, DB_PATH: join(amud.folder, 'data/amud.db') },
    });
    const password = /: (\S+)$/m.exec(said)?.[1] ?? '';
    expect(password.length).toBeGreaterThanOrEqual(16);
    expect((await person.get('/api/auth/me')).status).toBe(401);
    expect((await post(amud.url, '/api/auth/sign-in', { username: 'admin', password: NEW_PASSWORD })).status).toBe(401);
    const answer = await post(amud.url, '/api/auth/sign-in', { username: 'admin', password });
    expect(await answer.json()).toMatchObject({ user: { username: 'admin', mustChangePassword: true } });
  },
);

import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../packages/server/test/eventually.ts';
import { type Amud, freePort, isAlive, newFolder, spawnAmud, startAmud } from './process.ts';
import { NEW_PASSWORD, post, signIn } from './session.ts';

const started: Amud[] = [];
const start = async (...args: Parameters<typeof startAmud>): Promise<Amud> => {
  const amud = await startAmud(...args);
  started.push(amud);
  return amud;
};
afterEach(async () => {
  for (const amud of started.splice(0)) {
    await amud.stop('SIGTERM');
    amud.remove();
  }
});

type Nodes = { nodes: { id: string; state: string; gist?: { at: number; cpuPercent?: number } }[] };

describe('amud up', () => {
  it('shows this host live after a first start, prints two lines and no more, and knows its password once', async () => {
    const amud = await start();
    expect(amud.out).toEqual([
      expect.stringMatching(/^First sign-in: admin \/ \S{20,}$/),
      expect.stringMatching(/^AMUD is at http:\/\/127\.0\.0\.1:\d+\/$/),
    ]);
    const person = await signIn(amud, amud.password);
    await eventually(async () => {
      const { nodes } = (await person.get('/api/nodes')).body as Nodes;
      expect(nodes).toMatchObject([{ id: 'this-host', state: 'online', gist: { cpuPercent: expect.any(Number) } }]);
    }, 15_000);
    expect(statSync(join(amud.folder, 'data/agent-secret')).mode & 0o777).toBe(0o600);
    expect(statSync(join(amud.folder, 'data/amud.db')).mode & 0o007).toBe(0);
    expect((await post(amud.url, '/api/auth/sign-in', { username: 'admin', password: amud.password })).status).toBe(
      401,
    );
    expect(amud.err.join()).not.toContain(amud.password);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'stops both cleanly on %s: no socket, no process, no lost write',
    async (signal) => {
      const amud = await start();
      const person = await signIn(amud, amud.password);
      const { server, agent } = amud.pids();
      expect(await amud.stop(signal)).toBe(0);
      expect([isAlive(server), isAlive(agent)]).toEqual([false, false]);
      expect(readdirSync(join(amud.folder, 'data/run'))).toEqual([]);
      const again = await start({}, amud.folder);
      expect(again.password).toBe('');
      expect((await fetch(`${again.url}/api/auth/me`, { headers: { cookie: person.cookie } })).status).toBe(200);
    },
  );

  it('leaves no child when it is killed itself', async () => {
    const amud = await start();
    const { server, agent } = amud.pids();
    await amud.stop('SIGKILL');
    await eventually(() => expect([isAlive(server), isAlive(agent)]).toEqual([false, false]), 10_000);
  });

  it('starts a killed agent again; the node comes back', async () => {
    const amud = await start();
    const person = await signIn(amud, amud.password);
    const { agent } = amud.pids();
    process.kill(agent, 'SIGKILL');
    await eventually(() => expect(amud.pids().agent).not.toBe(agent), 10_000);
    await eventually(
      async () => expect(((await person.get('/api/nodes')).body as Nodes).nodes[0]?.state).toBe('online'),
      10_000,
    );
  });

  it('starts a killed server again on its port; the agent kept its readings, none lost, none twice', {
    timeout: 90_000,
  }, async () => {
    const port = await freePort();
    const amud = await start({ PORT: String(port) });
    const person = await signIn(amud, amud.password);
    const history = async () =>
      (await person.get('/api/nodes/this-host/history?series=host.uptimeSeconds')).body as {
        at: number[];
        values: (number | null)[];
      };
    await eventually(async () => expect((await history()).at.length).toBeGreaterThan(2), 20_000);
    const before = await history();
    // Stopped, so that it stays away for a while; killed, so that nothing is put in order.
    const { server } = amud.pids();
    process.kill(server, 'SIGKILL');
    await eventually(() => expect(amud.pids().server).not.toBe(server), 10_000);
    await eventually(async () => {
      const after = await history();
      expect(after.at.length).toBeGreaterThanOrEqual(before.at.length + 2);
    }, 40_000);
    const { at, values } = await history();
    // Each look that the browser saw before the crash is there again, and time only rises.
    for (const value of before.values) expect(values).toContain(value);
    expect(values).not.toContain(null);
    const steps = at.slice(1).map((time, index) => time - (at[index] ?? 0));
    expect(Math.min(...steps)).toBeGreaterThan(500);
    expect(Math.max(...steps)).toBeLessThan(9_000);
  });

  it('keeps what a killed server missed in the spool, and hands it over', { timeout: 90_000 }, async () => {
    const folder = newFolder();
    const secret = {
      AMUD_AGENT_SECRET: 'a secret for this very test',
      AMUD_SOCKET_PATH: join(folder, 'a.sock'),
      AMUD_SPOOL_PATH: join(folder, 'spool'),
    };
    const agent = spawnAmud(['agent'], secret, folder);
    const spooled = () =>
      readdirSync(join(folder, 'spool'))
        .map((name) => readFileSync(join(folder, 'spool', name), 'utf8'))
        .join('');
    await eventually(() => expect(spooled().trim().split('\n').length).toBeGreaterThanOrEqual(2), 40_000);
    const first = JSON.parse(spooled().split('\n')[0] ?? '') as {
      at: number;
      reading: { host: { uptimeSeconds: number } };
    };
    // The agent dies too: what is on disk outlives it.
    await agent.stop('SIGKILL');
    expect(first.at).toBeGreaterThan(0);
    const server = spawnAmud(['server'], secret, folder);
    await eventually(() => expect(server.out.join()).toContain('AMUD is at'), 10_000);
    const url = /AMUD is at (\S+)\//.exec(server.out.join('\n'))?.[1] ?? '';
    const person = await signIn({ url }, /admin \/ (\S+)/.exec(server.out.join('\n'))?.[1] ?? '');
    const next = spawnAmud(['agent'], secret, folder);
    await eventually(async () => {
      const { body } = await person.get('/api/nodes/this-host/history?series=host.uptimeSeconds');
      const seconds = (body as { values: number[] }).values;
      expect(seconds.some((value) => Math.abs(value - first.reading.host.uptimeSeconds) <= 0.5)).toBe(true);
    }, 20_000);
    await eventually(() => expect(readdirSync(join(folder, 'spool'))).toEqual([]));
    await next.stop();
    await server.stop();
    server.remove();
  });
});

describe('trouble at the start: one clear line, and an end', () => {
  const fails = async (words: string[], env: Record<string, string>, folder?: string) => {
    const amud = spawnAmud(words, env, folder);
    const code = await amud.exit;
    const lines = amud.err.filter((line) => line.startsWith('amud'));
    amud.remove();
    return { code, line: lines[0] ?? amud.err.join('\n') };
  };

  it('port in use', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    const { code, line } = await fails(['up'], { PORT: String(port) });
    taken.close();
    expect(code).toBe(1);
    expect(line).toMatch(new RegExp(`Port ${port} on 127.0.0.1 is in use.*set PORT`));
  });

  it.each([
    ['a bad port', { PORT: 'eight' }, /PORT must be a number \(it is "eight"\)/],
    [
      'a short secret',
      { AMUD_AGENT_SECRET: 'short' },
      /AMUD_AGENT_SECRET must have 16 characters or more; make one with: openssl/,
    ],
    ['an empty secret', { AMUD_AGENT_SECRET: '' }, /AMUD_AGENT_SECRET must have 16 characters or more/],
    [
      'a secret file that is not there',
      { AMUD_AGENT_SECRET_FILE: '/nonexistent/secret' },
      /AMUD_AGENT_SECRET_FILE names "\/nonexistent\/secret", which can't be read/,
    ],
    ['an address that is not ours', { BIND_ADDR: '203.0.113.1' }, /no address 203\.0\.113\.1/],
    ['a proxy that is no network', { AMUD_TRUSTED_PROXIES: 'somewhere' }, /AMUD_TRUSTED_PROXIES has "somewhere"/],
    [
      'a socket path that is too long',
      { AMUD_SOCKET_PATH: `/tmp/${'x'.repeat(120)}.sock` },
      /AMUD_SOCKET_PATH is longer than 107 bytes/,
    ],
  ])('%s', async (_, env: Record<string, string>, message) => {
    const { code, line } = await fails(['up'], env);
    expect(line).toMatch(message);
    expect(code).toBe(1);
  });

  it('a folder that can not be written', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'file'), '');
    const { code, line } = await fails(['up'], { DB_PATH: join(folder, 'file/amud.db') }, folder);
    expect(code).toBe(1);
    expect(line).toMatch(/can't be kept|can't be written/);
  });

  it('a damaged database, which stays as it is', async () => {
    const folder = newFolder();
    const path = join(folder, 'data/amud.db');
    mkdirSync(join(folder, 'data'));
    writeFileSync(path, 'this is not a database at all, but long enough to be looked at as one'.repeat(100));
    const amud = spawnAmud(['up'], {}, folder);
    expect(await amud.exit).toBe(1);
    expect(amud.err.join('\n')).toMatch(/is damaged.*Nothing was changed/);
    expect(readFileSync(path, 'utf8')).toContain('this is not a database');
    amud.remove();
  });

  it('a second server on the same data', async () => {
    const amud = await start();
    const { code, line } = await fails(
      ['server'],
      { AMUD_AGENT_SECRET: 'long enough for a secret', DB_PATH: join(amud.folder, 'data/amud.db') },
      newFolder(),
    );
    expect(code).toBe(1);
    expect(line).toMatch(/Another AMUD server is listening/);
    expect(existsSync(join(amud.folder, 'data/run/amud.sock'))).toBe(true);
  });

  it('an unknown command, and help', async () => {
    expect((await fails(['dance'], {})).code).toBe(2);
    const help = spawnAmud(['help']);
    expect(await help.exit).toBe(0);
    expect(help.out.join('\n')).toContain('reset-password USER');
  });
});

describe('rescue', () => {
  it('security 3: resets a password with the server running and stopped', async () => {
    const amud = await start();
    const person = await signIn(amud, amud.password);
    const reset = async () => {
      const command = spawnAmud(['reset-password', 'admin'], { DB_PATH: join(amud.folder, 'data/amud.db') });
      expect(await command.exit).toBe(0);
      return /One-time password for admin: (\S+)/.exec(command.out.join('\n'))?.[1] ?? '';
    };
    const running = await reset();
    expect((await person.get('/api/auth/me')).status).toBe(401);
    expect((await post(amud.url, '/api/auth/sign-in', { username: 'admin', password: NEW_PASSWORD })).status).toBe(401);
    await signIn(amud, running);
    await amud.stop();
    const stopped = await reset();
    const again = await start({}, amud.folder);
    await signIn(again, stopped);
  });

  it('security 21: rotates the key while stopped, and stops a start with the wrong one', async () => {
    const amud = await start();
    await signIn(amud, amud.password);
    await amud.stop();
    const env = { DB_PATH: join(amud.folder, 'data/amud.db') };
    const key = join(amud.folder, 'data/.amud-secrets-key');
    const old = readFileSync(key, 'utf8');
    expect(statSync(key).mode & 0o777).toBe(0o600);
    const rotation = spawnAmud(['rotate-key'], env);
    expect([await rotation.exit, rotation.out[0]]).toEqual([0, expect.stringMatching(/^Sealed \d+ values/)]);
    const rotated = readFileSync(key, 'utf8');
    writeFileSync(key, old);
    const wrong = spawnAmud(['up'], {}, amud.folder);
    expect(await wrong.exit).toBe(1);
    expect(wrong.err.join('\n')).toMatch(/is not the one that sealed.*Nothing was changed.*rotate-key --discard/);
    writeFileSync(key, rotated);
    await signIn(await start({}, amud.folder), NEW_PASSWORD);
  });

  it('security 25: verifies the audit log, beside a server that runs and after somebody wrote into it', async () => {
    const amud = await start();
    await signIn(amud, amud.password);
    const env = { DB_PATH: join(amud.folder, 'data/amud.db') };
    const verify = async () => {
      const command = spawnAmud(['audit', 'verify'], env);
      return { code: await command.exit, said: [...command.out, ...command.err].join('\n') };
    };
    expect(await verify()).toEqual({ code: 0, said: expect.stringContaining('is whole: 3 entries') });
    const database = new SqliteDatabase(env.DB_PATH);
    database.exec("DROP TRIGGER audit_is_never_changed; UPDATE audit SET address = '10.9.8.7' WHERE id = 1");
    database.close();
    expect(await verify()).toEqual({ code: 1, said: expect.stringContaining('broken at entry 1') });
    expect(await spawnAmud(['audit'], env).exit).toBe(2);
  });

  it('names the users it knows when asked for another', async () => {
    const amud = await start();
    const command = spawnAmud(['reset-password', 'nobody'], { DB_PATH: join(amud.folder, 'data/amud.db') });
    expect(await command.exit).toBe(1);
    expect(command.err.join()).toContain('Known: admin.');
  });

  it('doctor finds a running installation well, and says what is wrong with a stopped one', async () => {
    const port = String(await freePort());
    const amud = await start({ PORT: port });
    const env = { PORT: port, DB_PATH: join(amud.folder, 'data/amud.db') };
    const unready = spawnAmud(['doctor'], env);
    expect([await unready.exit, unready.out.join('\n')]).toEqual([
      1,
      expect.stringContaining('one-time password: admin'),
    ]);
    await signIn(amud, amud.password);
    const well = spawnAmud(['doctor'], env);
    expect([await well.exit, well.out.at(-1)]).toEqual([0, 'All well.']);
    await amud.stop();
    const ill = spawnAmud(['doctor'], env);
    expect(await ill.exit).toBe(1);
    expect(ill.out.join('\n')).toMatch(/bad {3}server on port \d+: .*Is it running/);
  });
});

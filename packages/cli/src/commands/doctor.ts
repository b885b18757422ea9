import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { get } from 'node:http';
import { connect } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import type { cliEnvironment, Values } from '@amud/protocol/environment.ts';
import { programPath } from './programs.ts';

/** One line of the examination: what was looked at, and when it is not well, what to do. */
type Line = { what: string; problem?: string };
type Check = () => Promise<Line> | Line;

const LOW_BYTES = 200 * 1024 * 1024;

/** Looks at this installation from outside, changes nothing, and says of each thing whether it is well. */
export const doctor = async (env: Values<typeof cliEnvironment>, outer: NodeJS.ProcessEnv): Promise<number> => {
  const database = resolve(env.DB_PATH);
  const folder = dirname(database);
  const port = outer['PORT'] ?? '8000';
  const checks: Check[] = [
    () => checkNode(),
    () => checkFolder(folder),
    () => checkSpace(folder),
    () => checkSecret(env.AMUD_AGENT_SECRET !== undefined, join(folder, 'agent-secret')),
    () => checkDatabase(database),
    () => checkServer(Number(port)),
    () => checkSocket(outer['AMUD_SOCKET_PATH'] ?? join(folder, 'run', 'amud.sock')),
    () => checkProc(outer['AMUD_PROC'] ?? '/proc'),
  ];
  const lines: Line[] = [];
  for (const check of checks) lines.push(print(await check()));
  for (const checked of await checkUp(database)) lines.push(print(checked));
  const problems = lines.filter(({ problem }) => problem !== undefined).length;
  console.log(problems === 0 ? 'All well.' : `${problems} of ${lines.length} need attention.`);
  return problems === 0 ? 0 : 1;
};

const print = (checked: Line): Line => {
  console.log(checked.problem === undefined ? `ok    ${checked.what}` : `bad   ${checked.what}: ${checked.problem}`);
  return checked;
};

const line = (what: string, problem?: string | false): Line => (problem ? { what, problem } : { what });

const checkNode = (): Line =>
  line(
    `Node.js ${process.versions.node}`,
    Number(process.versions.node.split('.')[0]) < 24 && 'AMUD needs Node.js 24 or newer. `npm start` brings its own.',
  );

const checkFolder = (folder: string): Line => {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return line(`data folder ${folder}`);
  } catch (error) {
    return line(
      `data folder ${folder}`,
      `it can't be written (${(error as NodeJS.ErrnoException).code}). Start AMUD once, or give the folder to the user that runs it.`,
    );
  }
};

const checkSpace = (folder: string): Line => {
  if (!existsSync(folder)) return line('free disk space', 'the data folder is not there yet.');
  const { bavail, bsize } = statfsSync(folder);
  const freeBytes = bavail * bsize;
  return line(
    `free disk space ${Math.round(freeBytes / 1024 / 1024)} MiB`,
    freeBytes < LOW_BYTES && 'less than 200 MiB are left. Free some.',
  );
};

const checkSecret = (isInEnvironment: boolean, path: string): Line => {
  if (isInEnvironment) return line('agent secret from the environment');
  if (!existsSync(path))
    return line('agent secret', `there is none in ${path}. "amud up" makes one; otherwise set AMUD_AGENT_SECRET.`);
  const isOpen = (statSync(path).mode & 0o077) !== 0;
  if (isOpen) return line('agent secret', `others can read ${path}. Run: chmod 600 ${path}`);
  return line(
    'agent secret',
    readFileSync(path, 'utf8').trim().length < 16 &&
      `${path} holds fewer than 16 characters. Delete it and start "amud up".`,
  );
};

/** @returns what the program said, or why it could not. */
const askServer = (command: string, database: string): Promise<{ text: string } | { failure: string }> =>
  new Promise((done) => {
    const options = { env: { ...process.env, DB_PATH: database }, timeout: 60_000 };
    execFile(process.execPath, [programPath('server'), command], options, (error, text, complaint) =>
      done(error ? { failure: complaint.trim().split('\n')[0] || error.message } : { text }),
    );
  });

const checkDatabase = async (path: string): Promise<Line> => {
  const answer = await askServer('check-database', path);
  if ('failure' in answer) return line(`database ${path}`, answer.failure);
  const { integrity, schema, known } = JSON.parse(answer.text) as { integrity: string; schema: number; known: number };
  if (integrity !== 'ok')
    return line(`database ${path}`, `it is damaged (${integrity}). Stop AMUD and restore a backup.`);
  return line(
    `database ${path}`,
    schema > known && `it is of a newer AMUD (schema ${schema}, this one knows ${known}). Start that version.`,
  );
};

/** The production checklist, as far as it can be seen from here; what can't be seen is told and is no problem. */
const checkUp = async (database: string): Promise<Line[]> => {
  if (!existsSync(database)) return [];
  const answer = await askServer('check-up', database);
  if ('failure' in answer) return [line('production check-up', answer.failure)];
  const lines = JSON.parse(answer.text) as { title: string; state: string; text: string; fix?: string }[];
  return lines.map(({ title, state, text, fix }) =>
    state === 'warn'
      ? line(title.toLowerCase(), `${text} ${fix ?? ''}`.trim())
      : line(`${title.toLowerCase()}: ${text}`),
  );
};

const checkServer = (port: number): Promise<Line> =>
  new Promise((done) => {
    const what = `server on port ${port}`;
    const request = get({ host: '127.0.0.1', port, path: '/readyz', timeout: 3_000 }, (response) => {
      response.resume();
      const isReady = response.statusCode === 200;
      done(
        line(
          what,
          !isReady && `it answers ${response.statusCode}: is this AMUD, and is its database open? See its log.`,
        ),
      );
    });
    request.on('timeout', () => request.destroy(new Error('no answer within 3 s')));
    request.on('error', (error) => done(line(what, `${error.message}. Is it running, and is PORT the same here?`)));
  });

const checkSocket = (path: string): Promise<Line> =>
  new Promise((done) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      done(line(`agent socket ${path}`));
    });
    socket.once('error', (error: NodeJS.ErrnoException) =>
      done(
        line(
          `agent socket ${path}`,
          `${error.code === 'EACCES' ? 'this user may not use it' : 'no server listens there'}. Is amud-server running?`,
        ),
      ),
    );
  });

const checkProc = (proc: string): Line => {
  try {
    accessSync(join(proc, 'stat'), constants.R_OK);
    return line(`host readings from ${proc}`);
  } catch {
    return line(
      `host readings from ${proc}`,
      `${join(proc, 'stat')} can't be read. Is AMUD_PROC where the host's /proc is mounted?`,
    );
  }
};

import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { systemClock } from '@amud/protocol/clock.ts';
import { EnvironmentError, readEnvironment, serverEnvironment, type Values } from '@amud/protocol/environment.ts';
import { StartError } from '@amud/protocol/start-error.ts';
import { createApp } from './app.ts';
import { openLog } from './core/log.ts';
import { finishRestore } from './features/backup/swap.ts';
import { createReadCalendar } from './features/calendar/read.ts';
import type { Settings } from './features/checkup/look.ts';
import { createFileProcess } from './features/export/file-process.ts';
import { openPack } from './features/icons/pack.ts';
import { createRasterise } from './features/uploads/drawing.ts';
import { createEstimate } from './features/users/password-policy.ts';
import { openWebApp } from './http/web-app.ts';
import { liveUntilSignal } from './life.ts';
import { checkDatabase, checkUp, discardSecrets, resetPasswordOf, rotateKey, verifyAuditOf } from './rescue.ts';
import { backupTo, restoreFrom } from './rescue-backup.ts';
import { openStore } from './store/open.ts';
import { findSecretsKey } from './store/secrets-key.ts';
import { version } from './version.ts';

/** The server's process: `main.ts` alone serves, with a command it rescues. The only reader of the environment. */
const main = async (): Promise<void> => {
  // The database holds password hashes: nothing of ours is for others to read.
  process.umask(0o027);
  const env = readEnvironment(serverEnvironment, process.env, (path) => readFileSync(path, 'utf8'));
  const [command, ...words] = process.argv.slice(2);
  const path = resolve(env.DB_PATH);
  if (command === undefined) return serve(env, path);
  const commands: Record<string, () => Promise<void> | void> = {
    'reset-password': () => resetPasswordOf(path, words[0]),
    'check-database': () => checkDatabase(path),
    'check-up': () => checkUp(settingsOf(env, path)),
    'verify-audit': () => verifyAuditOf(path),
    backup: () => backupTo(givenBy(env, path), words),
    restore: () => restoreFrom(givenBy(env, path), words),
    'rotate-key': () =>
      words.includes('--discard')
        ? discardSecrets(path)
        : rotateKey(path, { from: env.AMUD_SECRETS_KEY, to: env.AMUD_NEW_SECRETS_KEY }),
  };
  const run = Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (!run) throw new StartError(`There is no command "${command}". Known: ${Object.keys(commands).join(', ')}.`);
  await run();
};

/** Beside us when bundled; when run from the sources, where the build puts it. */
const webRoot = join(import.meta.dirname, import.meta.filename.endsWith('.ts') ? '../../../dist/web' : 'web');

/** Beside us when bundled; when run from the sources, where the tests have theirs. */
const iconsRoot = join(
  import.meta.dirname,
  import.meta.filename.endsWith('.ts') ? '../../../node_modules/.cache/amud-icons' : 'icons',
);

/** A bundle of its own, or its source. */
const programOf = (name: string): string =>
  join(import.meta.dirname, import.meta.filename.endsWith('.ts') ? `${name}.ts` : `${name}.main.js`);

type Env = Values<typeof serverEnvironment>;

const settingsOf = (env: Env, databasePath: string): Settings => ({
  bindAddress: env.BIND_ADDR,
  publicUrl: env.AMUD_PUBLIC_URL,
  secureCookies: env.AMUD_SECURE_COOKIES,
  trustedProxies: env.AMUD_TRUSTED_PROXIES,
  databasePath,
  keyIsInEnvironment: env.AMUD_SECRETS_KEY !== undefined,
});

const socketPathOf = (env: Env, databasePath: string): string =>
  resolve(env.AMUD_SOCKET_PATH ?? join(dirname(databasePath), 'run', 'amud.sock'));

const givenBy = (env: Env, databasePath: string) => ({
  databasePath,
  socketPath: socketPathOf(env, databasePath),
  environmentKey: env.AMUD_SECRETS_KEY,
  passphrase: env.AMUD_BACKUP_PASSPHRASE,
});

/** Work that is done in processes of its own. */
const programs = () => ({
  estimate: createEstimate(programOf('strength')),
  rasterise: createRasterise(programOf('raster')),
  readCalendar: createReadCalendar(programOf('calendar')),
  exportFiles: createFileProcess(programOf('export-file')),
});

const serve = async (env: Env, path: string): Promise<void> => {
  const { AMUD_AGENT_SECRET: agentSecret } = env;
  if (!agentSecret) {
    throw new StartError(
      'AMUD_AGENT_SECRET is not set. Make one with "openssl rand -base64 32" and give it to the server and its agents, or start with "amud up", which does.',
    );
  }
  const log = await openLog({ level: env.AMUD_LOG_LEVEL, format: env.AMUD_LOG_FORMAT, name: 'server' });
  const web = openWebApp(webRoot);
  const icons = openPack(iconsRoot);
  const kept = finishRestore(path);
  if (kept !== undefined) log.warn({ kept }, 'a backup took the place of what was here, which is kept');
  const secretsKey = findSecretsKey(path, env.AMUD_SECRETS_KEY);
  const store = openStore(path, log);
  const socketPath = socketPathOf(env, path);
  mkdirSync(dirname(socketPath), { recursive: true, mode: 0o750 });
  const app = await createApp({
    version,
    store,
    web,
    icons,
    clock: systemClock,
    log,
    agentSecret,
    socketPath,
    socketMode: env.AMUD_SOCKET_MODE,
    secretsKey,
    ...programs(),
    outboundAllow: env.AMUD_OUTBOUND_ALLOW,
    backupFolder: resolve(env.AMUD_BACKUP_DIR ?? join(dirname(path), 'backups')),
    restart: () => life.restart(),
    ...settingsOf(env, path),
  });
  const life = liveUntilSignal(app.stop, () => log.info('stopped'));
  const port = await app.http.listen(env.PORT, env.BIND_ADDR);
  const { firstPassword } = await app.start();
  announce(env, port, firstPassword);
  log.info({ version, port }, 'started');
};

/** Standard output is for people and scripts: these lines and no others. */
const announce = (env: Env, port: number, firstPassword: string | null): void => {
  if (firstPassword !== null) console.log(`First sign-in: admin / ${firstPassword}`);
  const host = env.BIND_ADDR.includes(':') ? `[${env.BIND_ADDR}]` : env.BIND_ADDR;
  console.log(
    `AMUD is at ${env.AMUD_PUBLIC_URL?.href ?? `http://${host === '0.0.0.0' || host === '[::]' ? 'localhost' : host}:${port}/`}`,
  );
};

main().catch((error: unknown) => {
  const isExpected = error instanceof StartError || error instanceof EnvironmentError;
  console.error(isExpected ? `amud-server: ${error.message}` : error);
  process.exit(1);
});

import * as v from 'valibot';
import { Secret } from './secret.ts';

/**
 * The environment of every process, as one table each: `docs/configuration.md` is made from it, and `readEnvironment`
 * is the only way in. A secret `NAME` may also come from a file named by `NAME_FILE`.
 */
type Parse = v.GenericSchema<string, unknown>;
export type Variable = {
  /** Used when unset; as a person would write it. Absent: the variable stays undefined. */
  readonly preset?: string;
  readonly meaning: string;
  readonly parse: Parse;
  readonly secret?: true;
};
export type Environment = Record<string, Variable>;

/** A value that can't be used. The message names the variable and says what to do. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

const path = v.pipe(v.string(), v.minLength(1, 'must not be empty'));
const port = v.pipe(
  v.string(),
  v.regex(/^\d{1,5}$/, 'must be a number'),
  v.transform(Number),
  v.maxValue(65_535, 'must be 65535 at most'),
);
const flag = v.pipe(
  v.picklist(['0', '1'], 'must be 0 or 1'),
  v.transform((text) => text === '1'),
);
const octalMode = v.pipe(
  v.string(),
  v.regex(/^0?[0-7]{3}$/, 'must be three octal digits such as 0660'),
  v.transform((text) => Number.parseInt(text, 8)),
);
const secret = v.pipe(
  v.string(),
  v.minLength(16, 'must have 16 characters or more; make one with: openssl rand -base64 32'),
  v.maxLength(1_024, 'must have 1024 characters at most'),
  v.transform((text) => new Secret(text)),
);
const list = v.pipe(
  v.string(),
  v.transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  ),
);
const addresses = v.pipe(list, v.array(v.pipe(v.string(), v.ip('must be IP addresses such as 127.0.0.1'))));
const address = (schemes: string[]) =>
  v.pipe(
    v.string(),
    v.url('must be an address such as https://amud.example.org'),
    v.transform((text) => new URL(text)),
    v.check(
      (url) => schemes.includes(url.protocol),
      `must begin with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}`,
    ),
  );
const logLevel = v.picklist(
  ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
  'must be trace, debug, info, warn, error, fatal or silent',
);
const logFormat = v.picklist(['auto', 'pretty', 'json'], 'must be auto, pretty or json');

const AGENT_SECRET = {
  meaning: 'Shared by the server and its agents, 16 characters or more. `amud up` makes and keeps one.',
  parse: secret,
  secret: true,
} as const satisfies Variable;
const SOCKET_PATH = {
  meaning: 'Unix socket of the agent link. Default: `run/amud.sock` beside the database.',
  parse: path,
} as const satisfies Variable;
const logging = {
  AMUD_LOG_LEVEL: { preset: 'info', meaning: 'trace, debug, info, warn, error, fatal or silent.', parse: logLevel },
  AMUD_LOG_FORMAT: {
    preset: 'auto',
    meaning: '`pretty`, `json`, or `auto`: pretty on a terminal, else json.',
    parse: logFormat,
  },
} as const satisfies Environment;

const DB_PATH = {
  preset: './data/amud.db',
  meaning: 'The SQLite file. Uploads and keys live beside it.',
  parse: path,
} as const satisfies Variable;

export const serverEnvironment = {
  PORT: { preset: '8000', meaning: 'Where the server listens; 0 takes any free port.', parse: port },
  BIND_ADDR: {
    preset: '127.0.0.1',
    meaning: 'Address to listen on. `0.0.0.0` or `::` for all; put a TLS proxy in front.',
    parse: v.pipe(v.string(), v.ip('must be an IP address such as 127.0.0.1')),
  },
  DB_PATH,
  AMUD_SOCKET_PATH: SOCKET_PATH,
  AMUD_SOCKET_MODE: { preset: '0660', meaning: 'Permissions of the socket, octal.', parse: octalMode },
  AMUD_AGENT_SECRET: AGENT_SECRET,
  AMUD_SECRETS_KEY: {
    meaning:
      'Seals stored credentials: any text of 16 characters or more. Default: the file `.amud-secrets-key` beside the database, made at the first start. Keep a copy away from the backups of the database.',
    parse: secret,
    secret: true,
  },
  AMUD_NEW_SECRETS_KEY: {
    meaning: 'Only for `amud rotate-key`: the key that replaces `AMUD_SECRETS_KEY`.',
    parse: secret,
    secret: true,
  },
  AMUD_BACKUP_DIR: { meaning: 'Folder for backups. Default: `backups` beside the database.', parse: path },
  AMUD_BACKUP_PASSPHRASE: {
    meaning: 'Only for `amud backup` and `amud restore`: the passphrase, where nobody is there to type it.',
    parse: v.pipe(
      v.string(),
      v.minLength(1, 'must not be empty'),
      v.transform((text) => new Secret(text)),
    ),
    secret: true,
  },
  AMUD_SECURE_COOKIES: { preset: '0', meaning: '1 behind HTTPS: cookies are `Secure` and HSTS is sent.', parse: flag },
  AMUD_TRUSTED_PROXIES: {
    preset: '',
    meaning: 'Addresses or networks (CIDR, comma separated) whose `X-Forwarded-For` counts.',
    parse: list,
  },
  AMUD_PUBLIC_URL: {
    meaning: 'Where people reach AMUD, for links and the origin check. Default: taken from the request.',
    parse: address(['http:', 'https:']),
  },
  AMUD_OUTBOUND_ALLOW: {
    preset: '',
    meaning:
      'Single addresses (comma separated) that checks and integrations may connect to although they are refused otherwise, such as `127.0.0.1,::1` for services that listen on this machine alone. An address of your home network is never refused.',
    parse: addresses,
  },
  ...logging,
} as const satisfies Environment;

export const agentEnvironment = {
  AMUD_SERVER_URL: {
    meaning: 'A server elsewhere, `wss://host/` or `https://host/`. Unset: the Unix socket of this host.',
    parse: address(['wss:', 'https:', 'ws:', 'http:']),
  },
  AMUD_SOCKET_PATH: SOCKET_PATH,
  AMUD_AGENT_SECRET: AGENT_SECRET,
  AMUD_NODE_TAG: {
    meaning: 'Name of this node. Default: the host name.',
    parse: v.pipe(
      v.string(),
      v.trim(),
      v.minLength(1, 'must not be empty'),
      v.maxLength(63, 'must have 63 characters at most'),
    ),
  },
  AMUD_INSECURE_LINK: {
    preset: '0',
    meaning: '1 allows an unencrypted `ws://` link to another host. Readings then cross the network in clear.',
    parse: flag,
  },
  AMUD_SPOOL_PATH: {
    preset: './data/spool',
    meaning: 'Folder for readings taken while the server is away: 24 h and 64 MiB at most.',
    parse: path,
  },
  AMUD_DOCKER: {
    preset: 'auto',
    meaning: '1 reads the containers of this host from Docker or Podman, 0 never, `auto` where their socket is there.',
    parse: v.picklist(['0', '1', 'auto'], 'must be 0, 1 or auto'),
  },
  DOCKER_HOST: {
    meaning:
      'Where Docker or Podman answers, `unix:///run/docker.sock` or `tcp://proxy:2375`. Unset: the usual sockets.',
    parse: v.pipe(v.string(), v.regex(/^(unix:\/\/\/.+|tcp:\/\/[^/]+\/?)$/, 'must be unix:///PATH or tcp://HOST:PORT')),
  },
  AMUD_PROC: { preset: '/proc', meaning: "Where the host's `/proc` is mounted.", parse: path },
  AMUD_SYS: { preset: '/sys', meaning: "Where the host's `/sys` is mounted.", parse: path },
  AMUD_ROOT: { preset: '/', meaning: "Where the host's `/` is mounted.", parse: path },
  ...logging,
} as const satisfies Environment;

/** What `amud` itself reads; it hands the rest on to the server and the agent. */
export const cliEnvironment = { DB_PATH, AMUD_AGENT_SECRET: AGENT_SECRET } as const satisfies Environment;

export type Values<T extends Environment> = {
  readonly [K in keyof T]: T[K] extends { preset: string }
    ? v.InferOutput<T[K]['parse']>
    : v.InferOutput<T[K]['parse']> | undefined;
};

/**
 * Reads the variables of `table`. An empty value counts as set, except for those with an empty preset.
 * @throws EnvironmentError naming the first bad variable.
 */
export const readEnvironment = <T extends Environment>(
  table: T,
  env: Record<string, string | undefined>,
  readFile: (path: string) => string,
): Values<T> => {
  const read = (name: string, variable: Variable) => [name, readVariable(name, variable, env, readFile)] as const;
  return Object.fromEntries(Object.entries(table).map(([name, variable]) => read(name, variable))) as Values<T>;
};

const readVariable = (
  name: string,
  variable: Variable,
  env: Record<string, string | undefined>,
  readFile: (path: string) => string,
): unknown => {
  const text = env[name] ?? fromFile(name, variable, env, readFile) ?? variable.preset;
  if (text === undefined) return undefined;
  const parsed = v.safeParse(variable.parse, text);
  if (parsed.success) return parsed.output;
  throw new EnvironmentError(`${name} ${parsed.issues[0].message}${variable.secret ? '' : ` (it is "${text}")`}.`);
};

const fromFile = (
  name: string,
  variable: Variable,
  env: Record<string, string | undefined>,
  readFile: (path: string) => string,
): string | undefined => {
  const file = env[`${name}_FILE`];
  if (!variable.secret || file === undefined) return undefined;
  try {
    return readFile(file).trim();
  } catch (error) {
    throw new EnvironmentError(`${name}_FILE names "${file}", which can't be read: ${(error as Error).message}`);
  }
};

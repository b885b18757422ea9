import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { engineWords } from '../packages/cli/src/commands/supervise.ts';
import { serverEnvironment } from '../packages/protocol/src/environment.ts';

const deploy = join(import.meta.dirname, '../deploy');
const read = (name: string): string => readFileSync(join(deploy, name), 'utf8');

type Service = {
  user?: string;
  read_only?: boolean;
  cap_drop?: string[];
  cap_add?: string[];
  security_opt?: string[];
  privileged?: boolean;
  pid?: string;
  network_mode?: string;
  ports?: string[];
  volumes?: string[];
  environment?: Record<string, string | null>;
};

const compose = parse(read('docker-compose.yml'), { merge: true }) as { services: Record<string, Service> };
const services = Object.entries(compose.services);

describe('docker-compose.yml', () => {
  it('security 13: has a server and an agent', () => {
    expect(Object.keys(compose.services)).toEqual(['server', 'agent']);
  });

  it.each(services)(
    'security 13: %s has no capability, no way to more rights, no root, no writable root',
    (_, service) => {
      expect(service.cap_drop).toEqual(['ALL']);
      expect(service.cap_add).toBeUndefined();
      expect(service.security_opt).toEqual(['no-new-privileges:true']);
      expect(service.privileged).toBeUndefined();
      expect(service.pid).toBeUndefined();
      expect(service.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
      expect(service.read_only).toBe(true);
    },
  );

  it.each(services)(
    'security 13: %s has the host only to read, and no Docker socket that it could write',
    (_, service) => {
      const fromHost = (service.volumes ?? []).filter((volume) => volume.startsWith('/'));
      for (const volume of fromHost) expect(volume.split(':')[2]?.split(',')).toContain('ro');
    },
  );

  it('security 13: the server is published on this machine only, the agent nowhere', () => {
    expect(compose.services['server']?.ports).toEqual(['127.0.0.1:8000:8000']);
    expect(compose.services['agent']?.ports).toBeUndefined();
    expect(compose.services['agent']?.network_mode).toBe('none');
  });

  it.each(services)('security 13: %s does not start without a secret, and none is in the file', (_, service) => {
    expect(service.environment?.['AMUD_AGENT_SECRET']).toMatch(/^\$\{AMUD_AGENT_SECRET:\?[^}]+\}$/);
  });

  it('reads the host where it is mounted', () => {
    const { environment = {}, volumes = [] } = compose.services['agent'] ?? {};
    for (const name of ['AMUD_PROC', 'AMUD_SYS', 'AMUD_ROOT'])
      expect(volumes.map((volume) => volume.split(':')[1])).toContain(environment[name]);
  });
});

describe('Dockerfile', () => {
  const lines = read('Dockerfile')
    .split('\n')
    .map((line) => line.trim());
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));

  it('security 13: the image ends as a user that is not root', () => {
    const users = last.filter((line) => line.startsWith('USER '));
    expect(users.at(-1)).toMatch(/^USER [1-9]\d*:[1-9]\d*$/);
    const [, user] = users.at(-1)?.split(' ') ?? [];
    for (const [, service] of services) expect(service.user).toBe(user);
  });

  it('security 13: what it installs runs no script of a package, and what it runs is owned by root', () => {
    const installs = lines.filter((line) => /npm (ci|i|install)\b/.test(line));
    expect(installs).toEqual([expect.stringContaining('npm ci --ignore-scripts')]);
    expect(last.filter((line) => /^COPY .*--chown/.test(line))).toEqual([]);
  });
});

/** Keys of a unit; one that is given more than once has all its values. */
const parseUnit = (text: string): Map<string, string[]> => {
  const keys = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const [, key, value] = /^([A-Za-z]+)=(.*)$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) keys.set(key, [...(keys.get(key) ?? []), value]);
  }
  return keys;
};

const units = ['amud-server.service', 'amud-agent.service'].map(
  (name) => [name, parseUnit(read(`systemd/${name}`))] as const,
);

const hardening: Record<string, string> = {
  NoNewPrivileges: 'yes',
  CapabilityBoundingSet: '',
  AmbientCapabilities: '',
  ProtectSystem: 'strict',
  PrivateTmp: 'yes',
  PrivateDevices: 'yes',
  PrivateMounts: 'yes',
  ProtectClock: 'yes',
  ProtectHostname: 'yes',
  ProtectKernelLogs: 'yes',
  ProtectKernelModules: 'yes',
  ProtectKernelTunables: 'yes',
  ProtectControlGroups: 'yes',
  RestrictAddressFamilies: 'AF_UNIX AF_INET AF_INET6',
  RestrictNamespaces: 'yes',
  RestrictRealtime: 'yes',
  RestrictSUIDSGID: 'yes',
  LockPersonality: 'yes',
  SystemCallArchitectures: 'native',
  UMask: '0027',
  StateDirectoryMode: '0700',
  Restart: 'always',
};

describe('systemd units', () => {
  it.each(units)('security 13: %s takes away what it does not need', (_, unit) => {
    const found = Object.fromEntries(Object.keys(hardening).map((key) => [key, unit.get(key)?.join(' | ')]));
    expect(found).toEqual(hardening);
    expect(unit.get('SystemCallFilter')).toEqual(['@system-service', '~@privileged @resources']);
  });

  it.each(units)('security 13: %s is not root, and gets its secret from a file that only root reads', (_, unit) => {
    expect(unit.get('User')?.join()).toMatch(/^amud(-agent)?$/);
    expect(unit.get('LoadCredential')).toEqual(['agent-secret:/etc/amud/agent-secret']);
    expect(unit.get('Environment')).toContain('AMUD_AGENT_SECRET_FILE=%d/agent-secret');
  });

  it('security 13: the server sees no home and no process of others; the agent sees processes and file systems', () => {
    const [server, agent] = units.map(
      ([, unit]) =>
        (key: string) =>
          unit.get(key)?.join(),
    );
    expect([server?.('ProtectHome'), server?.('ProtectProc'), server?.('ProcSubset')]).toEqual([
      'yes',
      'invisible',
      'pid',
    ]);
    expect([agent?.('ProtectHome'), agent?.('ProtectProc'), agent?.('ProcSubset')]).toEqual([
      'read-only',
      'default',
      'all',
    ]);
  });

  it('the agent may use the socket of the server', () => {
    const [server, agent] = units.map(([, unit]) => unit);
    const socket = 'AMUD_SOCKET_PATH=%t/amud/amud.sock';
    expect(server?.get('Environment')).toContain(socket);
    expect(agent?.get('Environment')).toContain(socket);
    expect(agent?.get('SupplementaryGroups')).toEqual(server?.get('Group'));
    expect(server?.get('RuntimeDirectoryMode')).toEqual(['0750']);
  });
});

it('every way to run it tells the engine the same', () => {
  for (const name of ['systemd/amud-server.service', 'systemd/amud-agent.service'])
    expect(read(name)).toContain(`ExecStart=node ${engineWords.join(' ')} /opt/amud/dist/`);
  const listed = ['node', ...engineWords].map((word) => `"${word}"`).join(', ');
  for (const name of ['Dockerfile', 'docker-compose.yml']) expect(read(name)).toContain(`[${listed}, "dist/`);
});

it('security 13: AMUD listens on this machine only, unless told otherwise', () => {
  expect(serverEnvironment.BIND_ADDR.preset).toBe('127.0.0.1');
  for (const [name, unit] of units) expect(`${name} ${unit.get('Environment')?.join(' ')}`).not.toContain('BIND_ADDR');
});

it('what the image takes along is enough for every native package', () => {
  const dockerfile = readFileSync(join(deploy, 'Dockerfile'), 'utf8');
  const block = /^RUN (set -eu; \\\n {4}arch=[\s\S]*?[^\\])\n(?:\n|#|FROM)/m.exec(dockerfile)?.[1] ?? '';
  const app = mkdtempSync(join(tmpdir(), 'amud-image-'));
  try {
    const script = block.replaceAll('\\\n', ' ').replaceAll('/app', app);
    expect(script).toContain('better-sqlite3');
    execFileSync('sh', ['-c', script], { cwd: join(deploy, '..') });
    const program =
      "await import('sharp'); const { default: Database } = await import('better-sqlite3'); new Database(':memory:'); await (await import('@node-rs/argon2')).hash('x'); console.log('all')";
    const words = ['--input-type=module', '-e', program];
    expect(execFileSync(process.execPath, words, { cwd: app, encoding: 'utf8' })).toBe('all\n');
  } finally {
    rmSync(app, { recursive: true, force: true });
  }
});

import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  agentEnvironment,
  cliEnvironment,
  type Environment,
  EnvironmentError,
  readEnvironment,
  serverEnvironment,
} from './environment.ts';
import { Secret } from './secret.ts';

const tables: [string, Environment][] = [
  ['server', serverEnvironment],
  ['agent', agentEnvironment],
  ['cli', cliEnvironment],
];
const noFile = (path: string): string => {
  throw new Error(`ENOENT: ${path}`);
};
const server = (env: Record<string, string>, readFile = noFile) => readEnvironment(serverEnvironment, env, readFile);

describe('security 27: the environment', () => {
  it.each(tables)('of the %s with nothing in it has its presets', (_, table) => {
    const values = readEnvironment(table, {}, noFile);
    expect(Object.keys(values)).toEqual(Object.keys(table));
    expect(values['AMUD_AGENT_SECRET']).toBeUndefined();
  });

  it.each(tables)('of the %s is read, or refused by the name of the variable, whatever it says', (_, table) => {
    const names = Object.keys(table).flatMap((name) => [name, `${name}_FILE`]);
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', '0', '1', '65536', '::1', 'http://', '0999', ' '),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names, '__proto__', 'constructor'), text), text, (env, content) => {
        try {
          readEnvironment(table, env, () => content);
        } catch (error) {
          expect(error).toBeInstanceOf(EnvironmentError);
          expect(names.some((name) => (error as Error).message.startsWith(name))).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80a'],
    ['PORT', ''],
    ['BIND_ADDR', 'localhost'],
    ['BIND_ADDR', '0.0.0.0/0'],
    ['DB_PATH', ''],
    ['AMUD_SOCKET_MODE', '888'],
    ['AMUD_SECURE_COOKIES', 'true'],
    ['AMUD_SECURE_COOKIES', ''],
    ['AMUD_PUBLIC_URL', 'amud.example.org'],
    ['AMUD_PUBLIC_URL', 'javascript:alert(1)'],
    ['AMUD_LOG_LEVEL', 'loud'],
  ])('refuses %s="%s" and quotes it', (name, value) => {
    expect(() => server({ [name]: value })).toThrow(EnvironmentError);
    expect(() => server({ [name]: value })).toThrow(new RegExp(`^${name} .* \\(it is "`));
  });

  it('takes what is right', () => {
    expect(
      server({ PORT: '0', BIND_ADDR: '::', AMUD_SECURE_COOKIES: '1', AMUD_TRUSTED_PROXIES: ' 10.0.0.0/8,, ::1 ,' }),
    ).toMatchObject({
      PORT: 0,
      BIND_ADDR: '::',
      AMUD_SECURE_COOKIES: true,
      AMUD_TRUSTED_PROXIES: ['10.0.0.0/8', '::1'],
    });
    expect(server({ AMUD_SOCKET_MODE: '0660' }).AMUD_SOCKET_MODE).toBe(0o660);
  });
});

describe('the agent secret', () => {
  it.each(['', 'x', 'fifteen letters'])(
    'security 11: refuses "%s", says how to make one, and does not repeat it',
    (value) => {
      const read = () => server({ AMUD_AGENT_SECRET: value });
      expect(read).toThrow(EnvironmentError);
      expect(read).toThrow(
        'AMUD_AGENT_SECRET must have 16 characters or more; make one with: openssl rand -base64 32.',
      );
    },
  );

  it('security 11: comes from a file too, without the line feed at its end', () => {
    const files: string[] = [];
    const { AMUD_AGENT_SECRET } = server({ AMUD_AGENT_SECRET_FILE: '/run/secrets/amud' }, (path) => {
      files.push(path);
      return 'sixteen letters!\n';
    });
    expect([AMUD_AGENT_SECRET?.reveal(), files]).toEqual(['sixteen letters!', ['/run/secrets/amud']]);
    expect(() => server({ AMUD_AGENT_SECRET_FILE: '/gone' })).toThrow(
      /AMUD_AGENT_SECRET_FILE names "\/gone", which can't be read/,
    );
    expect(() => server({ AMUD_AGENT_SECRET_FILE: '/short' }, () => 'short')).toThrow('16 characters');
    expect(server({ PORT_FILE: '/gone' }).PORT).toBe(8000);
  });

  it('security 21: prints as nothing that it is', () => {
    const secret = new Secret('marked secret of this test');
    const prints = [
      `${secret}`,
      String(secret),
      JSON.stringify({ secret }),
      inspect({ secret }, { showHidden: true, depth: 9 }),
      Object.values(secret).join(),
      `${Object.entries(secret)}`,
    ];
    for (const text of prints) expect(text).not.toContain('marked');
    expect(secret.reveal()).toBe('marked secret of this test');
  });
});

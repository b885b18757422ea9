import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { type networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { discoverAnswer } from '@amud/protocol/discovery.ts';
import { limits } from '@amud/protocol/limits.ts';
import fc from 'fast-check';
import * as v from 'valibot';
import { afterEach, describe, expect, it } from 'vitest';
import { addressesOf, createDiscover } from './discover.ts';
import { readContainers } from './engine.ts';
import { parseListeners, readListeningPorts } from './ports.ts';

const header = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const row = (address: string, state: string, inode: number): string =>
  `   0: ${address} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000  1000        0 ${inode} 1 0000000000000000 100 0 0 10 0`;

describe('open ports', () => {
  it('are read from the kernel’s table, in both families', () => {
    const text = [
      header,
      row('0100007F:1F90', '0A', 11),
      row('0501A8C0:1FA0', '0A', 12),
      row('00000000:0050', '0A', 13),
      row('00000000:01BB', '01', 14),
      row('00000000000000000000000000000000:2328', '0A', 15),
      row('B80D0120000000000000000001000000:2329', '0A', 16),
      row('0000000000000000FFFF00000501A8C0:232A', '0A', 17),
    ].join('\n');
    expect(parseListeners(text)).toEqual([
      { address: '127.0.0.1', port: 8080, inode: '11' },
      { address: '192.168.1.5', port: 8096, inode: '12' },
      { address: '0.0.0.0', port: 80, inode: '13' },
      { address: '::', port: 9000, inode: '15' },
      { address: '2001:db8::1', port: 9001, inode: '16' },
      { address: '192.168.1.5', port: 9002, inode: '17' },
    ]);
  });

  it('never fail on torn text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (text) => {
        expect(Array.isArray(parseListeners(`${header}\n${text}\n${row('0:0', '0A', 1)}`))).toBe(true);
      }),
    );
  });

  it('are those of this host, with the program that has them, and not those of loopback', async () => {
    const listen = (address: string) =>
      new Promise<{ port: number; close(): void }>((resolve) => {
        const server = createTcpServer().listen(0, address, () =>
          resolve({ port: (server.address() as { port: number }).port, close: () => server.close() }),
        );
      });
    const [open, inner] = [await listen('0.0.0.0'), await listen('127.0.0.1')];
    const found = readListeningPorts({ proc: '/proc', root: '/' });
    open.close();
    inner.close();
    expect(found.find(({ port }) => port === open.port)).toMatchObject({
      address: '0.0.0.0',
      process: expect.any(String),
    });
    expect(found.some(({ port }) => port === inner.port)).toBe(false);
  });
});

describe('containers', () => {
  let stop = (): void => {};
  afterEach(() => stop());

  /** An engine on a Unix socket, played after the Docker Engine API (GET /containers/json, version 1.43). */
  const startEngine = async (answer: RequestListener) => {
    const folder = mkdtempSync(join(tmpdir(), 'amud-engine-'));
    const path = join(folder, 'docker.sock');
    const server: Server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(path, resolve));
    stop = () => {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    };
    return { use: 'auto', host: `unix://${path}`, root: '/' } as const;
  };
  const listing = [
    {
      Id: '8dfafdbc3a40',
      Names: ['/jellyfin'],
      Image: 'lscr.io/linuxserver/jellyfin:latest',
      State: 'running',
      Labels: {
        'amud.name': 'Films',
        'amud.api_key': 'hush',
        'homepage.widget.key': 'hush',
        'com.docker.compose.project': 'media',
        'traefik.http.routers.films.rule': 'Host(`films.example.org`)',
      },
      HostConfig: { NetworkMode: 'media_default' },
      Ports: [
        { IP: '0.0.0.0', PrivatePort: 8096, PublicPort: 8096, Type: 'tcp' },
        { IP: '0.0.0.0', PrivatePort: 1900, PublicPort: 1900, Type: 'udp' },
        { PrivatePort: 8920, Type: 'tcp' },
      ],
    },
    { Id: 'aa', Names: null, Image: 'bare', Labels: null, Ports: null },
  ];

  it('come with the labels that tell what they are, and without secrets', async () => {
    const asked: (string | undefined)[] = [];
    const engine = await startEngine(({ method, url }, response) => {
      asked.push(`${method} ${url}`);
      response.end(JSON.stringify([{ ...listing[0] }, { ...listing[1], Names: ['/bare'] }]));
    });
    const found = await readContainers(engine);
    expect(asked).toEqual(['GET /containers/json']);
    expect(JSON.stringify(found)).not.toContain('hush');
    expect(found.containers[0]).toEqual({
      id: '8dfafdbc3a40',
      name: 'jellyfin',
      image: 'lscr.io/linuxserver/jellyfin:latest',
      usesHostNetwork: false,
      ports: [{ privatePort: 8096, publicPort: 8096, address: '0.0.0.0' }, { privatePort: 8920 }],
      labels: { 'amud.name': 'Films', 'traefik.http.routers.films.rule': 'Host(`films.example.org`)' },
    });
    expect(found.containers[1]).toMatchObject({ name: 'bare', ports: [], labels: {} });
  });

  it.each([
    ['another shape', '{"message":"no"}', 'another shape'],
    ['no JSON', '<html>', 'does not answer'],
    ['too much', `["${'x'.repeat(limits.discovery.engineBytes)}"]`, 'too large'],
  ])('an answer of %s is told, and harms nothing', async (_, body, words) => {
    const engine = await startEngine((_request, response) => response.end(body));
    const found = await readContainers(engine);
    expect(found.containers).toEqual([]);
    expect(found.noContainers).toContain(words);
  });

  it('are not asked for when nobody wants it, and a missing engine is said', async () => {
    const root = '/nowhere';
    expect(await readContainers({ use: '0', host: undefined, root })).toMatchObject({ containers: [] });
    expect((await readContainers({ use: 'auto', host: undefined, root })).noContainers).toContain('no socket');
    expect((await readContainers({ use: '1', host: undefined, root })).noContainers).toContain('ENOENT');
    expect((await readContainers({ use: 'auto', host: 'tcp://127.0.0.1:1', root })).noContainers).toContain(
      'ECONNREFUSED',
    );
  });
});

describe('what an agent finds', () => {
  it('has the shape that the server takes', async () => {
    const found = await createDiscover({ proc: '/proc', sys: '/sys', root: '/' }, { use: '0', host: undefined })();
    expect(v.safeParse(discoverAnswer, found).success).toBe(true);
  });

  it('names the address by which the house reaches the host', () => {
    const at = (family: 'IPv4' | 'IPv6', address: string, internal = false) =>
      ({ family, address, internal }) as NonNullable<ReturnType<typeof networkInterfaces>[string]>[number];
    expect(
      addressesOf({
        lo: [at('IPv4', '127.0.0.1', true)],
        docker0: [at('IPv4', '172.17.0.1')],
        wan0: [at('IPv4', '203.0.113.9')],
        eth0: [at('IPv6', 'fe80::1'), at('IPv6', 'fd00::5'), at('IPv4', '192.168.1.5')],
      }),
    ).toEqual(['192.168.1.5', '203.0.113.9', 'fd00::5']);
  });
});

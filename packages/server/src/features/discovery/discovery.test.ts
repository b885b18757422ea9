import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { DiscoverAnswer, Discovery } from '@amud/protocol/discovery.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectAgent, type FakeAgent, readingOf } from '../../../test/fake-agent.ts';
import { type Client, type Lab, startLab } from '../../../test/lab.ts';
import { makeCertificate } from '../../../test/targets.ts';
import { imageName, nameOf, programName, recognise, titleName, wishedIcon } from './naming.ts';
import { titleOf } from './probe.ts';
import { fromContainer, fromPort } from './propose.ts';

const host = { nodeId: 'nas', nodeName: 'nas', address: '192.168.1.5' };
const container = {
  id: 'aa',
  name: 'films',
  image: 'jellyfin/jellyfin:10',
  ports: [],
  usesHostNetwork: false,
  labels: {},
};
const published = (...ports: number[]) => ports.map((port) => ({ privatePort: port, publicPort: port }));

describe('a candidate', () => {
  it('from a container is what its labels say, ours before those of others', () => {
    const labels = {
      'amud.name': 'Films',
      'homepage.name': 'Not this',
      'homepage.group': 'Media',
      'homepage.href': 'https://films.example.org/',
      'homepage.icon': 'jellyfin.png',
    };
    expect(fromContainer(host, { ...container, labels })).toMatchObject({
      key: 'nas:container:films',
      source: 'label',
      name: 'Films',
      group: 'Media',
      urls: ['https://films.example.org/'],
      icon: 'jellyfin.png',
    });
  });

  it('leads to the host of a router’s rule, over TLS where the router has it', () => {
    const labels = (more: object) => ({ 'traefik.http.routers.f.rule': 'Host(`f.example.org`) && Path(`/`)', ...more });
    const urlsOf = (more: object) =>
      fromContainer(host, { ...container, labels: labels(more) as Record<string, string> })?.urls;
    expect(urlsOf({})).toEqual(['http://f.example.org/']);
    expect(urlsOf({ 'traefik.http.routers.f.tls': 'true' })).toEqual(['https://f.example.org/']);
    expect(urlsOf({ 'traefik.http.routers.f.entrypoints': 'websecure' })).toEqual(['https://f.example.org/']);
    expect(urlsOf({ 'traefik.enable': 'false' })).toBeUndefined();
  });

  it('never leads to where a script runs', () => {
    const labels = { 'amud.url': 'javascript:alert(1)' };
    expect(fromContainer(host, { ...container, labels })).toBeUndefined();
  });

  it('tries published ports that can have a page, lowest first, once', () => {
    const found = fromContainer(host, { ...container, ports: [...published(5432, 8096, 80), ...published(8096)] });
    expect(found?.urls.slice(0, 4)).toEqual([
      'http://192.168.1.5/',
      'https://192.168.1.5:80/',
      'http://192.168.1.5:8096/',
      'https://192.168.1.5:8096/',
    ]);
    expect(
      fromContainer(host, { ...container, labels: { 'amud.enable': 'false' }, ports: published(80) }),
    ).toBeUndefined();
    expect(fromPort({ ...host, address: 'fd00::5' }, 8443, 'java').urls[0]).toBe('https://[fd00::5]:8443/');
  });

  it('gets names and icons that people know', () => {
    expect(imageName('lscr.io/linuxserver/sonarr:4@sha256:ab')).toBe('sonarr');
    expect(titleName('Sign in · Gitea')).toBe('Gitea');
    expect(titleOf('<title>\n Tom &amp; Jerry </title>')).toBe('Tom & Jerry');
    const has = (name: string) => ['brand:jellyfin', 'general:server'].includes(name);
    expect(
      ['jellyfin.png', 'si-jellyfin-#aabbcc', 'mdi-server', 'nothing', '../../etc'].map((one) => wishedIcon(one, has)),
    ).toEqual(['brand:jellyfin', 'brand:jellyfin', 'general:server', '', '']);
    const port = fromPort(host, 8096, 'dotnet');
    const hit = { name: 'brand:jellyfin', title: 'Jellyfin' };
    const url = 'http://a:8096/';
    expect(nameOf(port, { title: '', known: undefined, hit, url })).toBe('Jellyfin');
    expect(nameOf(port, { title: 'My films', known: undefined, hit: undefined, url })).toBe('My films');
    expect(nameOf(port, { title: '', known: undefined, hit: undefined, url })).toBe('a:8096');
  });

  it('is recognised by its image, its program or its page, and written as people do', () => {
    const of = (image: string, name = 'x') =>
      recognise(fromContainer(host, { ...container, image, name, ports: published(80) }) as never, '')?.name;
    expect(
      [
        'vaultwarden/server:latest',
        'nextcloud/all-in-one',
        'ghcr.io/immich-app/immich-server:v2',
        'lscr.io/linuxserver/qbittorrent',
        'portainer/portainer-ce:lts',
        'louislam/uptime-kuma:2',
        'ghcr.io/paperless-ngx/paperless-ngx',
        'pihole/pihole',
        'me/my-own-thing',
      ].map((image) => of(image)),
    ).toEqual([
      'Vaultwarden',
      'Nextcloud',
      'Immich',
      'qBittorrent',
      'Portainer',
      'Uptime Kuma',
      'Paperless-ngx',
      'Pi-hole',
      undefined,
    ]);
    const byTitle = (title: string, process = 'python3') =>
      recognise(fromPort(host, 8123, process), titleName(title))?.name;
    expect(byTitle('Home Assistant')).toBe('Home Assistant');
    expect(byTitle('Portainer | nas')).toBe('Portainer');
    expect(byTitle('Pi-hole nas')).toBe('Pi-hole');
    expect(byTitle('pve - Proxmox Virtual Environment')).toBe('Proxmox VE');
    expect(byTitle('Login', 'jellyfin')).toBe('Jellyfin');
    expect(['node', 'python3.12', 'docker-proxy', 'jellyfin'].map(programName)).toEqual(['', '', '', 'jellyfin']);
    expect(['Login', '404 Not Found', 'Vite + React App', 'Index of /'].map(titleName)).toEqual(['', '', '', '']);
    expect(titleOf('<title>A &#8211; B &#x2013; C</title>')).toBe('A – B – C');
  });

  it('is where others reach it: the address of the host, not “localhost”, and no port that only the host reaches', () => {
    const labels = { 'homepage.name': 'Films', 'homepage.href': 'http://localhost:8096/web' };
    expect(fromContainer(host, { ...container, labels })?.urls).toEqual(['http://192.168.1.5:8096/web']);
    const inside = { privatePort: 80, publicPort: 8080, address: '127.0.0.1' };
    expect(fromContainer(host, { ...container, ports: [inside] })).toBeUndefined();
    const bound = { privatePort: 80, publicPort: 8080, address: '192.168.7.2' };
    expect(fromContainer(host, { ...container, ports: [bound] })?.urls[0]).toBe('http://192.168.7.2:8080/');
  });
});

/** The title comes in the second piece of the body, as it does from a slow app. */
const slowPage =
  (title: string): RequestListener =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.write('<!doctype html><html><head>');
    setTimeout(() => response.end(`<title>${title}</title></head>`), 30);
  };

describe('discovery', () => {
  let lab: Lab;
  let admin: Client;
  let agent: FakeAgent;
  const servers: Server[] = [];
  let webPort = 0;
  let tlsPort = 0;
  let answer: DiscoverAnswer;
  const find = async () => (await admin.get('/api/discovery')).body as Discovery;

  beforeAll(async () => {
    lab = await startLab({ outboundAllow: ['127.0.0.1'] });
    admin = await lab.admin();
    const listen = async (server: Server): Promise<number> => {
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return (server.address() as { port: number }).port;
    };
    webPort = await listen(createServer(slowPage('Jellyfin')));
    tlsPort = await listen(createTlsServer(makeCertificate(), slowPage('nas - Synology DSM')));
    const apiPort = await listen(createServer((_, response) => response.end('{}')));
    answer = {
      addresses: ['127.0.0.1'],
      ports: [
        { port: webPort, address: '0.0.0.0', process: 'jellyfin' },
        { port: tlsPort, address: '0.0.0.0', process: 'nginx' },
        { port: apiPort, address: '0.0.0.0', process: 'node' },
        { port: 1, address: '0.0.0.0' },
        ...lab.app.http.ports().map((port) => ({ port, address: '0.0.0.0' })),
      ],
      containers: [
        { ...container, name: 'wiki', labels: { 'amud.name': 'Wiki', 'amud.url': 'http://wiki.home.arpa/' } },
      ],
      noContainers: undefined,
    } as DiscoverAnswer;
    agent = await connectAgent(`ws+unix:${lab.socketPath}:/agent`);
    agent.send({ type: 'sample', seq: 1, at: Date.now(), reading: readingOf(5) });
    agent.socket.on('message', (data) => {
      const message = JSON.parse(String(data));
      if (message.type === 'ask') agent.send({ type: 'result', id: message.id, value: answer });
    });
  });
  afterAll(async () => {
    agent.close();
    for (const server of servers) server.close();
    await lab.stop();
  });

  it('proposes what has a page and what says that it is an app, but neither itself nor what is silent', async () => {
    const { apps, problems, hosts } = await find();
    expect([hosts, problems]).toEqual([['nas'], []]);
    expect(apps).toEqual([
      expect.objectContaining({
        key: `nas:port:${webPort}`,
        name: 'Jellyfin',
        icon: 'brand:jellyfin',
        kind: 'media',
        source: 'port',
        state: 'new',
        pin: '',
      }),
      expect.objectContaining({
        key: `nas:port:${tlsPort}`,
        name: 'Synology DSM',
        url: `https://127.0.0.1:${tlsPort}/`,
        icon: 'brand:synology',
        kind: 'files',
        pin: expect.stringMatching(/^[0-9a-f]{64}$/),
      }),
      expect.objectContaining({ key: 'nas:container:wiki', name: 'Wiki', url: 'http://wiki.home.arpa/', part: 'wiki' }),
    ]);
  });

  it('remembers what was ignored, and forgets it again', async () => {
    const keys = ['nas:container:wiki'];
    const stateOf = async () => (await find()).apps.find(({ key }) => key === keys[0])?.state;
    expect((await admin.send('POST', '/api/discovery/ignored', { keys, ignored: true })).status).toBe(200);
    expect(await stateOf()).toBe('ignored');
    await admin.send('POST', '/api/discovery/ignored', { keys, ignored: false });
    expect(await stateOf()).toBe('new');
  });

  it('knows what was added, by its address and by its container', async () => {
    await admin.send('POST', '/api/apps', { name: 'Films', url: `http://127.0.0.1:${webPort}/web` });
    await admin.send('POST', '/api/apps', { name: 'W', url: 'http://x.lan/', node: { id: 'nas', part: 'wiki' } });
    expect((await find()).apps.map(({ state }) => state)).toEqual(['new', 'added', 'added']);
  });

  it('lists the containers of a host by name, and says when its agent is not there', async () => {
    const { body } = await admin.get('/api/discovery/nas/containers');
    expect(body).toEqual({ containers: [{ name: 'wiki', image: 'jellyfin/jellyfin:10' }], note: '' });
    expect((await admin.get('/api/discovery/nobody/containers')).status).toBe(404);
    expect((await admin.get('/api/discovery/..%2fx/containers')).status).toBe(404);
  });

  it('says which host gave no good answer', async () => {
    answer = { ...answer, addresses: 'none' as never };
    const { apps, problems } = await find();
    expect(apps).toEqual([]);
    expect(problems).toEqual([{ nodeName: 'nas', message: expect.stringContaining('wrong shape') }]);
  });

  it('refuses keys without end', async () => {
    const keys = Array.from({ length: 1_001 }, (_, index) => `nas:port:${index}`);
    expect((await admin.send('POST', '/api/discovery/ignored', { keys, ignored: true })).status).toBe(422);
    expect((await admin.get('/api/discovery')).status).toBe(200);
  });
});

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import { eventually } from '../packages/server/test/eventually.ts';
import { findProgram } from '../tools/programs.mjs';
import { freePort } from './process.ts';

export const NAME = 'amud.example.org';
const examples = join(import.meta.dirname, '../deploy/proxy');

/** One of the shipped examples in its real program, before AMUD at `port`. Only ports and places of certificates differ. */
export type FrontProxy = {
  origin: string;
  ca: string;
  call(method: string, path: string, options?: CallOptions): Promise<ProxyAnswer>;
  stop(): Promise<void>;
};
export type CallOptions = { headers?: Record<string, string>; body?: string };
export type ProxyAnswer = { status: number; headers: IncomingHttpHeaders; rawHeaders: string[]; text: string };

export type ProxyKind = 'nginx' | 'caddy';

type Places = {
  folder: string;
  port: number;
  httpPort: number;
  upstreamPort: number;
  certificate: string;
  key: string;
};

const nginxCommand = (program: string, at: Places) => {
  const example = readFileSync(join(examples, 'nginx.conf'), 'utf8')
    .replaceAll(/^ *listen \[::\].*\n/gm, '')
    .replace('listen 80;', `listen 127.0.0.1:${at.httpPort};`)
    .replace('listen 443 ssl;', `listen 127.0.0.1:${at.port} ssl;`)
    .replace('server 127.0.0.1:8000;', `server 127.0.0.1:${at.upstreamPort};`)
    .replace('/etc/ssl/amud/fullchain.pem', at.certificate)
    .replace('/etc/ssl/amud/privkey.pem', at.key);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${at.folder}/${kind};`)
    .join('\n');
  const whole = `${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off; worker_processes 1; pid ${at.folder}/pid; error_log stderr; events {}
http { access_log off; ${temporary}
${example} }`;
  writeFileSync(join(at.folder, 'nginx.conf'), whole);
  return spawn(program, ['-p', at.folder, '-c', join(at.folder, 'nginx.conf'), '-e', 'stderr']);
};

const caddyCommand = (program: string, at: Places) => {
  const example = readFileSync(join(examples, 'Caddyfile'), 'utf8')
    .replace('reverse_proxy 127.0.0.1:8000', `reverse_proxy 127.0.0.1:${at.upstreamPort}`)
    .replace(`${NAME} {`, `${NAME} {\n\ttls ${at.certificate} ${at.key}`);
  const options = `{
	admin off
	auto_https disable_redirects
	https_port ${at.port}
	http_port ${at.httpPort}
	skip_install_trust
}
`;
  writeFileSync(join(at.folder, 'Caddyfile'), options + example);
  const env = { ...process.env, XDG_DATA_HOME: at.folder, XDG_CONFIG_HOME: at.folder, HOME: at.folder };
  return spawn(program, ['run', '--config', join(at.folder, 'Caddyfile'), '--adapter', 'caddyfile'], { env });
};

export const startProxy = async (kind: ProxyKind, folder: string, upstreamPort: number): Promise<FrontProxy> => {
  mkdirSync(folder, { recursive: true });
  const [certificate, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const words = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=${NAME}`.split(
    ' ',
  );
  const alternative = ['-addext', `subjectAltName=DNS:${NAME}`, '-keyout', key, '-out', certificate];
  execFileSync('openssl', [...words, ...alternative], { stdio: 'ignore' });
  const at = { folder, port: await freePort(), httpPort: await freePort(), upstreamPort, certificate, key };
  const command = kind === 'nginx' ? nginxCommand : caddyCommand;
  const child = command(findProgram(kind) ?? '', at);
  await untilListening(child, at.port);
  const ca = readFileSync(certificate, 'utf8');
  return {
    origin: `https://${NAME}:${at.port}`,
    ca,
    call: (method, path, options = {}) => call(at.port, ca, { method, path, ...options }),
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
};

const untilListening = async (child: ChildProcess, port: number): Promise<void> => {
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data) => {
      said += data;
    });
  await eventually(async () => {
    if (child.exitCode !== null) throw new Error(said);
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
    } finally {
      socket.destroy();
    }
  }, 20_000);
};

const call = (
  port: number,
  ca: string,
  { method, path, headers = {}, body }: { method: string; path: string } & CallOptions,
): Promise<ProxyAnswer> =>
  new Promise((resolve, reject) => {
    const host = `${NAME}:${port}`;
    const own = { host, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const place = { host: '127.0.0.1', port, servername: NAME, ca, agent: false as const };
    const outgoing = request({ ...place, method, path, headers: { ...own, ...headers } }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (data) => {
        text += data;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, rawHeaders: response.rawHeaders, text }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });

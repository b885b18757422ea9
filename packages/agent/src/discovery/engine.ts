import { existsSync } from 'node:fs';
import { get, type RequestOptions } from 'node:http';
import { join } from 'node:path';
import type { FoundContainer } from '@amud/protocol/discovery.ts';
import { limits } from '@amud/protocol/limits.ts';
import * as v from 'valibot';

/** Where Docker and Podman listen. */
const sockets = ['run/docker.sock', 'var/run/docker.sock', 'run/podman/podman.sock'];

export type EngineOptions = { use: '0' | '1' | 'auto'; host: string | undefined; root: string };
export type Containers = { containers: FoundContainer[]; noContainers?: string };

/** `GET /containers/json` of the Docker Engine API, 1.24 and later; Podman answers the same. What we don't need is left out. */
const listed = v.array(
  v.object({
    Id: v.string(),
    Names: v.optional(v.array(v.string()), () => []),
    Image: v.optional(v.string(), ''),
    Labels: v.optional(v.nullable(v.record(v.string(), v.string()))),
    HostConfig: v.optional(v.object({ NetworkMode: v.optional(v.string()) })),
    Ports: v.optional(
      v.nullable(
        v.array(
          v.object({
            IP: v.optional(v.string()),
            PrivatePort: v.number(),
            PublicPort: v.optional(v.number()),
            Type: v.optional(v.string(), 'tcp'),
          }),
        ),
      ),
    ),
  }),
);
type Listed = v.InferOutput<typeof listed>[number];

/** Containers that run, asked of the engine on this host. Never fails: it says why there are none. */
export const readContainers = async (options: EngineOptions): Promise<Containers> => {
  if (options.use === '0') return none('AMUD_DOCKER is 0.');
  const where = placeOf(options);
  if (!where) return none('There is no socket of Docker or Podman on this host.');
  try {
    const parsed = v.safeParse(listed, JSON.parse(await ask(where, '/containers/json')));
    if (!parsed.success) return none('The container engine gave an answer of another shape.');
    return { containers: parsed.output.slice(0, limits.discovery.containers).map(toContainer) };
  } catch (error) {
    return none(explain(error as NodeJS.ErrnoException));
  }
};

const none = (noContainers: string): Containers => ({ containers: [], noContainers });

const placeOf = ({ use, host, root }: EngineOptions): RequestOptions | undefined => {
  if (host?.startsWith('unix://')) return { socketPath: host.slice('unix://'.length) };
  if (host !== undefined) {
    const { hostname, port } = new URL(host.replace(/^tcp:/, 'http:'));
    return { hostname, port: port === '' ? 2375 : Number(port) };
  }
  const path = sockets.map((socket) => join(root, socket)).find((socket) => existsSync(socket));
  if (path === undefined && use === '1') return { socketPath: join(root, sockets[0] ?? '') };
  return path === undefined ? undefined : { socketPath: path };
};

const ask = (where: RequestOptions, path: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(limits.discovery.engineMs);
    const request = get({ ...where, path, signal, headers: { host: 'localhost' } }, (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        chunks.push(chunk);
        if (bytes > limits.discovery.engineBytes) request.destroy(new Error('its answer is too large'));
      });
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode === 200) resolve(Buffer.concat(chunks).toString('utf8'));
        else reject(new Error(`it answered ${response.statusCode}`));
      });
    });
    request.on('error', reject);
  });

const explain = ({ code, name, message }: NodeJS.ErrnoException): string => {
  if (code === 'EACCES')
    return 'The agent may not read the socket of the container engine. Add its user to the group docker, or use a socket proxy (DOCKER_HOST).';
  if (name === 'TimeoutError' || name === 'AbortError') return 'The container engine did not answer in time.';
  return `The container engine does not answer (${code ?? message}).`;
};

const cut = (text: string): string => text.slice(0, limits.discovery.textLength);
/** The labels that say what an app is; others are none of our business. */
const telling = /^(amud|homepage)\.|^traefik\.(enable$|http\.routers\.[^.]+\.(rule|tls|entrypoints))/;

const toContainer = (one: Listed): FoundContainer => ({
  id: cut(one.Id),
  name: cut((one.Names[0] ?? one.Id.slice(0, 12)).replace(/^\//, '')),
  image: cut(one.Image),
  usesHostNetwork: one.HostConfig?.NetworkMode === 'host',
  ports: (one.Ports ?? [])
    .filter(({ Type }) => Type === 'tcp')
    .slice(0, limits.discovery.ports)
    .flatMap(({ PrivatePort, PublicPort, IP }) =>
      isPort(PrivatePort)
        ? [
            {
              privatePort: PrivatePort,
              ...(PublicPort !== undefined && isPort(PublicPort) ? { publicPort: PublicPort } : {}),
              ...(IP === undefined ? {} : { address: cut(IP) }),
            },
          ]
        : [],
    ),
  labels: Object.fromEntries(
    Object.entries(one.Labels ?? {})
      // `amud.api_key` and the like are secrets: discovery has no use for them.
      .filter(([key]) => telling.test(key) && !/key|token|secret|password/i.test(key))
      .slice(0, 64)
      .map(([key, value]) => [cut(key), value.slice(0, limits.discovery.labelLength)]),
  ),
});

const isPort = (port: number): boolean => Number.isInteger(port) && port > 0 && port < 65_536;

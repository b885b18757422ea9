import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Fault } from '@amud/protocol/faults.ts';
import { limits } from '@amud/protocol/limits.ts';
import { StartError } from '@amud/protocol/start-error.ts';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { type DispatchParts, dispatch, type Env } from './dispatch.ts';
import { FaultError, faultStatus, toFault } from './faults.ts';
import { securityHeaders } from './headers.ts';
import type { AnyRoute } from './route.ts';

/** What a WebSocket path does with an upgrade; `refuse` answers with a status and every header. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer, refuse: Refuse) => void;
export type Refuse = (status: number, message: string) => void;

export type HttpParts = DispatchParts & {
  routes: AnyRoute[];
  upgrades: Record<string, Upgrade>;
  secureCookies: boolean;
};

export type HttpServer = {
  /** For tests and the API description: everything that can be reached. */
  routes: AnyRoute[];
  fetch: Hono<Env>['fetch'];
  node: Server;
  /** @returns the port. @throws StartError when it is in use or may not be used. */
  listen(port: number, address: string): Promise<number>;
  /** The one that it listens on, once it does. */
  ports(): number[];
  close(): Promise<void>;
};

export const createHttpServer = (parts: HttpParts): HttpServer => {
  const headers = Object.entries(securityHeaders(parts.secureCookies));
  const app = createApp(parts);
  const listener = getRequestListener(app.fetch);
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    for (const [name, value] of headers) response.setHeader(name, value);
    void answer(listener, request, response);
  };
  const node = createServer(
    {
      // Node would answer without our headers; see `answer`.
      requireHostHeader: false,
      maxHeaderSize: limits.http.headerBytes,
      headersTimeout: limits.http.headersTimeoutMs,
      requestTimeout: limits.http.requestTimeoutMs,
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: 65_000,
    },
    serve,
  );
  // An `Expect` that Node does not know would be answered without our headers too; nothing here depends on one.
  node.on('checkExpectation', serve);
  node.maxConnections = limits.http.connections;
  node.on('clientError', (error, socket) => answerClientError(error, socket, headers));
  node.on('upgrade', (request, socket, head) => upgrade(parts, headers, request, socket, head));
  return {
    routes: parts.routes,
    fetch: app.fetch,
    node,
    listen: (port, address) => listen(node, port, address),
    ports: () => {
      const address = node.address();
      return typeof address === 'object' && address ? [address.port] : [];
    },
    close: () => close(node),
  };
};

const answer = async (
  listener: ReturnType<typeof getRequestListener>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  if ((request.url?.length ?? 0) > limits.http.urlBytes)
    return refuseEarly(response, { kind: 'uri-too-long', message: 'The address is too long.' });
  if (request.headers.host === undefined)
    return refuseEarly(response, { kind: 'malformed', message: 'The request has no Host header.' });
  await listener(request, response);
};

const refuseEarly = (response: ServerResponse, fault: Fault): void => {
  response.writeHead(faultStatus(fault), {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    Connection: 'close',
  });
  response.end(JSON.stringify({ error: fault }));
};

const createApp = (parts: HttpParts): Hono<Env> => {
  const app = new Hono<Env>();
  const serve = (route: AnyRoute): void => void app.on(route.method, route.path, dispatch(route, parts));
  const isExact = ({ path }: AnyRoute): boolean => !path.endsWith('*');
  const exact = parts.routes.filter(isExact);
  exact.forEach(serve);
  // Before the pages, which take every GET.
  for (const path of new Set(exact.map((route) => route.path)))
    app.all(path, () => answerFault(wrongMethod(parts.routes, path)));
  parts.routes.filter((route) => !isExact(route)).forEach(serve);
  app.notFound(() => answerFault(new FaultError('missing', 'There is nothing at this address.')));
  app.onError((error) => {
    if (!(error instanceof FaultError)) parts.log.error({ err: error }, 'a request failed');
    return answerFault(error);
  });
  return app;
};

const wrongMethod = (routes: AnyRoute[], path: string): FaultError => {
  const methods = routes.filter((route) => route.path === path).map((route) => route.method);
  return new FaultError('method-not-allowed', `Use ${methods.join(' or ')} here.`, {
    headers: { Allow: methods.join(', ') },
  });
};

const answerFault = (error: unknown): Response => {
  const fault = toFault(error);
  return Response.json(
    { error: fault },
    {
      status: faultStatus(fault),
      headers: { 'Cache-Control': 'no-store', ...(error instanceof FaultError ? error.headers : {}) },
    },
  );
};

/** What Node's own parser refuses never reaches the app, so it is answered here, with the same headers. */
const answerClientError = (error: Error, socket: Duplex, headers: [string, string][]): void => {
  if (!socket.writable || (error as NodeJS.ErrnoException).code === 'ECONNRESET') return void socket.destroy();
  const statuses: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };
  const status = statuses[(error as NodeJS.ErrnoException).code ?? ''] ?? 400;
  writeRaw(socket, status, 'The request could not be read.', headers);
};

const reasons: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  408: 'Request Timeout',
  426: 'Upgrade Required',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  503: 'Service Unavailable',
};

/** Answers on a bare socket, where no response object exists. */
export const writeRaw = (socket: Duplex, status: number, message: string, headers: [string, string][]): void => {
  const kind = status === 503 ? 'unavailable' : status === 401 ? 'unauthenticated' : 'malformed';
  const body = JSON.stringify({ error: { kind, message } });
  const lines = [
    `HTTP/1.1 ${status} ${reasons[status] ?? 'Error'}`,
    'Connection: close',
    'Content-Type: application/json',
    'Cache-Control: no-store',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
};

const upgrade = (
  { upgrades, log }: HttpParts,
  headers: [string, string][],
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void => {
  socket.on('error', () => socket.destroy());
  const refuse: Refuse = (status, message) => writeRaw(socket, status, message, headers);
  const path = (request.url ?? '').split('?')[0] ?? '';
  const handle = Object.hasOwn(upgrades, path) ? upgrades[path] : undefined;
  if (!handle) return refuse(404, 'There is no WebSocket at this address.');
  try {
    handle(request, socket, head, refuse);
  } catch (error) {
    log.error({ err: error, path }, 'an upgrade failed');
    refuse(503, 'The connection could not be taken.');
  }
};

const listen = (node: Server, port: number, address: string): Promise<number> =>
  new Promise((resolve, reject) => {
    node.once('error', (error: NodeJS.ErrnoException) => reject(explainListen(error, port, address)));
    node.listen(port, address, () => {
      const bound = node.address();
      resolve(typeof bound === 'object' && bound ? bound.port : port);
    });
  });

const explainListen = (error: NodeJS.ErrnoException, port: number, address: string): Error => {
  if (error.code === 'EADDRINUSE') {
    return new StartError(
      `Port ${port} on ${address} is in use. Is AMUD already running? Stop the other program, or set PORT to another number.`,
    );
  }
  if (error.code === 'EACCES')
    return new StartError(
      `Port ${port} may not be used by this user. Set PORT to 1024 or more, and let a proxy take ${port}.`,
    );
  if (error.code === 'EADDRNOTAVAIL')
    return new StartError(`This machine has no address ${address}. Set BIND_ADDR to one it has, or to 0.0.0.0.`);
  return error;
};

const close = (node: Server): Promise<void> =>
  new Promise((resolve) => {
    node.close(() => resolve());
    node.closeAllConnections();
  });

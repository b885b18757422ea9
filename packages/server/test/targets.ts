import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import {
  type AddressInfo,
  connect,
  createServer as createRawServer,
  type Server as RawServer,
  type Socket,
} from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Machines of a home, as tests need them: real sockets on 127.0.0.1. All of them end with `close`. */
export type Targets = {
  /** `http://127.0.0.1:PORT` */
  http(listener: RequestListener): Promise<string>;
  https(pair: KeyPair, listener: RequestListener): Promise<string>;
  /** Talks bytes, once the other side has sent some. @returns the port. */
  raw(talk: (socket: Socket) => void): Promise<number>;
  /** Answers datagrams. @returns the port. */
  udp(answer: (question: Buffer) => Buffer | undefined): Promise<number>;
  /** A port that takes no connection and refuses none; undefined where the system has no such thing. */
  blackHole(): Promise<number | undefined>;
  /** Connections that are open at this moment. */
  openConnections(): number;
  close(): Promise<void>;
};

export type KeyPair = { key: Buffer; cert: Buffer };

export const createTargets = (): Targets => {
  const undos: (() => unknown)[] = [];
  const sockets = new Set<Socket>();
  const listen = async (server: Server | RawServer): Promise<number> => {
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    });
    undos.push(() => server.close());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  return {
    http: async (listener) => `http://127.0.0.1:${await listen(createServer(listener))}`,
    https: async (pair, listener) => {
      const server = createHttpsServer(pair, listener).on('tlsClientError', () => {});
      return `https://127.0.0.1:${await listen(server)}`;
    },
    raw: (talk) => listen(createRawServer((socket) => void socket.once('data', () => talk(socket)))),
    udp: async (answer) => {
      const socket = createSocket('udp4');
      socket.on('message', (question, { port, address }) => {
        const bytes = answer(question);
        if (bytes) socket.send(bytes, port, address);
      });
      socket.bind(0, '127.0.0.1');
      await once(socket, 'listening');
      undos.push(() => socket.close());
      return socket.address().port;
    },
    blackHole: async () => {
      const hole = await digHole();
      undos.push(hole.fill);
      return hole.port;
    },
    openConnections: () => sockets.size,
    close: async () => {
      for (const undo of undos.splice(0)) await undo();
      for (const socket of sockets) socket.destroy();
    },
  };
};

/** A process that listens but never accepts: once its queue is full, the kernel drops who knocks. */
const digHole = async (): Promise<{ port: number | undefined; fill(): void }> => {
  const child = spawn(
    process.execPath,
    [
      '-e',
      `const server = require('net').createServer();
       server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
         require('fs').writeSync(1, String(server.address().port));
         Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
       });`,
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const waiting: Socket[] = [];
  const fill = (): void => {
    for (const socket of waiting) socket.destroy();
    child.kill('SIGKILL');
  };
  const port = await portOf(child);
  for (let count = 0; count < 16; count += 1) {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    waiting.push(socket);
    if (!(await connects(socket, 500))) return { port, fill };
  }
  return { port: undefined, fill };
};

const portOf = async ({ stdout }: ChildProcess): Promise<number> => {
  if (!stdout) throw new Error('no output');
  const [data] = await once(stdout, 'data');
  return Number(data);
};

const connects = (socket: Socket, withinMs: number): Promise<boolean> =>
  Promise.race([
    once(socket, 'connect').then(() => true),
    new Promise<boolean>((resolve) => {
      setTimeout(() => resolve(false), withinMs);
    }),
  ]);

const key = 'ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes'.split(' ');

/** A certificate for 127.0.0.1 that nobody but itself has signed. `days` is -1 for one that ended yesterday. */
export const makeCertificate = (days = 30, name = 'nas.lan'): KeyPair =>
  withFolder((folder) => {
    const [keyFile, request, cert] = [join(folder, 'key'), join(folder, 'request'), join(folder, 'cert')];
    const run = (...words: string[]) => execFileSync('openssl', words, { stdio: 'ignore' });
    run(
      ...['req', '-newkey', ...key, '-keyout', keyFile, '-out', request, '-subj', `/CN=${name}`],
      ...['-addext', `subjectAltName=IP:127.0.0.1,DNS:${name}`],
    );
    run(
      ...['x509', '-req', '-in', request, '-signkey', keyFile, '-days', `${days}`, '-out', cert],
      ...['-copy_extensions', 'copy'],
    );
    return { key: readFileSync(keyFile), cert: readFileSync(cert) };
  });

const withFolder = <T>(run: (folder: string) => T): T => {
  const folder = mkdtempSync(join(tmpdir(), 'amud-tls-'));
  try {
    return run(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { AGENT_PATH } from '@amud/protocol/agent.ts';
import { limits } from '@amud/protocol/limits.ts';
import { StartError } from '@amud/protocol/start-error.ts';
import { securityHeaders } from '../http/headers.ts';
import { type Upgrade, writeRaw } from '../http/server.ts';

/** sun_path of Linux has 108 bytes, the last one for the zero. */
const MAX_PATH_BYTES = 107;

/**
 * Listens for agents of this host. Nothing but the agent link is served here.
 * @throws StartError when the path is too long, can't be written, or another server lives there.
 * @returns how to stop, which removes the socket.
 */
export const listenOnUnixSocket = async (
  path: string,
  mode: number,
  upgrade: Upgrade,
): Promise<() => Promise<void>> => {
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) {
    throw new StartError(
      `AMUD_SOCKET_PATH is longer than ${MAX_PATH_BYTES} bytes (${path}). Set it to a shorter path.`,
    );
  }
  await clearPath(path);
  const headers = Object.entries(securityHeaders(false));
  const server = createServer({
    maxHeaderSize: limits.http.headerBytes,
    headersTimeout: limits.agent.handshakeMs,
    connectionsCheckingInterval: 1_000,
  });
  server.maxConnections = limits.agent.connections;
  server.on('request', (request) => writeRaw(request.socket, 404, 'This socket is the agent link.', headers));
  server.on('clientError', (_error, socket) => socket.destroy());
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const refuse = (status: number, message: string) => writeRaw(socket, status, message, headers);
    if (request.url !== AGENT_PATH) return refuse(404, 'There is no WebSocket at this address.');
    upgrade(request, socket, head, refuse);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(cantListen(path, error)));
    server.listen(path, resolve);
  });
  chmodSync(path, mode);
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
};

/** A socket left by a crash is removed; one that answers belongs to a living server. */
const clearPath = async (path: string): Promise<void> => {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o750 });
  } catch (error) {
    throw cantListen(path, error as NodeJS.ErrnoException);
  }
  if (!existsSync(path)) return;
  if (await answers(path))
    throw new StartError(
      `Another AMUD server is listening on ${path}. Stop it, or set AMUD_SOCKET_PATH to another path.`,
    );
  rmSync(path, { force: true });
};

const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

const cantListen = (path: string, error: NodeJS.ErrnoException): StartError =>
  new StartError(
    `The agent socket ${path} can't be made (${error.code}). Give its folder to the user that runs AMUD, or set AMUD_SOCKET_PATH.`,
  );

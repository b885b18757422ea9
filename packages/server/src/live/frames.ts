import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '@amud/protocol/clock.ts';
import type { WebSocket, WebSocketServer } from 'ws';
import type { Refuse } from '../http/server.ts';

/** Lets ws take an upgrade. What it refuses itself is answered by us, since ws knows nothing of our headers. */
export const takeUpgrade = (
  server: WebSocketServer,
  { request, socket, head }: { request: IncomingMessage; socket: Duplex; head: Buffer },
  refuse: Refuse,
  take: (socket: WebSocket) => void,
): void => {
  const refused = (error: Error): void => refuse(400, error.message);
  server.once('wsClientError', refused);
  server.handleUpgrade(request, socket, head, take);
  server.off('wsClientError', refused);
};

/** Counts frames in steps of a second. @returns false for one too many. */
export const createFrameLimit = (perSecond: number, clock: Clock): (() => boolean) => {
  let second = 0;
  let count = 0;
  return () => {
    const now = Math.floor(clock.monotonic() / 1000);
    if (now !== second) {
      second = now;
      count = 0;
    }
    count += 1;
    return count <= perSecond;
  };
};

/** `undefined` for what is not JSON; the schemas accept no `undefined`. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

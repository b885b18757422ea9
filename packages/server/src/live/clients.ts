import { closeCodes, LIVE_SUBPROTOCOL } from '@amud/protocol/channel.ts';
import type { Clock } from '@amud/protocol/clock.ts';
import { limits } from '@amud/protocol/limits.ts';
import { clientMessage, type LiveMessage } from '@amud/protocol/live.ts';
import type { SettingsView } from '@amud/protocol/settings.ts';
import * as v from 'valibot';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Bus } from '../core/bus.ts';
import type { Log } from '../core/log.ts';
import { type ClientAddress, clientKey } from '../http/address.ts';
import type { SessionCookie } from '../http/cookies.ts';
import { isOwnOrigin } from '../http/cross-site.ts';
import { audienceOf, type Caller } from '../http/route.ts';
import type { Refuse, Upgrade } from '../http/server.ts';
import type { Channel } from './channel.ts';
import { createFrameLimit, parseJson, takeUpgrade } from './frames.ts';

export type ClientsParts = {
  channel: Channel;
  authenticate(token: string): Promise<Caller | null>;
  /** Whether the session of an open socket is still there. */
  recheck(sessionId: number): Promise<Caller | null>;
  cookie: SessionCookie;
  clientAddress: ClientAddress;
  /** Whether there is anything to see for people without an account. */
  isAnythingPublic(): boolean;
  publicOrigin: string | undefined;
  version: string;
  build: string;
  /** What a person's page is told of what was chosen. */
  settingsOf(caller: Caller | null): SettingsView;
  clock: Clock;
  bus: Bus;
  log: Log;
};

export type Clients = { upgrade: Upgrade; start(): void; stop(): void };

/** `caller` is null for people without an account; `address` tells them apart. */
type Visitor = { caller: Caller | null; address: string };
type Client = Visitor & { socket: WebSocket; topics: Map<string, () => void>; heard: boolean };

/** The server's end of the live channel: one socket per tab, checked at the door and as long as it lasts. */
export const createClients = (parts: ClientsParts): Clients => {
  const clients = new Set<Client>();
  const undos: (() => void)[] = [];
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: limits.live.frameBytes,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: () => LIVE_SUBPROTOCOL,
  });
  const take = (socket: WebSocket, visitor: Visitor): void => {
    const client: Client = { socket, ...visitor, topics: new Map(), heard: true };
    clients.add(client);
    serve(parts, client, () => clients.delete(client));
  };
  const upgrade: Upgrade = (request, socket, head, refuse) => {
    if (!isOwnOrigin(request.headers, parts.publicOrigin))
      return refuse(403, 'The live channel is for pages of AMUD itself.');
    const address = clientKey(parts.clientAddress(request));
    void admit(parts, clients, { cookies: request.headers.cookie, address }, refuse).then((admitted) => {
      if (!admitted) return;
      takeUpgrade(server, { request, socket, head }, refuse, (ws) => take(ws, admitted));
    });
  };
  const close = (client: Client, code: number, reason: string): void => {
    client.socket.close(code, reason);
    parts.clock.after(2_000, () => client.socket.terminate());
  };
  return {
    upgrade,
    start: () => {
      undos.push(
        parts.bus.on('settings-changed', 'clients', ({ userId }) => {
          for (const client of clients)
            if (userId === null || client.caller?.userId === userId)
              sendJson(client, { type: 'settings', settings: parts.settingsOf(client.caller) });
        }),
        parts.clock.every(limits.live.heartbeatMs, () => {
          for (const client of clients) void beat(parts, client, close);
        }),
        parts.bus.on('sessions-ended', 'clients', ({ sessionIds }) => {
          for (const client of clients) {
            if (client.caller && (sessionIds?.includes(client.caller.sessionId) ?? true))
              close(client, closeCodes.unauthenticated, 'The session has ended.');
          }
        }),
        parts.bus.on('boards-changed', 'clients', () => {
          if (parts.isAnythingPublic()) return;
          for (const client of clients) if (!client.caller) close(client, closeCodes.unauthenticated, nothingPublic);
        }),
      );
    },
    stop: () => {
      for (const undo of undos.splice(0)) undo();
      for (const client of clients) client.socket.close(closeCodes.goingAway, 'The server is stopping.');
      for (const client of clients) client.socket.terminate();
    },
  };
};

const admit = async (
  parts: ClientsParts,
  clients: Set<Client>,
  { cookies, address }: { cookies: string | undefined; address: string },
  refuse: Refuse,
): Promise<Visitor | undefined> => {
  const { authenticate, cookie, log } = parts;
  const token = cookie.read(cookies);
  if (token === undefined) return admitAnyone(parts, clients, address, refuse);
  const caller = await authenticate(token).catch((error: unknown) => {
    log.error({ err: error }, 'a session could not be checked');
    return null;
  });
  if (!caller) return void refuse(401, 'Sign in first.');
  if (caller.mustChangePassword)
    return void refuse(403, 'Choose a password of your own first, under Settings → Security.');
  const sameSession = [...clients].filter((client) => client.caller?.sessionId === caller.sessionId).length;
  if (clients.size >= limits.live.connections || sameSession >= limits.live.connectionsPerSession) {
    return void refuse(503, tooManyPages);
  }
  return { caller, address };
};

/** People without an account, while a board is for everyone; in numbers that leave room for those with one. */
const admitAnyone = (
  { isAnythingPublic }: ClientsParts,
  clients: Set<Client>,
  address: string,
  refuse: Refuse,
): Visitor | undefined => {
  if (!isAnythingPublic()) return void refuse(401, 'Sign in first.');
  const strangers = [...clients].filter(({ caller }) => !caller);
  const sameAddress = strangers.filter((client) => client.address === address).length;
  const { connections, anonymousConnections, anonymousPerAddress } = limits.live;
  if (clients.size >= connections || strangers.length >= anonymousConnections || sameAddress >= anonymousPerAddress)
    return void refuse(503, tooManyPages);
  return { caller: null, address };
};

const tooManyPages = 'Too many pages are open. Close some and try again.';
const nothingPublic = 'Nothing here is for everyone any more.';

const serve = (parts: ClientsParts, client: Client, forget: () => void): void => {
  const { socket } = client;
  const allows = createFrameLimit(limits.live.framesPerSecond, parts.clock);
  socket.on('message', (data, isBinary) => {
    client.heard = true;
    if (!allows()) return socket.close(closeCodes.tooMany, 'Too many messages.');
    receive(parts, client, data, isBinary);
  });
  socket.on('pong', () => {
    client.heard = true;
  });
  // The close that follows tells the rest; without a listener ws would throw.
  socket.on('error', (error) => parts.log.debug({ err: error }, 'a live socket failed'));
  socket.on('close', () => {
    forget();
    for (const leave of client.topics.values()) leave();
    client.topics.clear();
  });
  const { version, build, clock } = parts;
  sendJson(client, { type: 'hello', version, build, now: clock.now(), settings: parts.settingsOf(client.caller) });
};

const receive = ({ channel }: ClientsParts, client: Client, data: RawData, isBinary: boolean): void => {
  const parsed = v.safeParse(clientMessage, isBinary ? undefined : parseJson(String(data)));
  if (!parsed.success) return client.socket.close(closeCodes.badMessage, 'Bad message.');
  const { type, topic } = parsed.output;
  client.topics.get(topic)?.();
  client.topics.delete(topic);
  if (type === 'unsubscribe') return;
  if (client.topics.size >= limits.live.subscriptions)
    return client.socket.close(closeCodes.tooMany, 'Too many subscriptions.');
  const leave = channel.subscribe(topic, audienceOf(client.caller), (frame) => send(client, frame));
  if (leave) client.topics.set(topic, leave);
  else
    send(
      client,
      Buffer.from(JSON.stringify({ type: 'gone', topic, message: 'There is no such thing, or you may not see it.' })),
    );
};

const sendJson = (client: Client, message: LiveMessage): void => send(client, Buffer.from(JSON.stringify(message)));

/** A reader that can't keep up is closed; it comes back to a snapshot. */
const send = ({ socket }: Client, frame: Buffer): void => {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > limits.live.backlogBytes) {
    socket.close(closeCodes.tooSlow, 'Too slow.');
    socket.terminate();
    return;
  }
  socket.send(frame, { binary: false });
};

/** Cuts off the silent, and those whose session ended outside this process (`amud reset-password`, the sqlite3 program). */
const beat = async (
  parts: ClientsParts,
  client: Client,
  close: (client: Client, code: number, reason: string) => void,
): Promise<void> => {
  if (!client.heard) return client.socket.terminate();
  client.heard = false;
  client.socket.ping();
  if (!client.caller) return;
  try {
    const caller = await parts.recheck(client.caller.sessionId);
    if (!caller || caller.mustChangePassword || caller.role !== client.caller.role)
      close(client, closeCodes.unauthenticated, 'The session has ended.');
  } catch (error) {
    parts.log.error({ err: error }, 'a session could not be checked');
  }
};

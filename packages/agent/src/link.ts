import { randomBytes } from 'node:crypto';
import {
  AGENT_SUBPROTOCOL,
  type AgentMessage,
  type Hello,
  type ServerMessage,
  serverMessage,
} from '@amud/protocol/agent.ts';
import { closeCodes } from '@amud/protocol/channel.ts';
import type { Clock, Undo } from '@amud/protocol/clock.ts';
import { limits } from '@amud/protocol/limits.ts';
import { isProof, prove } from '@amud/protocol/proof.ts';
import type { Secret } from '@amud/protocol/secret.ts';
import * as v from 'valibot';
import { type RawData, WebSocket } from 'ws';
import type { Log } from './log.ts';

const FIRST_RETRY_MS = 500;

export type LinkParts = {
  address: string;
  secret: Secret;
  clock: Clock;
  log: Log;
  /** From 0 up to 1, for jitter. */
  random(): number;
  greeting(): Omit<Hello, 'type' | 'nonce' | 'proof' | 'sentAt'>;
  /** The server proved itself. `have` is the last look of this run that it holds. */
  opened(have: number | undefined): void;
  received(message: Extract<ServerMessage, { type: 'configure' | 'ask' }>): void;
  /** The server has processed everything sent before look `seq` and that look. */
  confirmed(seq: number): void;
  lost(): void;
};

/** The agent's end of the link: dials, proves itself, wants proof, and dials again for ever. */
export type Link = {
  start(): void;
  stop(): void;
  /** @returns false when nothing can be sent now. */
  send(message: AgentMessage): boolean;
  /** Bytes that wait in the socket. */
  waitingBytes(): number;
  /** The newest look sent, told to the server with each heartbeat. */
  mark(seq: number): void;
  /** The host slept: whatever the connection was, it is not any more. */
  reset(): void;
};

type State =
  | { step: 'stopped' }
  | { step: 'waiting'; attempt: number }
  | { step: 'connecting' | 'greeting'; attempt: number; socket: WebSocket; serverNonce?: string }
  | { step: 'open'; socket: WebSocket };

export const createLink = (parts: LinkParts): Link => {
  const { clock, log } = parts;
  let state: State = { step: 'stopped' };
  let stopRetry: Undo = () => {};
  let complaint = '';
  let mark = 0;

  const complain = (reason: string): void => {
    if (reason === complaint) return log.debug({ reason }, 'still not connected');
    complaint = reason;
    log.warn({ server: parts.address }, reason);
  };
  const retry = (attempt: number, reason: string): void => {
    // Started together, the server needs a moment longer: the first failure is no news.
    if (attempt > 0) complain(reason);
    const delayMs = Math.min(limits.agent.reconnectMaxMs, FIRST_RETRY_MS * 2 ** attempt) * (0.5 + parts.random() / 2);
    state = { step: 'waiting', attempt };
    stopRetry = clock.after(delayMs, () => dial(attempt + 1));
  };
  const dial = (attempt: number): void => {
    const socket = new WebSocket(parts.address, AGENT_SUBPROTOCOL, {
      handshakeTimeout: limits.agent.handshakeMs,
      maxPayload: limits.agent.frameBytes,
      perMessageDeflate: false,
      followRedirects: false,
    });
    state = { step: 'connecting', attempt, socket };
    tend(socket, attempt);
  };
  const tend = (socket: WebSocket, attempt: number): void => {
    let reason = '';
    const stopDeadline = clock.after(2 * limits.agent.handshakeMs, () => {
      if (state.step !== 'open') fail(closeCodes.unauthenticated, 'The server did not prove itself in time.');
    });
    const heartbeat = startHeartbeat(socket, clock, () => mark, parts.confirmed);
    const fail = (code: number, why: string): void => {
      reason ||= why;
      socket.close(code, why.slice(0, 120));
      clock.after(1_000, () => socket.terminate());
    };
    socket.on('message', (data, isBinary) => {
      heartbeat.heard();
      const problem = receive(socket, data, isBinary);
      if (problem) fail(closeCodes.badMessage, problem);
    });
    socket.on('unexpected-response', (_request, response) => {
      reason = `The server refused the link (HTTP ${response.statusCode}). Is AMUD_SERVER_URL right, and does the proxy pass WebSockets?`;
      socket.terminate();
    });
    socket.on('error', (error) => {
      reason ||= explain(error as NodeJS.ErrnoException);
    });
    socket.on('close', (code, words) => {
      stopDeadline();
      heartbeat.stop();
      if (state.step === 'stopped') return;
      const wasOpen = state.step === 'open';
      if (wasOpen) parts.lost();
      retry(wasOpen ? 0 : attempt, reason || explainClose(code, words.toString()));
    });
  };
  const receive = (socket: WebSocket, data: RawData, isBinary: boolean): string | undefined => {
    const message = isBinary ? undefined : parse(String(data));
    if (!message) return 'The server sent a message that is not of this protocol. Update the agent or the server.';
    if (message.type === 'challenge') return greet(socket, message.nonce);
    if (message.type === 'welcome') return welcome(socket, message);
    if (state.step !== 'open') return 'The server gave orders before it proved itself.';
    parts.received(message);
    return undefined;
  };
  const greet = (socket: WebSocket, serverNonce: string): string | undefined => {
    if (state.step !== 'connecting') return 'The server sent a second challenge.';
    const greeting = parts.greeting();
    const nonce = randomBytes(32).toString('base64url');
    const claim = { role: 'agent', serverNonce, agentNonce: nonce, nodeId: greeting.nodeId } as const;
    expected = { ...claim, role: 'server' };
    state = { ...state, step: 'greeting' };
    const hello: Hello = { type: 'hello', ...greeting, nonce, proof: prove(parts.secret, claim), sentAt: clock.now() };
    socket.send(JSON.stringify(hello));
    return undefined;
  };
  let expected: Parameters<typeof isProof>[1] | undefined;
  const welcome = (
    socket: WebSocket,
    { proof, version, have }: Extract<ServerMessage, { type: 'welcome' }>,
  ): string | undefined => {
    if (state.step !== 'greeting' || !expected) return 'The server welcomed before it was greeted.';
    if (!isProof(parts.secret, expected, proof)) {
      return 'invalid IPC authentication: the server does not know AMUD_AGENT_SECRET. Is this the right server?';
    }
    state = { step: 'open', socket };
    complaint = '';
    log.info({ server: parts.address, version }, 'connected');
    parts.opened(have);
    return undefined;
  };
  return {
    start: () => {
      if (state.step === 'stopped') dial(0);
    },
    stop: () => {
      const { step } = state;
      const socket = 'socket' in state ? state.socket : undefined;
      state = { step: 'stopped' };
      stopRetry();
      if (step === 'open') parts.lost();
      socket?.close(closeCodes.goingAway, 'The agent is stopping.');
    },
    send: (message) => {
      if (state.step !== 'open' || state.socket.readyState !== WebSocket.OPEN) return false;
      if (state.socket.bufferedAmount > limits.agent.backlogBytes) {
        state.socket.terminate();
        return false;
      }
      state.socket.send(JSON.stringify(message));
      return true;
    },
    waitingBytes: () => (state.step === 'open' ? state.socket.bufferedAmount : 0),
    mark: (seq) => {
      mark = seq;
    },
    reset: () => {
      if ('socket' in state) state.socket.terminate();
    },
  };
};

/** Pings carry the newest look's number: the answer says that the server has worked through all before it. */
const startHeartbeat = (socket: WebSocket, clock: Clock, mark: () => number, confirmed: (seq: number) => void) => {
  let isHeard = true;
  const stop = clock.every(limits.agent.heartbeatMs, () => {
    if (!isHeard) return socket.terminate();
    isHeard = false;
    if (socket.readyState === WebSocket.OPEN) socket.ping(String(mark()));
  });
  const heard = (): void => {
    isHeard = true;
  };
  socket.on('ping', heard);
  socket.on('pong', (data) => {
    heard();
    const seq = Number(data.toString());
    if (Number.isSafeInteger(seq)) confirmed(seq);
  });
  return { heard, stop };
};

const parse = (text: string): ServerMessage | undefined => {
  try {
    const parsed = v.safeParse(serverMessage, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
};

const explain = (error: NodeJS.ErrnoException): string => {
  const reasons: Record<string, string> = {
    ENOENT: 'There is no socket of a server. Is amud-server running, and is AMUD_SOCKET_PATH the same for both?',
    ECONNREFUSED: 'Nothing listens there. Is amud-server running?',
    EACCES: 'The socket may not be used by this user. Add it to the group of the server, or set AMUD_SOCKET_MODE.',
    ENOTFOUND: 'The name of the server is not known to DNS. Is AMUD_SERVER_URL right?',
    EAI_AGAIN: 'DNS does not answer.',
    ECONNRESET: 'The connection was reset.',
    ETIMEDOUT: 'The server does not answer.',
    DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate is self-signed. Give its file in NODE_EXTRA_CA_CERTS.',
    SELF_SIGNED_CERT_IN_CHAIN: 'The certificate is of an unknown authority. Give its file in NODE_EXTRA_CA_CERTS.',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      'The certificate is of an unknown authority. Give its file in NODE_EXTRA_CA_CERTS.',
    CERT_HAS_EXPIRED: 'The certificate of the server has expired.',
  };
  return reasons[error.code ?? ''] ?? error.message;
};

const explainClose = (code: number, words: string): string => {
  if (code === closeCodes.unauthenticated)
    return `${words || 'invalid IPC authentication'}: AMUD_AGENT_SECRET of the agent and of the server differ`;
  return words || 'The connection was lost.';
};

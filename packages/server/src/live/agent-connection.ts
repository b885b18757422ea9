import { type AgentMessage, type AskKind, agentMessage, type Hello, type ServerMessage } from '@amud/protocol/agent.ts';
import { closeCodes } from '@amud/protocol/channel.ts';
import type { Clock, Undo } from '@amud/protocol/clock.ts';
import type { Result } from '@amud/protocol/faults.ts';
import { limits } from '@amud/protocol/limits.ts';
import * as v from 'valibot';
import type { RawData, WebSocket } from 'ws';
import { randomToken } from '../core/random.ts';
import { createAsks } from './asks.ts';
import { createFrameLimit, parseJson } from './frames.ts';

/** A proven agent's view of the clock is this far from ours before it is measured anew. */
const CLOCK_JUMP_MS = 5_000;

export type AgentConnection = {
  nodeId: string;
  runId: string;
  send(message: ServerMessage): void;
  ask(kind: AskKind): Promise<Result<unknown>>;
  /** Resolves to whether the agent answers a ping in time. */
  isAlive(withinMs: number): Promise<boolean>;
  close(code: number, reason: string): void;
};

/** What a connection reports; the decisions are made in agents.ts. */
export type AgentListener = {
  /** The first `hello`, with the nonce that its proof must cover. */
  hello(hello: Hello, serverNonce: string, connection: AgentConnection): void;
  message(message: Exclude<AgentMessage, Hello>, connection: AgentConnection): void;
  closed(reason: string): void;
};

type State = 'challenged' | 'greeted' | 'closed';

/**
 * One agent's socket, as a machine: challenged → greeted → closed. It guards size, rate, order and silence; who the
 * agent is, is not its business.
 */
export const openAgentConnection = (socket: WebSocket, clock: Clock, listener: AgentListener): void => {
  const serverNonce = randomToken();
  const asks = createAsks(clock);
  const allows = createFrameLimit(limits.agent.framesPerSecond, clock);
  const challengedAt = clock.monotonic();
  let state: State = 'challenged';
  let offsetMs = 0;
  let heard = true;
  let connection: AgentConnection | undefined;
  let lastWords = '';

  const close = (code: number, reason: string): void => {
    if (lastWords === '') lastWords = reason;
    socket.close(code, reason.slice(0, 120));
    // A peer that does not answer the close is cut off.
    clock.after(limits.agent.rivalMs, () => socket.terminate());
  };
  const send = (message: ServerMessage): void => {
    if (socket.bufferedAmount > limits.agent.backlogBytes)
      return close(closeCodes.tooSlow, 'The agent reads too slowly.');
    socket.send(JSON.stringify(message));
  };
  const stopDeadline = clock.after(limits.agent.handshakeMs, () => {
    if (state === 'challenged') close(closeCodes.unauthenticated, 'No proof within 5 s.');
  });
  const stopHeartbeat = clock.every(limits.agent.heartbeatMs, () => {
    if (!heard) {
      lastWords ||= 'The agent did not answer for 15 s.';
      socket.terminate();
      return;
    }
    heard = false;
    socket.ping();
  });

  const greet = (hello: Hello): void => {
    state = 'greeted';
    stopDeadline();
    const roundTripMs = clock.monotonic() - challengedAt;
    offsetMs = clock.now() - roundTripMs / 2 - hello.sentAt;
    connection = {
      nodeId: hello.nodeId,
      runId: hello.runId,
      send,
      close,
      ask: (kind) => asks.ask(kind, send),
      isAlive: (withinMs) => isAlive(socket, clock, withinMs),
    };
    listener.hello(hello, serverNonce, connection);
  };
  const receive = (message: AgentMessage, from: AgentConnection): void => {
    if (message.type === 'hello') return close(closeCodes.badMessage, 'hello came twice.');
    if (message.type === 'result' || message.type === 'fault') return asks.settle(message);
    if (message.type === 'sample') {
      if (Math.abs(clock.now() - message.at - offsetMs) > CLOCK_JUMP_MS) offsetMs = clock.now() - message.at;
      return listener.message({ ...message, at: Math.round(message.at + offsetMs) }, from);
    }
    const samples = message.samples.map((sample) => ({ ...sample, at: Math.round(sample.at + offsetMs) }));
    listener.message({ ...message, samples }, from);
  };
  const hear = (data: RawData, isBinary: boolean): void => {
    heard = true;
    if (state === 'closed' || lastWords !== '') return;
    const text = String(data);
    if (state === 'challenged' && text.length > limits.agent.greetingBytes)
      return close(closeCodes.tooBig, 'The greeting is too large.');
    if (!allows()) return close(closeCodes.tooMany, `More than ${limits.agent.framesPerSecond} messages in a second.`);
    const parsed = v.safeParse(agentMessage, isBinary ? undefined : parseJson(text));
    if (!parsed.success) return close(closeCodes.badMessage, explain(parsed.issues));
    if (connection) return receive(parsed.output, connection);
    if (parsed.output.type !== 'hello') return close(closeCodes.badMessage, 'Expected hello.');
    greet(parsed.output);
  };

  socket.on('message', hear);
  socket.on('pong', () => {
    heard = true;
  });
  // The close that follows tells the rest; without a listener ws would throw.
  socket.on('error', (error) => {
    lastWords ||= error.message;
  });
  socket.on('close', (code) => {
    state = 'closed';
    for (const stop of [stopDeadline, stopHeartbeat] as Undo[]) stop();
    asks.failAll();
    listener.closed(
      lastWords || (code === closeCodes.goingAway ? 'The agent was stopped.' : 'The connection was lost.'),
    );
  });
  send({ type: 'challenge', nonce: serverNonce });
};

const explain = (issues: [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): string =>
  `Bad message: ${v.getDotPath(issues[0]) ?? 'all of it'}: ${issues[0].message}`;

const isAlive = (socket: WebSocket, clock: Clock, withinMs: number): Promise<boolean> =>
  new Promise((resolve) => {
    const settle = (alive: boolean): void => {
      stop();
      socket.off('pong', heard);
      socket.off('close', closed);
      resolve(alive);
    };
    const heard = (): void => settle(true);
    const closed = (): void => settle(false);
    const stop = clock.after(withinMs, closed);
    socket.once('pong', heard);
    socket.once('close', closed);
    socket.ping();
  });

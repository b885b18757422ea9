import { randomBytes } from 'node:crypto';
import { AGENT_SUBPROTOCOL, type AgentMessage, type ServerMessage } from '@amud/protocol/agent.ts';
import { prove } from '@amud/protocol/proof.ts';
import type { Reading } from '@amud/protocol/reading.ts';
import { Secret } from '@amud/protocol/secret.ts';
import { WebSocket } from 'ws';
import { AGENT_SECRET } from './lab.ts';

/** An agent played by a test: it says what it is told to, right or wrong. */
export type FakeAgent = {
  socket: WebSocket;
  received: ServerMessage[];
  send(message: AgentMessage | object): void;
  sendText(text: string): void;
  /** Resolves with the first message of this type, which may have come already. */
  next<T extends ServerMessage['type']>(type: T): Promise<Extract<ServerMessage, { type: T }>>;
  /** Answers every question from now on, which would wait until its deadline otherwise. */
  answerAll(value: unknown): void;
  closed: Promise<{ code: number; reason: string }>;
  close(): void;
};

export type GreetOptions = { secret?: string; nodeId?: string; runId?: string; sentAt?: number };

/** Dials a server by `ws://…` or `ws+unix:…` without saying anything yet. */
export const dialAgent = (address: string): FakeAgent => {
  const socket = new WebSocket(address, AGENT_SUBPROTOCOL);
  const received: ServerMessage[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data) => {
    received.push(JSON.parse(String(data)));
    for (const look of waiting) look();
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: String(reason) }));
  });
  socket.on('error', () => {});
  return {
    socket,
    received,
    send: (message) => socket.send(JSON.stringify(message)),
    sendText: (text) => socket.send(text),
    next: (type) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = received.find((message) => message.type === type);
          if (!found) return;
          waiting.delete(look);
          resolve(found as never);
        };
        waiting.add(look);
        void closed.then(({ code, reason }) => reject(new Error(`closed with ${code} ${reason} before ${type}`)));
        look();
      }),
    answerAll: (value) =>
      socket.on('message', (data) => {
        const message = JSON.parse(String(data)) as ServerMessage;
        if (message.type === 'ask') socket.send(JSON.stringify({ type: 'result', id: message.id, value }));
      }),
    closed,
    close: () => socket.close(1001),
  };
};

export const newRunId = (): string => randomBytes(16).toString('base64url');

export const helloFor = (
  serverNonce: string,
  { secret = AGENT_SECRET, nodeId = 'nas', runId = newRunId(), sentAt = Date.now() }: GreetOptions = {},
) => {
  const nonce = randomBytes(32).toString('base64url');
  const proof = prove(new Secret(secret), { role: 'agent', serverNonce, agentNonce: nonce, nodeId });
  return {
    type: 'hello' as const,
    nodeId,
    nodeName: nodeId,
    nonce,
    proof,
    version: '0.0.0-test',
    runId,
    sentAt,
    platform: { hostName: nodeId, architecture: 'x86_64' },
    capabilities: ['host' as const, 'sources' as const],
  };
};

/** Dials and proves itself; resolves once the server has welcomed it. */
export const connectAgent = async (address: string, options: GreetOptions = {}): Promise<FakeAgent> => {
  const agent = dialAgent(address);
  const { nonce } = await agent.next('challenge');
  agent.send(helloFor(nonce, options));
  await agent.next('welcome');
  return agent;
};

/** A small whole reading whose CPU share tells which look it was. */
export const readingOf = (busyPercent: number): Reading => ({
  host: { uptimeSeconds: 1000, bootAt: 1 },
  cpu: { busyPercent, userPercent: busyPercent, systemPercent: 0, iowaitPercent: 0, stealPercent: 0 },
  memory: { totalBytes: 1000, usedBytes: 400, availableBytes: 600, freeBytes: 500 },
});

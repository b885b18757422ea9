import { LIVE_SUBPROTOCOL } from '@amud/protocol/channel.ts';
import { WebSocket } from 'ws';
import { eventually } from './eventually.ts';
import type { Client, Lab } from './lab.ts';

export type LiveFrame = { type: string; topic?: string; version?: number; data?: unknown; patch?: unknown };

/** A browser's end of the live channel. */
export type FakeLive = {
  socket: WebSocket;
  frames: LiveFrame[];
  /** 101, or the status of the refusal. */
  status: Promise<number>;
  closed: Promise<number>;
  subscribe(...topics: string[]): void;
  /** Resolves when everything that was sent before has been answered. */
  settled(): Promise<void>;
};

export const openLive = (lab: Lab, client: Client, headers: Record<string, string> = {}): FakeLive => {
  const cookie: Record<string, string> = client.cookie ? { cookie: client.cookie } : {};
  const socket = new WebSocket(`${lab.url.replace('http', 'ws')}/live`, LIVE_SUBPROTOCOL, {
    headers: { origin: lab.url, ...cookie, ...headers },
  });
  const frames: LiveFrame[] = [];
  socket.on('message', (data) => frames.push(JSON.parse(String(data))));
  socket.on('error', () => {});
  const status = new Promise<number>((resolve) => {
    socket.on('open', () => resolve(101));
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  const subscribe = (...topics: string[]): void => {
    for (const topic of topics) socket.send(JSON.stringify({ type: 'subscribe', topic }));
  };
  let barriers = 0;
  const settled = async (): Promise<void> => {
    // A node that is not there is answered after all that was asked before.
    barriers += 1;
    const topic = `node:barrier-${barriers}`;
    subscribe(topic);
    await eventually(() => {
      if (!frames.some((frame) => frame.topic === topic)) throw new Error('not settled');
    });
  };
  return { socket, frames, status, closed, subscribe, settled };
};

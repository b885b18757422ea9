import { closeCodes } from '@amud/protocol/channel.ts';
import type { ClientMessage, LiveMessage } from '@amud/protocol/live.ts';
import type { Clock } from './clock.ts';
import { parseFrame } from './frames.ts';

/**
 * - `idle`: nobody is signed in, so there is nothing to connect for.
 * - `waiting`: lost or refused; tries again at `retryAt`.
 * - `ended`: the server ended the session; only a new sign-in opens it again.
 */
export type LinkState =
  | { state: 'idle' }
  | { state: 'connecting'; attempt: number }
  | { state: 'open' }
  | { state: 'waiting'; attempt: number; retryAt: number }
  | { state: 'ended' };

/** What of a WebSocket is used. */
export type Wire = Pick<WebSocket, 'send' | 'close' | 'readyState' | 'onopen' | 'onmessage' | 'onclose'>;

/** `WebSocket.OPEN`. */
const OPEN = 1;
const FIRST_DELAY_MS = 400;
const MAX_DELAY_MS = 10_000;
const CONNECT_TIMEOUT_MS = 10_000;

export type Link = ReturnType<typeof openLink>;

export const openLink = ({ dial, clock }: { dial: () => Wire; clock: Clock }) => {
  let state: LinkState = { state: 'idle' };
  let wire: Wire | undefined;
  let cancelTimer = () => {};
  const stateListeners = new Set<(state: LinkState) => void>();
  const messageListeners = new Set<(message: LiveMessage) => void>();

  const become = (next: LinkState) => {
    state = next;
    for (const listen of stateListeners) listen(next);
  };

  /** Forgets the socket first, so that its late events reach nobody. */
  const drop = () => {
    cancelTimer();
    const old = wire;
    wire = undefined;
    if (!old) return;
    old.onopen = old.onmessage = old.onclose = null;
    old.close();
  };

  const waitToRetry = (attempt: number) => {
    drop();
    const ceilingMs = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempt, 10));
    const delayMs = ceilingMs * (0.5 + clock.random() / 2);
    cancelTimer = clock.after(delayMs, () => connect(attempt + 1));
    become({ state: 'waiting', attempt, retryAt: clock.now() + delayMs });
  };

  const lost = (code: number, attempt: number) => {
    if (code !== closeCodes.unauthenticated) return waitToRetry(attempt);
    drop();
    become({ state: 'ended' });
  };

  const connect = (attempt: number) => {
    drop();
    const next = dial();
    wire = next;
    // The server speaks first; a link counts as open from its hello on.
    next.onmessage = (event) => {
      const message = parseFrame(event.data);
      if (!message) return;
      if (message.type === 'hello') {
        cancelTimer();
        become({ state: 'open' });
      }
      for (const listen of messageListeners) listen(message);
    };
    next.onclose = (event) => lost(event.code, state.state === 'open' ? 0 : attempt);
    cancelTimer = clock.after(CONNECT_TIMEOUT_MS, () => waitToRetry(attempt));
    become({ state: 'connecting', attempt });
  };

  return {
    state: () => state,
    start: () => {
      if (state.state === 'idle' || state.state === 'ended') connect(0);
    },
    stop: () => {
      drop();
      if (state.state !== 'idle') become({ state: 'idle' });
    },
    /** The network or the person is back: don't sit out the delay. */
    wake: () => {
      if (state.state === 'waiting') connect(0);
    },
    /** Says nothing while there is no link: who subscribes does so again with the next hello. */
    send: (message: ClientMessage) => {
      // A socket that has begun to close tells us of its end only later.
      if (state.state === 'open' && wire?.readyState === OPEN) wire.send(JSON.stringify(message));
    },
    onState: (listen: (state: LinkState) => void) => {
      stateListeners.add(listen);
      return () => stateListeners.delete(listen);
    },
    onMessage: (listen: (message: LiveMessage) => void) => {
      messageListeners.add(listen);
      return () => messageListeners.delete(listen);
    },
  };
};

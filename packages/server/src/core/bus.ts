import type { Hello, PastSample, Sample } from '@amud/protocol/agent.ts';
import type { Undo } from '@amud/protocol/clock.ts';
import type { Log } from './log.ts';

/** Everything that one part tells the others. */
export type Events = {
  'agent-connected': { hello: Hello; intervalMs: number };
  'agent-interval': { nodeId: string; intervalMs: number };
  'agent-lost': { nodeId: string; reason: string };
  /** Someone without the secret claimed this node. */
  'agent-refused': { nodeId: string; reason: string };
  /** `at` is already the server's time. */
  sample: { nodeId: string; runId: string; sample: Sample };
  backfill: { nodeId: string; samples: PastSample[]; isLast: boolean };
  /** `null` ends them all. */
  'sessions-ended': { sessionIds: number[] | null };
  /** Made, changed, removed or restored. */
  'apps-changed': { ids: string[] };
  'boards-changed': { ids: string[] };
  /** What was seen of these apps changed. */
  'checks-changed': { appIds: string[] };
  /** A feed was added, changed or removed, or has new entries. */
  'feeds-changed': { ids: string[] };
  /** `userId` is null for what was chosen for everyone. */
  'settings-changed': { keys: string[]; userId: number | null };
};

export type Bus = {
  emit<K extends keyof Events>(event: K, payload: Events[K]): void;
  /** `owner` is named in the log when the listener throws. */
  on<K extends keyof Events>(event: K, owner: string, listen: (payload: Events[K]) => void): Undo;
};

/** Listeners run at once, in the order they came; one that throws is logged and the others go on. */
export const createBus = (log: Log): Bus => {
  const listeners = new Map<keyof Events, { owner: string; listen: (payload: never) => void }[]>();
  return {
    emit: (event, payload) => {
      for (const { owner, listen } of listeners.get(event) ?? []) {
        try {
          listen(payload as never);
        } catch (error) {
          log.error({ err: error, owner, event }, 'a listener failed');
        }
      }
    },
    on: (event, owner, listen) => {
      const entry = { owner, listen };
      listeners.set(event, [...(listeners.get(event) ?? []), entry]);
      return () => {
        listeners.set(
          event,
          (listeners.get(event) ?? []).filter((other) => other !== entry),
        );
      };
    },
  };
};

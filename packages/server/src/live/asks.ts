import { type AgentMessage, type AskKind, askAnswers, type ServerMessage } from '@amud/protocol/agent.ts';
import type { Clock, Undo } from '@amud/protocol/clock.ts';
import type { Result } from '@amud/protocol/faults.ts';
import { limits } from '@amud/protocol/limits.ts';
import * as v from 'valibot';

type Answer = Extract<AgentMessage, { type: 'result' | 'fault' }>;
type Pending = { kind: AskKind; resolve(result: Result<unknown>): void; stop: Undo };

/** Questions to one agent. Every one ends: in an answer of the right shape, a fault, a deadline, or the connection's end. */
export type Asks = {
  ask(kind: AskKind, send: (message: ServerMessage) => void): Promise<Result<unknown>>;
  settle(answer: Answer): void;
  failAll(): void;
};

const failed = (
  kind: 'agent-away' | 'agent-timeout' | 'agent-failed' | 'too-many-requests',
  message: string,
): Result<never> => ({
  ok: false,
  fault: { kind, message },
});

export const createAsks = (clock: Clock): Asks => {
  const pending = new Map<number, Pending>();
  let lastId = 0;
  const end = (id: number, result: Result<unknown>): void => {
    const ask = pending.get(id);
    if (!ask) return;
    pending.delete(id);
    ask.stop();
    ask.resolve(result);
  };
  return {
    ask: (kind, send) => {
      if (pending.size >= limits.agent.pendingAsks) {
        return Promise.resolve(
          failed('too-many-requests', 'This agent has too many open questions. Try again in a few seconds.'),
        );
      }
      lastId += 1;
      const id = lastId;
      return new Promise((resolve) => {
        const late = () => end(id, failed('agent-timeout', 'The agent did not answer in time.'));
        pending.set(id, { kind, resolve, stop: clock.after(limits.agent.askMs, late) });
        send({ type: 'ask', id, kind, deadlineMs: limits.agent.askMs });
      });
    },
    settle: (answer) => {
      if (answer.type === 'fault') return end(answer.id, { ok: false, fault: answer.fault });
      const kind = pending.get(answer.id)?.kind;
      if (!kind) return;
      const parsed = v.safeParse(askAnswers[kind], answer.value);
      end(
        answer.id,
        parsed.success
          ? { ok: true, value: parsed.output }
          : failed('agent-failed', 'The agent gave an answer of the wrong shape.'),
      );
    },
    failAll: () => {
      for (const id of [...pending.keys()]) end(id, failed('agent-away', 'The agent is not connected any more.'));
    },
  };
};

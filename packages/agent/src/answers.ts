import type { AgentMessage, ServerMessage } from '@amud/protocol/agent.ts';
import type { Sampler } from './collectors/index.ts';
import type { Discover } from './discovery/discover.ts';

type Ask = Extract<ServerMessage, { type: 'ask' }>;

/** Every question of the server ends in a result or a fault; this is the list of what an agent answers. */
export const answer = async (
  ask: Ask,
  { sampler, discover }: { sampler: Sampler; discover: Discover },
  send: (message: AgentMessage) => boolean,
): Promise<void> => {
  const answers: Record<string, () => unknown> = { sources: () => sampler.sources(), discover };
  const run = Object.hasOwn(answers, ask.kind) ? answers[ask.kind] : undefined;
  if (!run) {
    send({
      type: 'fault',
      id: ask.id,
      fault: { kind: 'missing', message: `This agent can't answer "${ask.kind}". Update it.` },
    });
    return;
  }
  try {
    send({ type: 'result', id: ask.id, value: await run() });
  } catch (error) {
    send({
      type: 'fault',
      id: ask.id,
      fault: { kind: 'agent-failed', message: (error as Error).message.slice(0, 500) },
    });
  }
};

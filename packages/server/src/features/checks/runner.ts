import type { Check } from '@amud/protocol/checks.ts';
import type { Gate } from '../../core/gate.ts';
import type { Journey } from '../../core/outbound/journey.ts';
import type { Outbound } from '../../core/outbound/outbound.ts';
import type { Outcome, Task } from './watched.ts';

export type LookParts = {
  outbound: Outbound;
  /** Epoch milliseconds: what certificates are compared with. */
  now(): number;
  /** The program that sends an echo request. */
  pingProgram: string;
  /** How many of it may run. */
  pings: Gate;
};

/** One look that is under way. */
export type Way = LookParts & { journey: Journey; signal: AbortSignal; totalMs: number };

/** What a runner says: undefined when all was well. A failure on the way it throws. */
export type Verdict = Pick<Outcome, 'state' | 'reason'> & { latencyMs?: number | null; hops?: Outcome['hops'] };
export type Runner<C extends Check> = (task: Task<C>, way: Way) => Promise<Verdict>;

export const fine: Verdict = { state: 'up', reason: null };

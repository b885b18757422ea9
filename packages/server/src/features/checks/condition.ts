import type { CheckReason, CheckState } from '@amud/protocol/checks.ts';
import type { Outcome } from './watched.ts';

/** Tries that were worse than the state, and not believed yet. */
type Doubt = { tries: number; since: number };

/** What is thought of an app. */
export type Condition = {
  state: CheckState;
  /** Of the first look that found it so; null before the first. */
  since: number | null;
  checkedAt: number | null;
  latencyMs: number | null;
  reason: CheckReason | null;
  doubt: Doubt | null;
  /** Nothing is known of what is checked now: the next look decides by itself. */
  isFresh: boolean;
};

export const unseen: Condition = {
  state: 'unknown',
  since: null,
  checkedAt: null,
  latencyMs: null,
  reason: null,
  doubt: null,
  isFresh: true,
};

const severity: Partial<Record<CheckState, number>> = { up: 0, slow: 1, down: 2 };

/**
 * What is thought after one more look. Better news is believed at once; worse news only when `retries` more tries say so
 * as well, and then from the first of them on. That AMUD may not look, or can't, is certain at once.
 */
export const judge = (before: Condition, outcome: Outcome, retries: number, at: number): Condition => {
  if (outcome.state === 'busy') return before;
  const { state, reason } = outcome;
  const isGood = state === 'up' || state === 'slow';
  const latencyMs = isGood ? outcome.latencyMs : before.latencyMs;
  const seen = { ...before, checkedAt: at, latencyMs };
  const [was, is] = [severity[before.state], severity[state]];
  const isWorse = was !== undefined && is !== undefined && is > was;
  if (!isWorse || before.isFresh) return settle(seen, state, reason, at);
  const doubt = { tries: (before.doubt?.tries ?? 0) + 1, since: before.doubt?.since ?? at };
  return doubt.tries > retries ? settle(seen, state, reason, doubt.since) : { ...seen, doubt };
};

const settle = (seen: Condition, state: CheckState, reason: CheckReason | null, since: number): Condition => ({
  ...seen,
  state,
  reason,
  since: seen.state === state && seen.since !== null ? seen.since : since,
  doubt: null,
  isFresh: false,
});

/** Nobody looks from now on, or somebody does again. */
export const pause = (before: Condition, at: number): Condition =>
  before.state === 'paused' ? before : { ...unseen, state: 'paused', since: at };
export const resume = (at: number): Condition => ({ ...unseen, since: at });

/** It was not looked at for longer than the last look vouches for. */
export const lose = (before: Condition, at: number): Condition => ({
  ...before,
  state: 'unknown',
  since: at,
  reason: { hop: 'policy', code: 'busy', detail: '' },
  doubt: null,
  isFresh: true,
});

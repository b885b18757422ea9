import type { X509Certificate } from 'node:crypto';

/** The steps of a request, in the order in which they happen; each redirect begins anew. */
export type Step = 'dns' | 'tcp' | 'tls' | 'http' | 'body';

/** What a request went through: filled on its way, so that it is known also of one that fails. */
export type Journey = {
  /** The step that is under way, or that ended it; undefined before the first. */
  readonly step: Step | undefined;
  /** Those that were passed, and how long each took. */
  readonly passed: readonly { step: Step; ms: number }[];
  /** That of the last TLS server, accepted or not. */
  certificate: X509Certificate | undefined;
  /** Where it goes: the last origin asked. */
  url: URL | undefined;
  enter(step: Step): void;
  /** The last step is passed too. */
  arrive(): void;
  /** From the first step until now. */
  totalMs(): number;
};

export const createJourney = (now: () => number = () => performance.now()): Journey => {
  const passed: { step: Step; ms: number }[] = [];
  const began = now();
  let step: Step | undefined;
  let since = began;
  const pass = (next: Step | undefined): void => {
    const at = now();
    if (step !== undefined) passed.push({ step, ms: at - since });
    step = next;
    since = at;
  };
  return {
    get step() {
      return step;
    },
    passed,
    certificate: undefined,
    url: undefined,
    enter: pass,
    arrive: () => pass(undefined),
    totalMs: () => now() - began,
  };
};

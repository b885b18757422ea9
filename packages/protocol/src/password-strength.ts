import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';
import * as english from '@zxcvbn-ts/language-en';

/**
 * How hard a password is to guess (security 20): 0 to 4 as zxcvbn has it (Wheeler, USENIX Security 2016); `leastScore` is
 * the least we take. The word lists are large: import this module only when a password is being chosen.
 */
export type Strength = { score: number; warning: string | null; suggestions: string[] };

/** Above 10^8 guesses; an attacker of our sign-in has 5 in 5 minutes, one with the database pays Argon2id for each. */
export const leastScore = 3;

const estimator = new ZxcvbnFactory({
  dictionary: { ...common.dictionary, ...english.dictionary },
  graphs: common.adjacencyGraphs,
  translations: english.translations,
});

/** Longer ones are strong by what is looked at here, and cost too much to look at whole. */
const LOOKED_AT = 64;

/** `username` and the name of the product count as common words. */
export const strengthOf = (password: string, username: string): Strength => {
  const { score, feedback } = estimator.check(password.slice(0, LOOKED_AT), [username, 'amud', 'homelab', 'dashboard']);
  return { score, warning: feedback.warning, suggestions: feedback.suggestions };
};

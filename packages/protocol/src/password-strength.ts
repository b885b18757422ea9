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

/** What people at home name things after; passwords built around these are guessed soon. */
const contextWords =
  'amud homelab dashboard server admin password proxmox homeassistant jellyfin plex emby synology qnap truenas unraid docker portainer nextcloud pihole adguard grafana raspberry raspberrypi ubuntu debian vaultwarden immich sonarr radarr'.split(
    ' ',
  );

/** The user name and those words count as the most common ones. */
export const strengthOf = (password: string, username: string): Strength => {
  const { score, feedback } = estimator.check(password.slice(0, LOOKED_AT), [username, ...contextWords]);
  return { score, warning: feedback.warning, suggestions: feedback.suggestions };
};

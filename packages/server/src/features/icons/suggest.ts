import { isIP } from 'node:net';
import type { IconHit } from '@amud/protocol/icons.ts';
import { normalise } from './normalise.ts';
import type { IconIndex } from './search.ts';
import type { Scores } from './terms.ts';

/** Parts of host names that say nothing of what runs there. */
const empty = new Set(
  'www com org net io dev app apps local lan home house internal intranet localdomain arpa box fritz my the server host web ui admin nas docker srv vm lxc at de fr es uk eu me xyz duckdns ddns'.split(
    ' ',
  ),
);
/** Below this it is a guess that nobody understands. */
const LEAST = 45;
const PORT_WORTH = 66;
/** Short words are in everything: only one that is a whole name counts. */
const SHORT = 3;
const WHOLE_NAME = 90;

/** What fits an app by its name first, then by its host name, then by its port. */
export const suggest = (index: IconIndex, { name, url }: { name: string; url: string }, limit: number): IconHit[] => {
  const scores: Scores = new Map();
  const merge = (text: string, less: number): void => {
    for (const [icon, worth] of index.score(text)) {
      if (text.length <= SHORT && worth < WHOLE_NAME) continue;
      const next = worth - less;
      if (next >= LEAST) scores.set(icon, Math.max(scores.get(icon) ?? 0, next));
    }
  };
  merge(name, 0);
  for (const [part, less] of partsOf(name)) merge(part, less);
  const address = URL.canParse(url) ? new URL(url) : undefined;
  for (const [place, label] of hostWords(address).entries()) merge(label, 10 + 5 * place);
  const byPort = index.ports[address?.port ?? ''];
  if (byPort !== undefined) {
    const icon = index.indexOf(byPort);
    scores.set(icon, Math.max(scores.get(icon) ?? 0, PORT_WORTH));
  }
  return [...scores]
    .sort(([one, worth], [other, more]) => more - worth || one - other)
    .slice(0, limit)
    .map(([icon]) => index.hit(icon));
};

/** "My Pi-hole 2": two words that stand together, then single ones. With what each is worth less. */
const partsOf = (name: string): [part: string, less: number][] => {
  const words = normalise(name).split(' ');
  if (words.length < 2) return [];
  const pairs = words.slice(1).map((word, index): [string, number] => [`${words[index]} ${word}`, 5]);
  const single = words.filter((word) => !/^\d+$/.test(word) && !empty.has(word));
  return [...(words.length > 2 ? pairs : []), ...single.map((word): [string, number] => [word, 15])];
};

const hostWords = (address: URL | undefined): string[] => {
  const host = address?.hostname.replace(/^\[|\]$/g, '') ?? '';
  if (host === '' || isIP(host) !== 0) return [];
  return host.split('.').filter((label) => label.length > 2 && !empty.has(label));
};

import type { IconHit } from '@amud/protocol/icons.ts';
import { normalise } from './normalise.ts';
import type { Words } from './pack.ts';
import { createTerms, type Scores } from './terms.ts';

/** Finds icons by what people call the thing. */
export type IconIndex = {
  /** The best first. Without text: icons of services that many people run. */
  search(text: string, limit: number): IconHit[];
  score(text: string): Scores;
  hit(icon: number): IconHit;
  indexOf(name: string): number;
  ports: Record<string, string>;
};

/** With fewer than these, looser ways of looking are tried too. */
const ENOUGH = 8;
/** From here on it was typed rightly. */
const CERTAIN = 60;

export const createIndex = (words: Words): IconIndex => {
  const { match, matchTypos } = createTerms(words);
  const hit = (icon: number): IconHit => ({ name: words.names[icon] ?? '', title: words.titles[icon] ?? '' });
  const score = (text: string): Scores => {
    const parts = normalise(text).split(' ').filter(Boolean);
    if (parts.length === 0) return new Map();
    const whole = parts.join('');
    const scores = match(parts.join(' '));
    if (parts.length > 1) add(scores, match(whole), 0);
    if (parts.length > 1 && scores.size < ENOUGH) add(scores, intersect(parts.map(match)), 10);
    if (scores.size === 0 && parts.length > 1)
      // What it is comes first, "server" or "API" after.
      for (const [place, part] of parts.entries()) if (part.length > 2) add(scores, match(part), 25 + place);
    if (best(scores) < CERTAIN) add(scores, matchTypos(whole), 0);
    return scores;
  };
  const search = (text: string, limit: number): IconHit[] => {
    if (normalise(text) === '') return words.popular.slice(0, limit).map(hit);
    const titleLength = (icon: number): number => (words.titles[icon] ?? '').length;
    return [...score(text)]
      .sort(([one, worth], [other, more]) => more - worth || titleLength(one) - titleLength(other) || one - other)
      .slice(0, limit)
      .map(([icon]) => hit(icon));
  };
  return { hit, score, search, ports: words.ports, indexOf: (name) => words.names.indexOf(name) };
};

const add = (scores: Scores, more: Scores, less: number): void => {
  for (const [icon, worth] of more) scores.set(icon, Math.max(scores.get(icon) ?? 0, worth - less));
};

const best = (scores: Scores): number => Math.max(0, ...scores.values());

/** Icons that every part met, by the worst of them. */
const intersect = ([first = new Map(), ...others]: Scores[]): Scores =>
  new Map(
    [...first]
      .filter(([icon]) => others.every((other) => other.has(icon)))
      .map(([icon, worth]) => [icon, Math.min(worth, ...others.map((other) => other.get(icon) ?? 0))]),
  );

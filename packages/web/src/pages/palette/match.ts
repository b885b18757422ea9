import { mistakes, type Work } from './distance.ts';
import { type Folded, fold, type Word, wordsOf } from './fold.ts';

/** Something that can be found: by its name, and less well by other words about it. */
export type Searchable<T> = {
  value: T;
  name: string;
  folded: Folded;
  words: Word[];
  /** The name without what is between its words, and where each word begins in it. */
  joined: string;
  initials: string;
  /** Words about it, and the same as it was written. */
  more: string[];
  about: string;
};

/** `marks` are the letters of the name that were meant, from and to. */
export type Match<T> = { value: T; score: number; marks: [from: number, to: number][] };

const MOST_MORE_WORDS = 40;

export const prepare = <T>(value: T, name: string, more: readonly string[] = []): Searchable<T> => {
  const folded = fold(name);
  const words = wordsOf(name, folded);
  const others = more.map((text) => ({ text, folded: fold(text) }));
  const otherWords = others.flatMap((also) => wordsOf(also.text, also.folded).map((word) => word.text));
  return {
    value,
    name,
    folded,
    words,
    joined: words.map(({ text }) => text).join(''),
    initials: words.map(({ text }) => text[0] ?? '').join(''),
    more: [...new Set(otherWords)].slice(0, MOST_MORE_WORDS),
    about: others.map((also) => also.folded.text).join('\n'),
  };
};

const LONGEST_QUERY = 100;
const MOST_TOKENS = 6;

/** What was typed, as words that must all be found. */
export const tokensOf = (query: string): string[] =>
  fold(query.slice(0, LONGEST_QUERY))
    .text.split(/\s+/)
    .filter((token) => token !== '')
    .slice(0, MOST_TOKENS);

type Hit = { score: number; from: number; length: number } | { score: number; letters: number[] } | { score: number };

/** What fits, the best first. Of two that fit alike, `boost` decides, and then the order in which they are given. */
export const search = <T>(
  all: readonly Searchable<T>[],
  query: string,
  boost: (value: T) => number = () => 0,
  work: Work = { steps: 0 },
): Match<T>[] => {
  const tokens = tokensOf(query);
  if (tokens.length === 0) return [];
  const found = all.flatMap((one) => {
    const match = matchOne(one, tokens, work);
    return match ? [{ ...match, score: match.score + boost(one.value) }] : [];
  });
  return found.sort((one, other) => other.score - one.score);
};

const matchOne = <T>(of: Searchable<T>, tokens: readonly string[], work: Work): Match<T> | undefined => {
  let sum = 0;
  const marks: [number, number][] = [];
  for (const token of tokens) {
    const hit = hitOf(of, token, work);
    if (!hit) return undefined;
    sum += hit.score;
    marks.push(...marksOf(of.folded, hit));
  }
  const phrase = tokens.join(' ');
  // "home as" says more together than its words apart.
  const together = tokens.length > 1 && of.folded.text.startsWith(phrase) ? 0.1 : 0;
  const closeness = 0.04 * Math.min(1, phrase.length / Math.max(1, of.folded.text.length));
  return { value: of.value, score: sum / tokens.length + together + closeness, marks: marks.sort(([a], [b]) => a - b) };
};

const marksOf = ({ at, text }: Folded, hit: Hit): [number, number][] => {
  const range = (from: number, to: number): [number, number] => {
    const start = at[from] ?? 0;
    // To where the next letter begins, which for the last one is a letter further.
    return [start, to < text.length ? (at[to] ?? start) : (at.at(-1) ?? start) + 1];
  };
  if ('letters' in hit) return hit.letters.map((letter) => range(letter, letter + 1));
  return 'from' in hit ? [range(hit.from, hit.from + hit.length)] : [];
};

const hitOf = <T>(of: Searchable<T>, token: string, work: Work): Hit | undefined =>
  exactly(of, token) ??
  byInitials(of, token) ??
  inside(of, token) ??
  scattered(of, token, work) ??
  mistyped(of, token, work);

/** The beginning of the name or of one of its words. */
const exactly = <T>({ folded, words, joined }: Searchable<T>, token: string): Hit | undefined => {
  const length = token.length;
  if (folded.text === token) return { score: 1, from: 0, length };
  if (folded.text.startsWith(token)) return { score: 0.95, from: 0, length };
  const place = words.findIndex(({ text }) => text.startsWith(token));
  if (place >= 0) return { score: 0.86 - 0.01 * Math.min(5, place), from: words[place]?.start ?? 0, length };
  return joined.startsWith(token) ? { score: 0.84 } : undefined;
};

const byInitials = <T>({ initials, words }: Searchable<T>, token: string): Hit | undefined => {
  const place = token.length > 1 ? initials.indexOf(token) : -1;
  if (place < 0) return undefined;
  const letters = words.slice(place, place + token.length).map(({ start }) => start);
  return { score: place === 0 ? 0.8 : 0.72, letters };
};

/** In the middle of the name, or among the words about it. */
const inside = <T>({ folded, more, about }: Searchable<T>, token: string): Hit | undefined => {
  if (more.includes(token)) return { score: 0.7 };
  const from = token.length > 1 ? folded.text.indexOf(token) : -1;
  if (from >= 0) return { score: 0.66, from, length: token.length };
  if (more.some((word) => word.startsWith(token))) return { score: 0.6 };
  return token.length > 2 && about.includes(token) ? { score: 0.45 } : undefined;
};

const LEAST_SCATTERED = 3;
const LEAST_DENSITY = 0.5;

/** Its letters in their order, from the beginning of a word on: "jlyf" for Jellyfin. */
const scattered = <T>({ folded, words }: Searchable<T>, token: string, work: Work): Hit | undefined => {
  if (token.length < LEAST_SCATTERED) return undefined;
  for (const { start } of words) {
    if (folded.text[start] !== token[0]) continue;
    const letters = lettersFrom(folded.text, start, token, work);
    const last = letters?.at(-1);
    if (!letters || last === undefined) continue;
    const density = token.length / (last - start + 1);
    if (density >= LEAST_DENSITY) return { score: 0.36 + 0.14 * density, letters };
  }
  return undefined;
};

const lettersFrom = (text: string, start: number, token: string, work: Work): number[] | undefined => {
  const letters: number[] = [];
  let index = start;
  for (const letter of token) {
    index = text.indexOf(letter, index);
    work.steps += 1;
    if (index < 0) return undefined;
    letters.push(index);
    index += 1;
  }
  return letters;
};

/** How many mistakes a word of this length may have. */
const forgiven = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : 2);

const mistyped = <T>({ words, joined, more }: Searchable<T>, token: string, work: Work): Hit | undefined => {
  const most = forgiven(token.length);
  if (most === 0) return undefined;
  let best: Hit & { score: number } = { score: 0 };
  const consider = (hit: Hit) => {
    if (hit.score > best.score) best = hit;
  };
  for (const { text, start } of words) {
    const wrong = mistakes(token, text, most, work);
    if (wrong <= most)
      consider({ score: 0.5 - 0.08 * wrong, from: start, length: Math.min(text.length, token.length) });
  }
  const whole = mistakes(token, joined, most, work);
  if (whole <= most) consider({ score: 0.46 - 0.08 * whole });
  if (best.score > 0) return best;
  for (const word of more) {
    const wrong = mistakes(token, word, most, work);
    if (wrong <= most) consider({ score: 0.34 - 0.08 * wrong });
  }
  return best.score > 0 ? best : undefined;
};

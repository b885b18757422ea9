import { distanceToStart } from './distance.ts';
import type { Words } from './pack.ts';

/** Icons with what they were found worth, of 100. */
export type Scores = Map<number, number>;

/** A term's worth by how it was met. */
const worth = { exact: 100, start: 80, word: 60, inside: 40, typo: 34 } as const;
/** Taken off by what the term is to its icon; see `kinds`. */
const lessForKind = [0, 2, 6, 26];
/** Shorter ones are looked for at the beginning of words only: they are inside of everything. */
const INSIDE_FROM = 3;
const TYPO_FROM = 4;
const TWO_TYPOS_FROM = 7;

/**
 * All terms as one text, which is searched as a whole: 25,000 small strings would be slower and take ten times the room.
 * What is typed must be normalised.
 */
export const createTerms = (words: Words) => {
  const text = `\n${words.terms}\n`;
  const starts = startsOf(text);
  const count = starts.length - 1;
  const lettersIn = Uint32Array.from({ length: count }, (_, term) => letters(text, at(starts, term), endOf(term)));
  function endOf(term: number): number {
    return at(starts, term + 1) - 1;
  }
  const note = (scores: Scores, term: number, score: number): void => {
    const icon = words.of[term] ?? 0;
    const isGeneral = words.names[icon]?.startsWith('general:') ?? false;
    const less = (lessForKind[Number(words.kinds[term])] ?? 0) + (isGeneral ? 1 : 0);
    scores.set(icon, Math.max(scores.get(icon) ?? 0, score - less));
  };
  return {
    match: (typed: string): Scores => {
      const scores: Scores = new Map();
      const isWord = (offset: number): boolean => text[offset - 1] === ' ';
      const find = typed.length < INSIDE_FROM ? [`\n${typed}`, ` ${typed}`] : [typed];
      for (const wanted of find)
        for (let found = text.indexOf(wanted); found >= 0; ) {
          const offset = found + wanted.length - typed.length;
          const term = termAt(starts, offset);
          const isStart = offset === at(starts, term);
          const whole = endOf(term) - at(starts, term) === typed.length;
          const how = isStart ? (whole ? 'exact' : 'start') : isWord(offset) ? 'word' : 'inside';
          // Of two that begin alike the shorter is more likely meant.
          note(scores, term, worth[how] - (whole ? 0 : Math.min(15, (endOf(term) - offset - typed.length) / 2)));
          found = text.indexOf(wanted, isStart ? endOf(term) : found + wanted.length);
        }
      return scores;
    },
    matchTypos: (typed: string): Scores => {
      const scores: Scores = new Map();
      if (typed.length < TYPO_FROM) return scores;
      const most = typed.length < TWO_TYPOS_FROM ? 1 : 2;
      const own = letters(typed, 0, typed.length);
      for (let term = 0; term < count; term += 1) {
        const [start, end] = [at(starts, term), endOf(term)];
        if (end - start < typed.length - most || bits(own & ~at(lettersIn, term)) > most) continue;
        const typos = distanceToStart(typed, text.slice(start, Math.min(end, start + typed.length + most)), most);
        if (typos <= most)
          note(scores, term, worth.typo - 6 * typos - Math.min(5, Math.abs(end - start - typed.length)));
      }
      return scores;
    },
  };
};

const at = (numbers: Uint32Array, index: number): number => numbers[index] ?? 0;

/** Where each term begins, and where one more would. */
const startsOf = (text: string): Uint32Array => {
  const starts: number[] = [];
  for (let found = text.indexOf('\n'); found >= 0; found = text.indexOf('\n', found + 1)) starts.push(found + 1);
  return Uint32Array.from(starts);
};

const termAt = (starts: Uint32Array, offset: number): number => {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (at(starts, middle) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** Which letters occur, a bit each: rules out most terms before their distance is measured. */
const letters = (text: string, start: number, end: number): number => {
  let mask = 0;
  for (let offset = start; offset < end; offset += 1) mask |= 1 << (text.charCodeAt(offset) & 31);
  return mask >>> 0;
};

const bits = (mask: number): number => {
  let count = 0;
  for (let rest = mask >>> 0; rest !== 0; rest &= rest - 1) count += 1;
  return count;
};

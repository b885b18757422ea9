const LONGEST = 256;
const rows = [new Uint8Array(LONGEST), new Uint8Array(LONGEST), new Uint8Array(LONGEST)] as const;

/**
 * How many letters must be typed otherwise, left out, added or exchanged with their neighbour to come from `typed` to
 * the beginning of `term` (optimal string alignment). More than `most` is `most + 1`.
 */
export const distanceToStart = (typed: string, term: string, most: number): number => {
  const width = Math.min(term.length, typed.length + most, LONGEST - 1);
  let [before, last, row]: readonly Uint8Array[] = rows;
  if (!before || !last || !row) return most + 1;
  for (let j = 0; j <= width; j += 1) last[j] = j;
  for (let i = 1; i <= typed.length; i += 1) {
    const least = fillRow({ typed, term, i, width }, before, last, row);
    if (least > most) return most + 1;
    [before, last, row] = [last, row, before];
  }
  // The rest of a longer term is what would be typed next.
  let best = most + 1;
  for (let j = Math.max(0, typed.length - most); j <= width; j += 1) best = Math.min(best, last[j] ?? best);
  return best;
};

type Step = { typed: string; term: string; i: number; width: number };

/** @returns the least of the row: it only grows further down. */
const fillRow = ({ typed, term, i, width }: Step, before: Uint8Array, last: Uint8Array, row: Uint8Array): number => {
  const [letter, previous] = [typed.charCodeAt(i - 1), typed.charCodeAt(i - 2)];
  row[0] = i;
  let least = i;
  for (let j = 1; j <= width; j += 1) {
    const other = term.charCodeAt(j - 1);
    const changed = (last[j - 1] ?? 0) + (letter === other ? 0 : 1);
    let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, changed);
    if (i > 1 && j > 1 && letter === term.charCodeAt(j - 2) && previous === other)
      cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
    row[j] = cost;
    if (cost < least) least = cost;
  }
  return least;
};

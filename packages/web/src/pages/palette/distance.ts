/** Longer words are not looked at for typing mistakes. */
const LONGEST = 32;
const rows = [new Uint8Array(LONGEST + 1), new Uint8Array(LONGEST + 1), new Uint8Array(LONGEST + 1)] as const;

/** What was done, so that a test can hold it to a bound on any machine. */
export type Work = { steps: number };

/**
 * How many letters were typed wrong, left out, added, or exchanged with their neighbour, if `typed` was meant to be `word`
 * or its beginning; more than `most` is `most + 1`. Optimal string alignment, row by row, given up as soon as it can only
 * get worse.
 */
export const mistakes = (typed: string, word: string, most: number, work: Work): number => {
  if (typed.length > LONGEST || typed.length - word.length > most) return most + 1;
  const width = Math.min(word.length, typed.length + most, LONGEST);
  let [older, last, row]: readonly Uint8Array[] = rows;
  if (!older || !last || !row) return most + 1;
  for (let column = 0; column <= width; column += 1) last[column] = column;
  for (let line = 1; line <= typed.length; line += 1) {
    work.steps += width;
    if (fillRow({ typed, word, line, width }, older, last, row) > most) return most + 1;
    [older, last, row] = [last, row, older];
  }
  let least = most + 1;
  for (let column = Math.max(0, typed.length - most); column <= width; column += 1)
    least = Math.min(least, last[column] ?? least);
  return least;
};

type Line = { typed: string; word: string; line: number; width: number };

/** @returns the least of the row. */
const fillRow = ({ typed, word, line, width }: Line, older: Uint8Array, last: Uint8Array, row: Uint8Array): number => {
  row[0] = line;
  let least = line;
  for (let column = 1; column <= width; column += 1) {
    const isSame = typed[line - 1] === word[column - 1];
    let cost = Math.min(
      (last[column] ?? 0) + 1,
      (row[column - 1] ?? 0) + 1,
      (last[column - 1] ?? 0) + (isSame ? 0 : 1),
    );
    const isExchanged =
      line > 1 && column > 1 && typed[line - 1] === word[column - 2] && typed[line - 2] === word[column - 1];
    if (isExchanged) cost = Math.min(cost, (older[column - 2] ?? 0) + 1);
    row[column] = cost;
    least = Math.min(least, cost);
  }
  return least;
};

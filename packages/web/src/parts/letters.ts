let segmenter: Intl.Segmenter | undefined;

/** What a reader counts as one letter. The segmenter takes long to make, and plain letters need none. */
const signs = (text: string): string[] => {
  if (/^[\x20-\x7e]*$/.test(text)) return [...text];
  segmenter ??= new Intl.Segmenter();
  return [...segmenter.segment(text)].map(({ segment }) => segment);
};

/** What stands for a name that has no icon: the first letters of its first two words, or its first two letters. */
export const lettersOf = (name: string): string => {
  const words = name.split(/[\s._/-]+/u).filter((word) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(word));
  const [first = '', second] = words;
  if (second !== undefined)
    return [first, second]
      .map((word) => signs(word)[0] ?? '')
      .join('')
      .toUpperCase();
  const [one = '?', two = ''] = signs(first);
  return one.toUpperCase() + (/^[\p{L}\p{N}]/u.test(one) ? two.toLowerCase() : '');
};

const TINTS = 8;

/** The same name has the same colour everywhere and always: 1 to 8, as the series of charts. */
export const tintOf = (name: string): number => {
  let hash = 0;
  for (const sign of name.toLowerCase()) hash = (hash * 31 + (sign.codePointAt(0) ?? 0)) >>> 0;
  return 1 + (hash % TINTS);
};

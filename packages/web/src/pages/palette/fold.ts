/** A text as it is compared, and where in the original each of its letters stands. */
export type Folded = { text: string; at: number[] };

/** Letters that are one with a stroke or two in one, which Unicode does not take apart. */
const single: Record<string, string> = {
  ß: 'ss',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ى: 'ي',
  ة: 'ه',
  ـ: '',
};

/** Lower case, without accents and vowel signs. */
export const fold = (original: string): Folded => {
  let text = '';
  const at: number[] = [];
  let index = 0;
  for (const sign of original) {
    const plain = sign.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
    for (const letter of plain) {
      const folded = single[letter] ?? letter;
      text += folded;
      for (let count = 0; count < folded.length; count += 1) at.push(index);
    }
    index += sign.length;
  }
  return { text, at };
};

const isWordSign = /[\p{L}\p{N}]/u;

export type Word = { text: string; start: number };

/** The words of a text: between other signs, and where a capital follows a small letter: "HomeAssistant". */
export const wordsOf = (original: string, { text, at }: Folded): Word[] => {
  const words: Word[] = [];
  let start = -1;
  const end = (index: number) => {
    if (start >= 0) words.push({ text: text.slice(start, index), start });
    start = -1;
  };
  for (let index = 0; index < text.length; index += 1) {
    if (!isWordSign.test(text[index] ?? '')) {
      end(index);
      continue;
    }
    if (start >= 0 && isHump(original, at[index] ?? 0)) end(index);
    if (start < 0) start = index;
  }
  end(text.length);
  return words;
};

const isHump = (original: string, index: number): boolean =>
  /\p{Lu}/u.test(original[index] ?? '') && /\p{Ll}/u.test(original[index - 1] ?? '');

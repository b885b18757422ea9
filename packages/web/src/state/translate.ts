/** What the server says in English, with `{names}` for what it puts in, beside what the page says instead. */
export type ServerTexts = readonly (readonly [english: string, say: (inputs: Record<string, string>) => string])[];
export type Translate = (sentence: string) => string;

const MOST_KEPT = 300;
/** A part can be a sentence with parts again: a reason inside of an advice. */
const DEEPEST = 3;

/** Translates what the server says; what it does not know it gives back as it is. */
export const createTranslate = (texts: ServerTexts): Translate => {
  const exact = new Map(texts.filter(([english]) => !english.includes('{')));
  const patterns = texts.flatMap(([english, say]) =>
    english.includes('{') ? [{ pattern: patternOf(english), say, fixed: english.replace(/\{\w+\}/g, '').length }] : [],
  );
  // "{reason} Is it running?" would take what a longer pattern says better.
  patterns.sort((one, other) => other.fixed - one.fixed);
  const kept = new Map<string, string>();

  const translate = (sentence: string, depth: number): string => {
    const known = exact.get(sentence);
    if (known) return known({});
    if (depth > DEEPEST) return sentence;
    for (const { pattern, say } of patterns) {
      const found = pattern.exec(sentence)?.groups;
      if (found) return say(mapValues(found, (part) => translatePart(part, depth)));
    }
    return sentence;
  };
  const translatePart = (part: string, depth: number): string => {
    const words = part.trim();
    return words === '' ? part : part.replace(words, () => translate(words, depth + 1));
  };

  return (sentence) => {
    const before = kept.get(sentence);
    if (before !== undefined) return before;
    if (kept.size >= MOST_KEPT) kept.clear();
    const translated = translate(sentence, 0);
    kept.set(sentence, translated);
    return translated;
  };
};

const mapValues = (found: Record<string, string>, change: (value: string) => string): Record<string, string> =>
  Object.fromEntries(Object.entries(found).map(([name, value]) => [name, change(value)]));

const patternOf = (english: string): RegExp => {
  const escaped = english.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  const named = escaped
    // Two sentences side by side: the first ends where a sentence ends.
    .replace(/\{(\w+)\} (?=\{)/g, '(?<$1>.+?[.!?]) ')
    .replace(/\{(\w+)\}/g, '(?<$1>.+?)');
  return new RegExp(`^${named}$`, 's');
};

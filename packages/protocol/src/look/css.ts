const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Where a comment, a string or an address without quotes that begins here ends; -1 where it does not. */
const endOf = (css: string, from: number): number | undefined => {
  if (css.startsWith('/*', from)) {
    const end = css.indexOf('*/', from + 2);
    return end < 0 ? -1 : end + 2;
  }
  const quote = css[from];
  if (quote === '"' || quote === "'") return endOfString(css, from, quote);
  if (quote === '(' && /(?:^|[^\w\u0080-\uffff#@-])url$/i.test(css.slice(Math.max(0, from - 4), from))) {
    const inside = /^\(\s*(?!["'\s])[^()"'\s\\]*\s*\)/.exec(css.slice(from));
    if (inside) return from + inside[0].length;
  }
  return undefined;
};

const endOfString = (css: string, from: number, quote: string): number => {
  for (let at = from + 1; at < css.length; at += 1) {
    if (css[at] === '\\') at += 1;
    else if (css[at] === quote) return at + 1;
    else if (css[at] === '\n') return -1;
  }
  return -1;
};

/**
 * Whether every bracket, quote and comment is closed in its order, so that what comes after it is not swallowed, and what
 * is round it is not left. A backslash outside of a string could disguise a bracket: none is taken.
 */
export const isWholeCss = (css: string): boolean => {
  const open: string[] = [];
  for (let at = 0; at < css.length; ) {
    const end = endOf(css, at);
    if (end === -1) return false;
    if (end !== undefined) {
      at = end;
      continue;
    }
    const letter = css[at] ?? '';
    if (letter === '\\') return false;
    const close = closing[letter];
    if (close) open.push(close);
    else if (')]}'.includes(letter) && open.pop() !== letter) return false;
    at += 1;
  }
  return open.length === 0;
};

/** Everywhere but where it is written and where notes with a way back are: it can't lock anybody out of itself. */
export const scopedCss = (css: string): string => `@scope (:root) to (.settings, .toasts) {\n${css}\n}\n`;

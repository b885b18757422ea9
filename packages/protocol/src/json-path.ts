const first = /[^.[\]"'\s]+/y;
const next = /\.([^.[\]"'\s]+)|\[(?:(\d{1,9})|("(?:[^"\\]|\\["\\])*"))\]/y;

/**
 * A path into a JSON document: names with dots between, places in brackets, any name in brackets and quotes; `$` for the
 * whole may come first. `data.items[0]["a.b"]` has four steps.
 * @returns undefined when it is none.
 */
export const parseJsonPath = (text: string): (string | number)[] | undefined => {
  const steps: (string | number)[] = [];
  let at = /^\$($|[.[])/.test(text) ? 1 : 0;
  if (at === 0) {
    const name = matchAt(first, text, 0)?.[0];
    if (name !== undefined) steps.push(name);
    at = name?.length ?? 0;
  }
  while (at < text.length) {
    const match = matchAt(next, text, at);
    if (!match) return undefined;
    const [whole, name, place, quoted] = match;
    if (name !== undefined) steps.push(name);
    else steps.push(place === undefined ? (JSON.parse(quoted ?? '""') as string) : Number(place));
    at += whole.length;
  }
  return steps;
};

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

/** A list of codes and ranges such as `200-299,401`, as the schema allows it. */
export type StatusCodes = {
  has(status: number): boolean;
  /** The code stands there by itself. */
  names(status: number): boolean;
};

const known = new Map<string, StatusCodes>();
const KNOWN = 256;

/** Few lists serve many checks, so what was read is kept. */
export const statusCodesOf = (text: string): StatusCodes => {
  const before = known.get(text);
  if (before) return before;
  if (known.size >= KNOWN) known.clear();
  const codes = parse(text);
  known.set(text, codes);
  return codes;
};

const parse = (text: string): StatusCodes => {
  const ranges = text.split(',').map((part) => {
    const [first = Number.NaN, last = first] = part.split('-').map(Number);
    return { least: Math.min(first, last), most: Math.max(first, last), isSingle: !part.includes('-') };
  });
  return {
    has: (status) => ranges.some(({ least, most }) => status >= least && status <= most),
    names: (status) => ranges.some(({ least, isSingle }) => isSingle && status === least),
  };
};

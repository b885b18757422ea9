const LONGEST = 2_048;

/** An address that a page may lead to, whole; undefined for any other: a script in one would run with its rights. */
export const linkIn = (given: string | undefined, base: string): string | undefined => {
  const text = given?.trim() ?? '';
  if (text === '' || text.length > LONGEST || !URL.canParse(text, base)) return undefined;
  const url = new URL(text, base);
  return (url.protocol === 'http:' || url.protocol === 'https:') && url.href.length <= LONGEST ? url.href : undefined;
};

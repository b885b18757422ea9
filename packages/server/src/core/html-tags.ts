/** Tags of pages of others: only what is looked for is taken, however the rest is written. */

const MOST_TAGS = 200;
const MOST_ATTRIBUTES = 30;
const openings = { link: /<link(?=\s)/gi, base: /<base(?=\s)/gi, outline: /<outline(?=\s)/gi };

/** Tags of a kind with their attributes. */
export function* tagsOf(
  text: string,
  kind: keyof typeof openings,
  most: number = MOST_TAGS,
): Generator<Record<string, string>> {
  let count = 0;
  for (const { index, 0: opening } of text.matchAll(openings[kind])) {
    if (count === most) return;
    count += 1;
    yield attributesAt(text, index + opening.length);
  }
}

/** A value may hold `>`: that of an icon that is drawn in the page itself does. */
const attribute = /\s*\/?([^\s=>"'/]{1,40})(?:\s*=\s*(?:"([^"]{0,32768})"|'([^']{0,32768})'|([^\s"'>]{1,2048})))?/y;

const attributesAt = (text: string, start: number): Record<string, string> => {
  const found: Record<string, string> = {};
  attribute.lastIndex = start;
  for (let count = 0; count < MOST_ATTRIBUTES; count += 1) {
    const match = attribute.exec(text);
    if (!match) break;
    const [, name = '', double, single, bare] = match;
    found[name.toLowerCase()] ??= (double ?? single ?? bare ?? '').replaceAll('&amp;', '&');
  }
  return found;
};

/** The address that relative ones of a page begin from. */
export const baseOf = (text: string, pageUrl: string): string => {
  const [{ href } = {}] = tagsOf(text, 'base');
  return resolve(href, pageUrl) ?? pageUrl;
};

export const resolve = (href: string | undefined, base: string): string | undefined => {
  const text = href?.trim() ?? '';
  if (text === '' || !URL.canParse(text, base)) return undefined;
  return new URL(text, base).href;
};

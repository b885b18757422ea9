/** The place of a page that has its first data, as the server writes it. */
const place = /(<script type="application\/json" id="first">)(.*?)(<\/script>)/s;

type Fields = Record<string, unknown>;

/** Undefined where a page has none: it is not one of AMUD's. */
export const firstIn = (html: string): Fields | undefined => {
  const text = place.exec(html)?.[2];
  return text === undefined ? undefined : (JSON.parse(text) as Fields);
};

/** The page with other first data. Inside a script element only `<` could end it. */
export const withFirst = (html: string, first: Fields): string => {
  const json = JSON.stringify(first).replaceAll('<', '\\u003c');
  return html.replace(place, (_, open: string, __: string, close: string) => `${open}${json}${close}`);
};

/** Without the frame that the server drew around the board of the moment: the page stands for every page now. */
export const withoutFrame = (html: string): string => html.replace(/<!--frame-->.*?<!--\/frame-->/s, '');

/** As whom a page was made: the id, or `visitor`. */
export const personOf = (first: Fields): string => {
  const user = first['user'] as { id: number } | null;
  return user === null ? 'visitor' : String(user.id);
};

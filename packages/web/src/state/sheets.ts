import { themeNames } from '@amud/protocol/look/theme-names.ts';

/** Theme: by name. Own: the query of the sheet with what differs from it; undefined where nothing does. */
type Wanted = { theme: string; own: string | undefined };
type Swap = { keep(): void; forget(): void };

export type Sheets = ReturnType<typeof createSheets>;

/** The style sheets that depend on what was chosen: a new one is there before the old one goes. */
export const createSheets = (document: Document) => {
  let newest = 0;
  const swap = async (id: string, href: string | undefined): Promise<Swap> => {
    const old = document.getElementById(id);
    if ((old?.getAttribute('href') ?? undefined) === href) return { keep: () => {}, forget: () => {} };
    if (href === undefined) return { keep: () => old?.remove(), forget: () => {} };
    const link = document.createElement('link');
    Object.assign(link, { rel: 'stylesheet', href });
    await loaded(document, link);
    const keep = () => {
      old?.remove();
      link.id = id;
    };
    return { keep, forget: () => link.remove() };
  };
  return {
    /** @returns false where another wish came meanwhile, and nothing was changed. */
    show: async ({ theme, own }: Wanted): Promise<boolean> => {
      newest += 1;
      const mine = newest;
      const swaps = await Promise.all([
        swap('theme-sheet', await themeFile(theme)),
        swap('own-sheet', own === undefined ? undefined : `/look/own.css?${own}`),
      ]);
      const isNewest = mine === newest;
      for (const { keep, forget } of swaps) (isNewest ? keep : forget)();
      return isNewest;
    },
    /** What an admin wrote, as it is now; without it where nothing is left of it. */
    showCustom: async (css: string): Promise<void> => {
      (await swap('custom-css', css.trim() === '' ? undefined : `/look/custom.css?at=${Date.now()}`)).keep();
    },
  };
};

const themeFile = async (theme: string): Promise<string | undefined> => {
  if (theme === themeNames[0]) return undefined;
  const { themeFiles } = await import('./theme-files.ts');
  return themeFiles[theme];
};

/** A sheet that can't be had changes nothing: the page keeps what it has. */
const loaded = (document: Document, link: HTMLLinkElement): Promise<void> =>
  new Promise((resolve) => {
    link.addEventListener('load', () => resolve());
    link.addEventListener('error', () => resolve());
    document.head.append(link);
  });

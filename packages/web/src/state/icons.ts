import type { IconShape } from '@amud/protocol/icons.ts';
import { type Accessor, createSignal, type Setter } from 'solid-js';
import type { Http } from '../link/http.ts';

export type { IconHit, IconLicences, IconShape } from '@amud/protocol/icons.ts';

/** `null`: there is no such icon. Undefined: it is on its way. */
type Drawn = IconShape | null | undefined;

const AT_ONCE = 150;

/**
 * The drawings of icons. All that are first wanted at the same moment come with one request, in an order of their own, so
 * that the browser finds the answer in its cache the next time the page is opened.
 */
export const createIcons = (http: Http, version: string) => {
  const known = new Map<string, { drawn: Accessor<Drawn>; set: Setter<Drawn> }>();
  let wanted: string[] = [];

  const fetchWanted = () => {
    const names = wanted.sort();
    wanted = [];
    for (let from = 0; from < names.length; from += AT_ONCE) void fetchSome(names.slice(from, from + AT_ONCE));
  };
  const fetchSome = async (names: string[]) => {
    const drawn = await http.draw<Record<string, IconShape>>(`/icons/shapes?v=${version}&of=${names.join(',')}`);
    for (const name of names) {
      // What failed is asked for again when it is drawn the next time.
      if (drawn) known.get(name)?.set(() => drawn[name] ?? null);
      else known.delete(name);
    }
  };
  const want = (name: string) => {
    const [drawn, set] = createSignal<Drawn>();
    const entry = { drawn, set };
    known.set(name, entry);
    if (wanted.length === 0) queueMicrotask(fetchWanted);
    wanted.push(name);
    return entry;
  };

  return {
    /** Asks for all of these now, in one request, before the first of them is drawn. */
    expect: (names: readonly string[]): void => {
      for (const name of new Set(names)) if (/^(brand|general):/.test(name) && !known.has(name)) want(name);
      fetchWanted();
    },
    /** The drawing of `brand:…` or `general:…`. */
    shape: (name: string): Drawn => (known.get(name) ?? want(name)).drawn(),
    search: (text: string, limit: number) =>
      http.call('GET', `/api/icons?${new URLSearchParams({ q: text, limit: String(limit) })}`, 'iconsOutput'),
    suggest: (name: string, url: string) =>
      http.call('GET', `/api/icons/suggest?${new URLSearchParams({ name, url })}`, 'iconsOutput'),
    fetchFrom: (url: string) => http.call('POST', '/api/icons/fetch', 'iconFetchOutput', { url }),
    licences: () => http.call('GET', '/api/icons/licences', 'iconLicences'),
  };
};

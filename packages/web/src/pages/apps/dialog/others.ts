import { m } from '../../../messages.ts';
import { useApp } from '../../../state/app.ts';

const plainUrl = (url: string): string => {
  const text = url.trim();
  return URL.canParse(text) ? new URL(text).href.replace(/\/$/, '') : '';
};

/** What other apps there are: two with one name or address are allowed, but seldom meant. */
export const createOthers = (appId: string | null) => {
  const { apps } = useApp();
  const others = () => Object.values(apps.data.apps).filter(({ id }) => id !== appId);
  return {
    byName: (name: string): string | undefined => {
      const wanted = name.trim().toLocaleLowerCase();
      if (wanted === '') return undefined;
      const other = others().find((app) => app.name.toLocaleLowerCase() === wanted);
      return other && m.apps_same_name({ name: other.name });
    },
    byUrl: (url: string): string | undefined => {
      const wanted = plainUrl(url);
      if (wanted === '') return undefined;
      const other = others().find((app) => plainUrl(app.url) === wanted);
      return other && m.apps_same_url({ name: other.name });
    },
    /** All tags in use, the most used first. */
    tags: (): string[] => {
      const counts = new Map<string, number>();
      for (const tag of Object.values(apps.data.apps).flatMap((app) => app.tags))
        counts.set(tag, (counts.get(tag) ?? 0) + 1);
      return [...counts].sort(([one, a], [other, b]) => b - a || one.localeCompare(other)).map(([tag]) => tag);
    },
  };
};

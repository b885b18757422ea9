import type { Place } from '@amud/protocol/forms.ts';
import type { FirstData } from '@amud/protocol/http.ts';
import { createEffect, on } from 'solid-js';
import type { Http } from '../link/http.ts';
import { locale } from './language.ts';

/** A widget that stands on a board: what it shows may be asked by whoever sees it. */
export type Placed = { boardId: string; itemId: string };

type CalendarSettings = { name: string; url: string; color: string };

const MOST_KEPT = 200;

/** What widgets and their settings ask the server. */
export const createWidgets = (http: Http, user: () => unknown, { weather }: Pick<FirstData, 'weather'>) => ({
  places: (query: string) =>
    http.call('GET', `/api/places?${parameters({ q: query, language: locale })}`, 'placesOutput'),
  weather: (of: Placed | Place) =>
    http.call('GET', 'itemId' in of ? pathOf('weather', of) : `/api/weather?${parameters(of)}`, 'weatherOutput'),
  /** Some days of a calendar, in the zone of this machine. */
  calendar: (of: Placed | readonly CalendarSettings[], range: { from: string; days: number }) => {
    const { timeZone: zone } = new Intl.DateTimeFormat().resolvedOptions();
    return 'itemId' in of
      ? http.call('GET', `${pathOf('calendar', of)}?${parameters({ ...range, zone })}`, 'calendarOutput')
      : http.call('POST', '/api/calendar/preview', 'calendarOutput', { sources: of, ...range, zone });
  },
  /** The weather of a widget that the page carries, for its first draw. */
  firstWeather: createFirst(weather, user),
  /** Answers as they were last, for who comes back to a board. */
  kept: createKept(user),
});

const pathOf = (kind: string, { boardId, itemId }: Placed): string => `/api/boards/${boardId}/${kind}/${itemId}`;

const parameters = (values: Readonly<Record<string, string | number>>): string =>
  new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value)])).toString();

/** Each is given once: by then it is what is drawn. */
const createFirst = <T>(values: Readonly<Record<string, T>>, user: () => unknown) => {
  const left = new Map(Object.entries(values));
  createEffect(on(user, () => left.clear(), { defer: true }));
  return (itemId: string): T | undefined => {
    const value = left.get(itemId);
    left.delete(itemId);
    return value;
  };
};

const createKept = (user: () => unknown) => {
  const answers = new Map<string, { value: unknown; at: number }>();
  // What one person may see is not for the next one on this screen.
  createEffect(on(user, () => answers.clear(), { defer: true }));
  return {
    get: (key: string) => answers.get(key),
    set: (key: string, answer: { value: unknown; at: number }) => {
      answers.delete(key);
      answers.set(key, answer);
      const [oldest] = answers.keys();
      if (answers.size > MOST_KEPT && oldest !== undefined) answers.delete(oldest);
    },
  };
};

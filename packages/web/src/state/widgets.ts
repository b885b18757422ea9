import { placesOutput } from '@amud/protocol/weather.ts';
import type { Http } from '../link/http.ts';

/** What widgets and their settings ask the server. */
export const createWidgets = (http: Http) => ({
  places: (query: string) => http.call('GET', `/api/places?${new URLSearchParams({ q: query })}`, placesOutput),
});

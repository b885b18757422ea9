import { shortId } from '@amud/protocol/apps.ts';
import { limits } from '@amud/protocol/limits.ts';
import { placesOutput, weatherOutput } from '@amud/protocol/weather.ts';
import * as v from 'valibot';
import { RemoteError } from '../../core/outbound/remote.ts';
import { FaultError } from '../../http/faults.ts';
import { type AnyRoute, route } from '../../http/route.ts';
import { type FindPlaceParts, findPlace } from './find-place.ts';
import type { Weather } from './weather.ts';

export type WeatherRoutesParts = FindPlaceParts & { weather: Weather };

export const weatherRoutes = (parts: WeatherRoutesParts): AnyRoute[] => [
  ofWidgetRoute(parts),
  ofPlaceRoute(parts),
  placesRoute(parts),
];

const nothing = { weather: null, fault: null };

/** By board and widget, never by place: nobody asks about other places through us. */
const ofWidgetRoute = ({ weather, ...parts }: WeatherRoutesParts) =>
  route({
    method: 'GET',
    path: '/api/boards/:board/weather/:item',
    summary: 'What a weather widget shows, for whoever may see it.',
    access: 'public',
    params: v.object({ board: shortId, item: shortId }),
    output: weatherOutput,
    handle: async ({ params, identify }) => {
      const place = findPlace(parts, params.board, params.item, await identify());
      if (place === undefined) throw new FaultError('missing', 'There is no such widget.');
      return place ? weather.at(place) : nothing;
    },
  });

const degrees = (most: number) =>
  v.pipe(v.string(), v.maxLength(20), v.regex(/^-?\d/), v.toNumber(), v.minValue(-most), v.maxValue(most));

const ofPlaceRoute = ({ weather }: WeatherRoutesParts) =>
  route({
    method: 'GET',
    path: '/api/weather',
    summary: 'The weather of a place that is being chosen.',
    access: 'operator',
    query: v.object({
      name: v.optional(v.pipe(v.string(), v.maxLength(120)), ''),
      latitude: degrees(90),
      longitude: degrees(180),
    }),
    output: weatherOutput,
    handle: ({ query }) => weather.at(query),
  });

const placesRoute = ({ weather }: WeatherRoutesParts) =>
  route({
    method: 'GET',
    path: '/api/places',
    summary: 'Places on earth by name, for choosing one.',
    access: 'viewer',
    query: v.object({
      q: v.pipe(v.string(), v.trim(), v.minLength(2), v.maxLength(limits.weather.queryLength)),
      language: v.optional(v.pipe(v.string(), v.regex(/^[a-z]{2}$/)), 'en'),
    }),
    output: placesOutput,
    handle: async ({ query }) => {
      try {
        return { places: await weather.places(query.q, query.language) };
      } catch (error) {
        if (!(error instanceof RemoteError)) throw error;
        throw new FaultError(
          'unavailable',
          `The search for places does not answer (${error.reason}). Type coordinates instead, or try again later.`,
        );
      }
    },
  });

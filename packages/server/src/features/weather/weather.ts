import type { Clock } from '@amud/protocol/clock.ts';
import type { Place } from '@amud/protocol/forms.ts';
import { limits } from '@amud/protocol/limits.ts';
import type { RemoteFault } from '@amud/protocol/remote.ts';
import type { FoundPlace, WeatherOutput } from '@amud/protocol/weather.ts';
import { createKept } from '../../core/kept.ts';
import type { Outbound } from '../../core/outbound/outbound.ts';
import { mustSucceed, RemoteError, toRemoteError } from '../../core/outbound/remote.ts';
import { type Endpoints, forecastUrl, openMeteo, placesUrl, readForecast, readPlaces } from './open-meteo.ts';

export type Weather = {
  /** Weather as it was last had; with a fault when it could not be had anew. */
  at(place: Place): Promise<WeatherOutput>;
  /** What is here already and as good as new, without asking anybody. */
  here(place: Place): WeatherOutput | undefined;
  /** @throws RemoteError */
  places(name: string, language: string): Promise<FoundPlace[]>;
};

export type WeatherParts = { outbound: Pick<Outbound, 'request'>; clock: Clock; endpoints?: Endpoints | undefined };

const { freshMs, retryMs, places: mostPlaces, searchFreshMs, searches } = limits.weather;

export const createWeather = ({ outbound, clock, endpoints = openMeteo }: WeatherParts): Weather => {
  const ask = async (url: string): Promise<Buffer> => {
    const answer = await outbound.request({ url, zone: 'internet' }).catch((error: unknown) => {
      throw toRemoteError(error, url);
    });
    mustSucceed(answer);
    return answer.body;
  };
  const forecasts = createKept({
    clock,
    freshMs,
    retryMs,
    most: mostPlaces,
    load: async (key: string) => {
      const [latitude = '', longitude = ''] = key.split(',');
      return readForecast(await ask(forecastUrl(endpoints, latitude, longitude)), clock.now());
    },
  });
  const found = createKept({
    clock,
    freshMs: searchFreshMs,
    retryMs,
    most: searches,
    load: async (key: string) => {
      const [language = '', name = ''] = key.split('\n');
      return readPlaces(await ask(placesUrl(endpoints, name, language)));
    },
  });
  return {
    at: async (place) => {
      try {
        const { value, at, failure } = await forecasts.get(keyOf(place));
        return { weather: { place: place.name, at, ...value }, fault: failure && faultOf(failure) };
      } catch (error) {
        return { weather: null, fault: faultOf({ error, since: clock.now() }) };
      }
    },
    here: (place) => {
      const kept = forecasts.fresh(keyOf(place));
      return kept && { weather: { place: place.name, at: kept.at, ...kept.value }, fault: null };
    },
    places: async (name, language) => (await found.get(`${language}\n${name}`)).value,
  };
};

/** About a kilometre: as exact as weather is, and not as exact as a home. */
const keyOf = ({ latitude, longitude }: Place): string => `${latitude.toFixed(2)},${longitude.toFixed(2)}`;

const faultOf = ({ error, since }: { error: unknown; since: number }): RemoteFault => {
  // A bug of ours is no state of the weather.
  if (!(error instanceof RemoteError)) throw error;
  return { reason: error.reason, detail: error.detail, since };
};

import type { FoundPlace } from '@amud/protocol/weather.ts';
import * as v from 'valibot';
import { RemoteError } from '../../core/outbound/remote.ts';

/**
 * What AMUD asks of Open-Meteo and how it reads the answers, after https://open-meteo.com/en/docs and
 * https://open-meteo.com/en/docs/geocoding-api. No account, no key.
 */
export type Endpoints = { forecast: string; places: string };

export const openMeteo: Endpoints = {
  forecast: 'https://api.open-meteo.com/v1/forecast',
  places: 'https://geocoding-api.open-meteo.com/v1/search',
};

const asked = {
  current:
    'temperature_2m,apparent_temperature,relative_humidity_2m,is_day,weather_code,wind_speed_10m,wind_direction_10m,wind_gusts_10m',
  hourly: 'temperature_2m,weather_code,is_day,precipitation_probability',
  daily: 'weather_code,temperature_2m_max,temperature_2m_min,precipitation_probability_max,sunrise,sunset',
  timezone: 'auto',
  timeformat: 'unixtime',
  wind_speed_unit: 'ms',
  forecast_days: '8',
};

export const forecastUrl = ({ forecast }: Endpoints, latitude: string, longitude: string): string =>
  `${forecast}?${new URLSearchParams({ latitude, longitude, ...asked })}`;

const MOST_PLACES = 10;

export const placesUrl = ({ places }: Endpoints, name: string, language: string): string =>
  `${places}?${new URLSearchParams({ name, count: String(MOST_PLACES), language, format: 'json' })}`;

const seconds = v.pipe(
  v.number(),
  v.transform((value) => value * 1000),
);
const isSet = v.pipe(
  v.number(),
  v.transform((value) => value === 1),
);
const numbers = v.array(v.nullable(v.number()));
const times = v.array(seconds);

const forecast = v.object({
  timezone: v.string(),
  utc_offset_seconds: v.number(),
  current: v.object({
    temperature_2m: v.number(),
    apparent_temperature: v.number(),
    relative_humidity_2m: v.number(),
    is_day: isSet,
    weather_code: v.number(),
    wind_speed_10m: v.number(),
    wind_direction_10m: v.number(),
    wind_gusts_10m: v.nullish(v.number(), null),
  }),
  hourly: v.object({
    time: times,
    temperature_2m: numbers,
    weather_code: numbers,
    is_day: numbers,
    precipitation_probability: v.optional(numbers, []),
  }),
  daily: v.object({
    time: times,
    weather_code: numbers,
    temperature_2m_max: numbers,
    temperature_2m_min: numbers,
    precipitation_probability_max: v.optional(numbers, []),
    sunrise: times,
    sunset: times,
  }),
});
type Forecast = v.InferOutput<typeof forecast>;

const MOST_HOURS = 30;
const HALF_A_DAY_MS = 43_200_000;

const parse = <S extends v.GenericSchema>(schema: S, body: Buffer): v.InferOutput<S> => {
  const parsed = v.safeParse(schema, jsonOf(body));
  if (!parsed.success) throw new RemoteError('content', 'Open-Meteo');
  return parsed.output;
};

const jsonOf = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
};

export type Reading = ReturnType<typeof readForecast>;

/** @throws RemoteError when it is not what Open-Meteo documents. */
export const readForecast = (body: Buffer, now: number) => {
  const answer = parse(forecast, body);
  const { current } = answer;
  return {
    zone: answer.timezone,
    now: {
      celsius: current.temperature_2m,
      feelsCelsius: current.apparent_temperature,
      humidityPercent: current.relative_humidity_2m,
      windMetersPerSecond: current.wind_speed_10m,
      windDegrees: current.wind_direction_10m,
      gustMetersPerSecond: current.wind_gusts_10m,
      code: current.weather_code,
      isDay: current.is_day,
    },
    hours: hoursOf(answer, now),
    days: daysOf(answer),
  };
};

const hoursOf = ({ hourly }: Forecast, now: number) =>
  hourly.time
    .flatMap((at, index) => {
      const [celsius, code] = [hourly.temperature_2m[index], hourly.weather_code[index]];
      if (at <= now || celsius == null || code == null) return [];
      const rainPercent = hourly.precipitation_probability[index] ?? null;
      return [{ at, celsius, code, isDay: hourly.is_day[index] === 1, rainPercent }];
    })
    .slice(0, MOST_HOURS);

const daysOf = ({ daily, utc_offset_seconds }: Forecast) =>
  daily.time.flatMap((at, index) => {
    const [highCelsius, lowCelsius] = [daily.temperature_2m_max[index], daily.temperature_2m_min[index]];
    const code = daily.weather_code[index];
    const [sunriseAt, sunsetAt] = [daily.sunrise[index], daily.sunset[index]];
    if (highCelsius == null || lowCelsius == null || code == null) return [];
    if (sunriseAt === undefined || sunsetAt === undefined) return [];
    // A day begins at midnight there. The offset is today's; at noon an hour of summer time more or less changes no date.
    const noon = new Date(at + utc_offset_seconds * 1000 + HALF_A_DAY_MS);
    const rainPercent = daily.precipitation_probability_max[index] ?? null;
    return [{ date: noon.toISOString().slice(0, 10), highCelsius, lowCelsius, code, rainPercent, sunriseAt, sunsetAt }];
  });

const search = v.object({
  results: v.optional(
    v.array(
      v.object({
        name: v.string(),
        latitude: v.number(),
        longitude: v.number(),
        country: v.optional(v.string(), ''),
        admin1: v.optional(v.string(), ''),
      }),
    ),
    [],
  ),
});

const NAME_LENGTH = 120;

/** @throws RemoteError when it is not what Open-Meteo documents. */
export const readPlaces = (body: Buffer): FoundPlace[] =>
  parse(search, body).results.map(({ name, latitude, longitude, country, admin1 }) => ({
    name: name.slice(0, NAME_LENGTH),
    latitude,
    longitude,
    region: [admin1, country].filter((part) => part !== '' && part !== name).join(', '),
  }));

import * as v from 'valibot';
import { place } from './form-schemas.ts';
import { remoteFault } from './remote.ts';

/** Weather, as the server has it from Open-Meteo. Degrees Celsius, metres a second, percent; the page converts. */

/** A place that the search found; `region` tells it from others of that name. */
export const foundPlace = v.object({ ...place.entries, region: v.string() });
export type FoundPlace = v.InferOutput<typeof foundPlace>;
export const placesOutput = v.object({ places: v.array(foundPlace) });

/** A code of the World Meteorological Organization (table 4677, as far as Open-Meteo uses it). */
const code = v.number();

export const weather = v.object({
  /** The place, as it was chosen. */
  place: v.string(),
  /** When it was asked for. */
  at: v.number(),
  /** Of the place, for its hours and days. */
  zone: v.string(),
  now: v.object({
    celsius: v.number(),
    feelsCelsius: v.number(),
    humidityPercent: v.number(),
    windMetersPerSecond: v.number(),
    /** Where it comes from: 0 is north, 90 east. */
    windDegrees: v.number(),
    gustMetersPerSecond: v.nullable(v.number()),
    code,
    isDay: v.boolean(),
  }),
  /** The next hours, the first of them after now. */
  hours: v.array(
    v.object({ at: v.number(), celsius: v.number(), code, isDay: v.boolean(), rainPercent: v.nullable(v.number()) }),
  ),
  /** Today first. */
  days: v.array(
    v.object({
      /** `2026-11-25` */
      date: v.string(),
      highCelsius: v.number(),
      lowCelsius: v.number(),
      code,
      rainPercent: v.nullable(v.number()),
      sunriseAt: v.number(),
      sunsetAt: v.number(),
    }),
  ),
});
export type Weather = v.InferOutput<typeof weather>;

/** `weather` is null where nothing was ever had, or no place is chosen; with a fault beside it, it is old. */
export const weatherOutput = v.object({ weather: v.nullable(weather), fault: v.nullable(remoteFault) });
export type WeatherOutput = v.InferOutput<typeof weatherOutput>;

import * as v from 'valibot';
import { place } from './forms.ts';

/** Weather, as the server has it from Open-Meteo. Degrees Celsius, metres a second, percent; the page converts. */

/** A place that the search found; `region` tells it from others of that name. */
export const foundPlace = v.object({ ...place.entries, region: v.string() });
export type FoundPlace = v.InferOutput<typeof foundPlace>;
export const placesOutput = v.object({ places: v.array(foundPlace) });

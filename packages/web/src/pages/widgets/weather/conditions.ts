import { m } from '../../../messages.ts';
import type { Sky } from './outlines.ts';

export type Condition = { words: () => string; sky: Sky };

const known: Record<number, Condition> = {
  0: { words: m.widgets_sky_clear, sky: 'sun' },
  1: { words: m.widgets_sky_mainly_clear, sky: 'sun' },
  2: { words: m.widgets_sky_partly_cloudy, sky: 'cloud-sun' },
  3: { words: m.widgets_sky_overcast, sky: 'cloudy' },
  45: { words: m.widgets_sky_fog, sky: 'cloud-fog' },
  48: { words: m.widgets_sky_rime_fog, sky: 'cloud-fog' },
  51: { words: m.widgets_sky_light_drizzle, sky: 'cloud-drizzle' },
  53: { words: m.widgets_sky_drizzle, sky: 'cloud-drizzle' },
  55: { words: m.widgets_sky_heavy_drizzle, sky: 'cloud-drizzle' },
  56: { words: m.widgets_sky_freezing_drizzle, sky: 'cloud-drizzle' },
  57: { words: m.widgets_sky_freezing_drizzle, sky: 'cloud-drizzle' },
  61: { words: m.widgets_sky_light_rain, sky: 'cloud-rain' },
  63: { words: m.widgets_sky_rain, sky: 'cloud-rain' },
  65: { words: m.widgets_sky_heavy_rain, sky: 'cloud-rain-wind' },
  66: { words: m.widgets_sky_freezing_rain, sky: 'cloud-rain' },
  67: { words: m.widgets_sky_freezing_rain, sky: 'cloud-rain-wind' },
  71: { words: m.widgets_sky_light_snow, sky: 'cloud-snow' },
  73: { words: m.widgets_sky_snow, sky: 'cloud-snow' },
  75: { words: m.widgets_sky_heavy_snow, sky: 'cloud-snow' },
  77: { words: m.widgets_sky_snow_grains, sky: 'cloud-snow' },
  80: { words: m.widgets_sky_light_showers, sky: 'cloud-rain' },
  81: { words: m.widgets_sky_showers, sky: 'cloud-rain' },
  82: { words: m.widgets_sky_heavy_showers, sky: 'cloud-rain-wind' },
  85: { words: m.widgets_sky_snow_showers, sky: 'cloud-snow' },
  86: { words: m.widgets_sky_heavy_snow_showers, sky: 'cloud-snow' },
  95: { words: m.widgets_sky_thunderstorm, sky: 'cloud-lightning' },
  96: { words: m.widgets_sky_hail_storm, sky: 'cloud-hail' },
  99: { words: m.widgets_sky_hail_storm, sky: 'cloud-hail' },
};

/** Codes that Open-Meteo does not use say what their group says: the tables of the WMO go by tens. */
const groups: [from: number, code: number][] = [
  [91, 95],
  [85, 85],
  [80, 81],
  [70, 73],
  [60, 63],
  [50, 53],
  [4, 45],
  [0, 3],
];

const byNight: Partial<Record<Sky, Sky>> = { sun: 'moon', 'cloud-sun': 'cloud-moon' };

export const conditionOf = (code: number, isDay: boolean): Condition => {
  const group = groups.find(([from]) => code >= from)?.[1] ?? 3;
  const found = known[code] ?? known[group] ?? { words: m.widgets_sky_overcast, sky: 'cloudy' };
  return isDay ? found : { ...found, sky: byNight[found.sky] ?? found.sky };
};

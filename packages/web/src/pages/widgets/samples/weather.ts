import type { Weather } from '@amud/protocol/weather.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A day as one wishes it, to show what the widget looks like. */
export const sampleWeather = (now: number): Weather => {
  const codes = [1, 2, 61, 3, 0, 80, 2, 1];
  return {
    place: '',
    at: now,
    zone: 'UTC',
    now: {
      celsius: 21,
      feelsCelsius: 20,
      humidityPercent: 48,
      windMetersPerSecond: 3.1,
      windDegrees: 240,
      gustMetersPerSecond: null,
      code: 2,
      isDay: true,
    },
    hours: Array.from({ length: 24 }, (_, hour) => ({
      at: now + (hour + 1) * HOUR_MS,
      celsius: 18 + 4 * Math.cos((hour / 12) * Math.PI),
      code: codes[Math.floor(hour / 3)] ?? 0,
      isDay: hour < 8,
      rainPercent: null,
    })),
    days: codes.map((code, day) => ({
      date: new Date(now + day * DAY_MS).toISOString().slice(0, 10),
      highCelsius: 23 - day,
      lowCelsius: 12 - (day % 3),
      code,
      rainPercent: code >= 61 ? 60 : 0,
      sunriseAt: now - 6 * HOUR_MS,
      sunsetAt: now + 7 * HOUR_MS,
    })),
  };
};

import { locale, regionOf } from '../../../parts/locale.ts';

export type TemperatureUnit = 'celsius' | 'fahrenheit';
export type SpeedUnit = 'kilometer-per-hour' | 'mile-per-hour' | 'meter-per-second';

/** Where people use Fahrenheit, and where they say wind in miles or metres; everywhere else it is Celsius and kilometres. */
const fahrenheit = new Set(['US', 'BS', 'BZ', 'KY', 'PW', 'LR', 'FM', 'MH', 'PR', 'GU', 'VI', 'AS', 'MP']);
const miles = new Set(['US', 'GB', 'LR', 'MM', 'PR', 'GU', 'VI', 'AS', 'MP']);
const meters = new Set(['SE', 'NO', 'FI', 'DK', 'IS', 'RU', 'JP', 'KR', 'CN']);

export const temperatureUnitOf = (region: string | undefined): TemperatureUnit =>
  region !== undefined && fahrenheit.has(region) ? 'fahrenheit' : 'celsius';

export const speedUnitOf = (region: string | undefined): SpeedUnit => {
  if (region !== undefined && miles.has(region)) return 'mile-per-hour';
  return region !== undefined && meters.has(region) ? 'meter-per-second' : 'kilometer-per-hour';
};

const perMeter: Record<SpeedUnit, number> = {
  'kilometer-per-hour': 3.6,
  'mile-per-hour': 2.236_936,
  'meter-per-second': 1,
};

export type Units = ReturnType<typeof createUnits>;

/** Numbers of the weather as this person reads them. */
export const createUnits = (wish: 'auto' | TemperatureUnit) => {
  const region = regionOf(navigator.languages);
  const temperature = wish === 'auto' ? temperatureUnitOf(region) : wish;
  const speed = speedUnitOf(region);
  const whole = new Intl.NumberFormat(locale(), { maximumFractionDigits: 0 });
  const speedFormat = new Intl.NumberFormat(locale(), { style: 'unit', unit: speed, maximumFractionDigits: 0 });
  const percentFormat = new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 0 });
  return {
    /** `-3°`; the unit is said once, if at all. */
    degrees: (celsius: number) => {
      const value = Math.round(temperature === 'celsius' ? celsius : celsius * 1.8 + 32);
      return `${whole.format(value === 0 ? 0 : value)}°`;
    },
    sign: temperature === 'celsius' ? 'C' : 'F',
    wind: (metersPerSecond: number) => speedFormat.format(metersPerSecond * perMeter[speed]),
    percent: (value: number) => percentFormat.format(value / 100),
  };
};

/** A number as it is shown, apart from its unit, which is drawn quieter. */
export type Amount = { number: string; unit: string };

export const nothing: Amount = { number: '–', unit: '' };

/** Four characters at most, so that a column stays a column: 0.4, 31.4, 128. */
const short = (value: number): string => value.toFixed(Math.abs(value) < 99.95 ? 1 : 0);

const scaled = (value: number, step: number, units: readonly string[]): Amount => {
  let size = value;
  let index = 0;
  // 1000 rather than the step: 1023 MiB would be a character wider than everything around it.
  while (Math.abs(size) >= 999.5 && index < units.length - 1) {
    size /= step;
    index += 1;
  }
  return { number: index === 0 ? Math.round(size).toString() : short(size), unit: units[index] ?? '' };
};

const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
const byteRateUnits = byteUnits.map((unit) => `${unit}/s`);
const bitRateUnits = ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s', 'Tbit/s'];
const countUnits = ['', 'k', 'M', 'G'];

export const bytes = (value: number): Amount => scaled(value, 1024, byteUnits);
export const byteRate = (bytesPerSecond: number): Amount => scaled(bytesPerSecond, 1024, byteRateUnits);
export const bitRate = (bytesPerSecond: number): Amount => scaled(bytesPerSecond * 8, 1000, bitRateUnits);
export const count = (value: number): Amount => scaled(value, 1000, countUnits);

/** Three characters at most: 0, 0.4, 12, 100. */
export const percent = (value: number): Amount => ({
  number: value > 0 && value < 9.95 ? value.toFixed(1) : Math.round(value).toString(),
  unit: '%',
});

export const celsius = (value: number): Amount => ({ number: Math.round(value).toString(), unit: '°C' });
export const watts = (value: number): Amount => ({ number: short(value), unit: 'W' });
export const rpm = (value: number): Amount => ({ number: Math.round(value).toString(), unit: 'rpm' });
export const milliseconds = (value: number): Amount => ({ number: short(value), unit: 'ms' });
export const load = (value: number): Amount => ({ number: value.toFixed(value < 99.995 ? 2 : 0), unit: '' });

export const frequency = (megahertz: number): Amount =>
  megahertz < 999.5
    ? { number: Math.round(megahertz).toString(), unit: 'MHz' }
    : { number: (megahertz / 1000).toFixed(2), unit: 'GHz' };

/** For labels and sentences, where number and unit are one word. */
export const text = ({ number, unit }: Amount): string => (unit === '' ? number : `${number} ${unit}`);

export const maybe = (value: number | undefined, format: (value: number) => Amount): Amount =>
  value === undefined ? nothing : format(value);

/** Used and total with the unit said once where it is the same: "9.8 of 16 GiB". */
export const share = (used: number, total: number): string => {
  const whole = bytes(total);
  const part = bytes(used);
  return part.unit === whole.unit ? `${part.number} of ${text(whole)}` : `${text(part)} of ${text(whole)}`;
};

const spans = [
  { unit: 'd', seconds: 86_400 },
  { unit: 'h', seconds: 3_600 },
  { unit: 'min', seconds: 60 },
  { unit: 's', seconds: 1 },
] as const;

/** A length of time in its two largest units: "41 d 3 h", "12 min", "40 s". Minutes hide their seconds. */
export const duration = (seconds: number): string => {
  const whole = Math.max(0, Math.floor(seconds));
  const large = spans.find((span) => whole >= span.seconds) ?? spans[3];
  const small = spans[spans.indexOf(large) + 1];
  const first = `${Math.floor(whole / large.seconds)} ${large.unit}`;
  if (!small || small.unit === 's') return first;
  const rest = Math.floor((whole % large.seconds) / small.seconds);
  return rest === 0 ? first : `${first} ${rest} ${small.unit}`;
};

/** How long ago, roughly, for a glance: "just now", "12 s ago", "3 h ago". */
export const ago = (at: number, now: number): string => {
  const seconds = Math.floor((now - at) / 1000);
  if (seconds < 3) return 'just now';
  const span = spans.find((candidate) => seconds >= candidate.seconds) ?? spans[3];
  return `${Math.floor(seconds / span.seconds)} ${span.unit} ago`;
};

const clockFormat = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const minuteFormat = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const exactFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

export const clockTime = (at: number): string => clockFormat.format(at);
export const minuteTime = (at: number): string => minuteFormat.format(at);
export const exactTime = (at: number): string => exactFormat.format(at);

/** "1 node", "12 nodes". */
export const plural = (amount: number, one: string, many = `${one}s`): string =>
  `${amount} ${amount === 1 ? one : many}`;

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Where the first three letters are other ones: German, French, Spanish, Italian, Dutch. */
const foreign: Readonly<Record<string, number>> = {
  jän: 1,
  ene: 1,
  gen: 1,
  fév: 2,
  fev: 2,
  mär: 3,
  mrz: 3,
  maa: 3,
  mrt: 3,
  avr: 4,
  abr: 4,
  mai: 5,
  mei: 5,
  mag: 5,
  juin: 6,
  giu: 6,
  juil: 7,
  lug: 7,
  aoû: 8,
  aou: 8,
  ago: 8,
  set: 9,
  okt: 10,
  out: 10,
  ott: 10,
  dez: 12,
  déc: 12,
  dic: 12,
};

const hours: Readonly<Record<string, number>> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  wet: 0,
  west: 1,
  bst: 1,
  ist: 5.5,
  cet: 1,
  met: 1,
  mez: 1,
  cest: 2,
  mest: 2,
  mesz: 2,
  eet: 2,
  eest: 3,
  msk: 3,
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
  akst: -9,
  akdt: -8,
  hst: -10,
  jst: 9,
  kst: 9,
  aest: 10,
  aedt: 11,
  acst: 9.5,
  awst: 8,
  nzst: 12,
  nzdt: 13,
};

const HOUR_MS = 3_600_000;

type Parts = { year: number; month: number; day: number; rest: string };

const iso = /^([+-]?\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?(?=$|[T\s])(.*)$/i;
/** 2026/11/25, 2026.11.25 */
const yearFirst = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})\b(.*)$/;
/** 25.11.2026 */
const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b(.*)$/;
/** 25 Nov 2026, 25-Nov-26 */
const dayFirst = /^(\d{1,2})(?:st|nd|rd|th|\.)?[\s-]+([\p{L}]{3,12})\.?,?[\s-]+(\d{2,4})\b(.*)$/u;
/** November 25, 2026 */
const monthFirst = /^([\p{L}]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b(.*)$/u;
/** Nov 25 14:00:00 2026, and with a zone before the year */
const yearLast = /^([\p{L}]{3,12})\s+(\d{1,2})\s+(\d{1,2}:\d{2}(?::\d{2})?)\s+(?:([A-Z]{1,4})\s+)?(\d{4})$/u;

/**
 * A moment as feeds write it, epoch ms: RFC 822 with all that is done to it, RFC 3339 and its shorter forms, what C, Java
 * and people write, seconds since 1970. A time without a zone is taken for UTC.
 */
export const readDate = (given: string | undefined): number | undefined => {
  const text = (given ?? '').slice(0, 80).replace(/\s+/g, ' ').trim();
  if (/^\d{9,10}(\.\d+)?$/.test(text)) return within(Number(text) * 1_000);
  if (/^\d{12,13}$/.test(text)) return within(Number(text));
  const parts = partsOf(text.replace(/^[\p{L}]{2,12}\.?(?:, ?| )(?=[\p{L}]{3}|\d)/u, '')) ?? partsOf(text);
  if (parts === undefined) return undefined;
  const clock = clockOf(parts.rest);
  if (clock === undefined) return undefined;
  const { year, month, day } = parts;
  const start = Date.UTC(year, month - 1, day);
  // The 31st of a short month is no day.
  if (new Date(start).getUTCDate() !== day || month < 1 || month > 12) return undefined;
  return within(start + clock);
};

/** Before the web and far ahead is a mistake. */
const within = (at: number): number | undefined =>
  at > Date.UTC(1980, 0, 1) && at < Date.UTC(2200, 0, 1) ? Math.round(at) : undefined;

const partsOf = (text: string): Parts | undefined => {
  const numbers = iso.exec(text) ?? yearFirst.exec(text);
  if (numbers) {
    const [, year, month = '1', day = '1', rest = ''] = numbers;
    return { year: Number(year), month: Number(month), day: Number(day), rest };
  }
  const last = yearLast.exec(text);
  if (last) {
    const [, month = '', day, time = '', zone = '', year] = last;
    return { year: Number(year), month: monthOf(month), day: Number(day), rest: `${time} ${zone}` };
  }
  return inWords(text);
};

const inWords = (text: string): Parts | undefined => {
  const [, dotDay, dotMonth, dotYear, dotRest = ''] = dotted.exec(text) ?? [];
  if (dotDay) return { year: Number(dotYear), month: Number(dotMonth), day: Number(dotDay), rest: dotRest };
  const [, day, month = '', year = '', rest = ''] = dayFirst.exec(text) ?? [];
  if (day) return { year: wholeYear(year), month: monthOf(month), day: Number(day), rest };
  const [, name = '', date, full, more = ''] = monthFirst.exec(text) ?? [];
  return date ? { year: Number(full), month: monthOf(name), day: Number(date), rest: more } : undefined;
};

const wholeYear = (year: string): number => {
  if (year.length > 2) return Number(year);
  return Number(year) < 70 ? 2000 + Number(year) : 1900 + Number(year);
};

const monthOf = (name: string): number => {
  const letters = name.toLowerCase();
  const known = months.indexOf(letters.slice(0, 3)) + 1;
  return foreign[letters.slice(0, 4)] ?? (known || foreign[letters.slice(0, 3)]) ?? 0;
};

const time = /^[T,\s]*(?:at |um )?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(am|pm)?\s*(.*)$/i;

/** Milliseconds since midnight in UTC. Undefined: this is no time. */
const clockOf = (rest: string): number | undefined => {
  const text = rest.trim();
  if (text === '' || text === 'Z' || text === 'T') return 0;
  const found = time.exec(text);
  if (!found) return offsetOf(text) === undefined ? undefined : 0;
  const [, hour = '', minute = '', second = '0', fraction = '', half = '', zone = ''] = found;
  const halfDay = /pm/i.test(half) && Number(hour) < 12 ? 12 : /am/i.test(half) && Number(hour) === 12 ? -12 : 0;
  // An unknown zone costs some hours, and the entry stays in its place.
  const offset = offsetOf(zone) ?? 0;
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second) > 60) return undefined;
  return (
    (Number(hour) + halfDay) * HOUR_MS +
    Number(minute) * 60_000 +
    Number(`${second}.${fraction || 0}`) * 1_000 -
    offset * HOUR_MS
  );
};

/** Hours ahead of UTC: `+0200`, `+02:00`, `GMT+2`, `EST`, `+0000 (UTC)`. */
const offsetOf = (given: string): number | undefined => {
  const zone = given.replace(/\(.*$/, '').trim();
  if (zone === '') return 0;
  const [, sign, hour = '0', minute = '0'] = /^(?:GMT|UTC)?\s?([+-])(\d{1,2}):?(\d{2})?$/i.exec(zone) ?? [];
  if (sign) return (sign === '-' ? -1 : 1) * (Number(hour) + Number(minute) / 60);
  return hours[zone.toLowerCase()];
};

import { type Amount, duration } from './format.ts';

/** Three digits at most, so that a card has a fixed place for it: 4 ms, 230 ms, 1.8 s, 12 s. */
export const latency = (ms: number): Amount => {
  if (ms < 999.5) return { number: Math.max(1, Math.round(ms)).toString(), unit: 'ms' };
  return { number: (ms / 1000).toFixed(ms < 9_950 ? 1 : 0), unit: 's' };
};

/** Of a share. Never rounded up to a whole: 99.999 % had a failure in it. */
export const uptime = (share: number): Amount => {
  const percent = share * 100;
  if (percent >= 100) return { number: '100', unit: '%' };
  const digits = percent >= 99 ? 2 : 1;
  // The small addend is for what binary fractions lose: 99.51 is 99.5099….
  return { number: (Math.floor(percent * 10 ** digits + 1e-6) / 10 ** digits).toFixed(digits), unit: '%' };
};

const MINUTE_S = 60;
const steps = [86_400, 3_600, MINUTE_S] as const;

/** How long it has lasted, in its largest unit and no finer than minutes: it need not be written anew each second. */
export const age = (since: number, now: number): string => {
  const seconds = Math.max(MINUTE_S, Math.floor((now - since) / 1000));
  const step = steps.find((candidate) => seconds >= candidate) ?? MINUTE_S;
  return duration(Math.floor(seconds / step) * step);
};

const dayFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
export const day = (at: number): string => dayFormat.format(at);

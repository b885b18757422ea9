import { type Amount, duration, hundredths, tenths, whole } from './format.ts';
import { dated } from './locale.ts';

/** Three digits at most, so that a card has a fixed place for it: 4 ms, 230 ms, 1.8 s, 12 s. */
export const latency = (ms: number): Amount => {
  if (ms < 999.5) return { number: whole(ms === 0 ? 0 : Math.max(1, ms)), unit: 'ms' };
  return { number: (ms < 9_950 ? tenths : whole)(ms / 1000), unit: 's' };
};

/** Of a share. Never rounded up to a whole: 99.999 % had a failure in it. */
export const uptime = (share: number): Amount => {
  const percent = share * 100;
  if (percent >= 100) return { number: whole(100), unit: '%' };
  const [format, steps] = percent >= 99 ? [hundredths, 100] : [tenths, 10];
  // The small addend is for what binary fractions lose: 99.51 is 99.5099….
  return { number: format(Math.floor(percent * steps + 1e-6) / steps), unit: '%' };
};

const MINUTE_S = 60;
const steps = [86_400, 3_600, MINUTE_S] as const;

/** How long it has lasted, in its largest unit and no finer than minutes: it need not be written anew each second. */
export const lasted = (since: number, now: number): string => {
  const seconds = Math.max(MINUTE_S, Math.floor((now - since) / 1000));
  const step = steps.find((candidate) => seconds >= candidate) ?? MINUTE_S;
  return duration(Math.floor(seconds / step) * step);
};

/** "3 Feb 2026". */
export const day = dated({ dateStyle: 'medium' });
/** "3 Feb". */
export const shortDay = dated({ day: 'numeric', month: 'short' });
/** "3 Feb, 14:30". */
export const dayTime = dated({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

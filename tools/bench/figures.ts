import { readFileSync } from 'node:fs';

export type Figure = { name: string; isMissed: boolean };

export const figures: Figure[] = [];

const short = (value: number): number => Number(value.toPrecision(4));

/** Prints one line. `most` or `least` is the budget of the design; neither is for a figure that only explains another. */
export const print = (
  name: string,
  value: number,
  unit: string,
  budget: { most?: number; least?: number } = {},
): void => {
  const isMissed =
    (budget.most !== undefined && value > budget.most) || (budget.least !== undefined && value < budget.least);
  figures.push({ name, isMissed });
  const bound =
    budget.most !== undefined
      ? `<= ${short(budget.most)}`
      : budget.least !== undefined
        ? `>= ${short(budget.least)}`
        : '-';
  console.log(`${name} ${short(value)} ${unit} ${bound}${isMissed ? ' MISSED' : ''}`);
};

export const median = (values: number[]): number => quantile(values, 0.5);

export const quantile = (values: number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Of /proc/PID/smaps_rollup, in MiB: all that is resident, its proportional share, and what is ours alone. */
export const memoryOf = (pid: number): { residentMb: number; proportionalMb: number; privateMb: number } => {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const mb = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) / 1024;
  return { residentMb: mb('Rss'), proportionalMb: mb('Pss'), privateMb: mb('Private_Clean') + mb('Private_Dirty') };
};

/** CPU time of a process so far, in seconds (proc(5): hundredths). */
export const cpuSecondsOf = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
};

/** Share of one core over a while, in percent. */
export const cpuPercentOver = async (pid: number, ms: number): Promise<number> => {
  const before = cpuSecondsOf(pid);
  const began = performance.now();
  await sleep(ms);
  return ((cpuSecondsOf(pid) - before) * 100_000) / (performance.now() - began);
};

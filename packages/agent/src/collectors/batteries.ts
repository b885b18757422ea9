import { join } from 'node:path';
import { limits } from '@amud/protocol/limits.ts';
import type { BatteryReading } from '@amud/protocol/reading.ts';
import type { Collector, HostPaths } from './collector.ts';
import { known, list, readNumber, readWord } from './files.ts';
import { round2, toPercent } from './numbers.ts';

const EVERY_MS = 10_000;

const states: Record<string, BatteryReading['state']> = {
  Charging: 'charging',
  Discharging: 'discharging',
  Full: 'full',
  'Not charging': 'idle',
};

/** Documentation/ABI/testing/sysfs-class-power: millionths of volts, amperes, watts and hours of them. */
const readBattery = (folder: string): BatteryReading | undefined => {
  const word = (file: string) => readWord(join(folder, file));
  const millionths = (file: string) => {
    const value = readNumber(join(folder, file));
    return value === undefined ? undefined : Math.abs(value) / 1e6;
  };
  // A mouse has a battery too, but it is not this machine's.
  if (word('type') !== 'Battery' || word('scope') === 'Device' || word('present') === '0') return undefined;
  const charge = readNumber(join(folder, 'capacity'));
  if (charge === undefined) return undefined;
  const volts = millionths('voltage_now');
  const amperes = millionths('current_now');
  const watts = millionths('power_now') ?? (volts !== undefined && amperes !== undefined ? volts * amperes : undefined);
  const chargeHours = millionths('charge_now');
  const wattHours =
    millionths('energy_now') ?? (chargeHours !== undefined && volts !== undefined ? chargeHours * volts : undefined);
  const full = millionths('energy_full') ?? millionths('charge_full');
  const design = millionths('energy_full_design') ?? millionths('charge_full_design');
  const state = states[word('status') ?? ''] ?? 'unknown';
  const isDraining = state === 'discharging' && watts !== undefined && watts > 0 && wattHours !== undefined;
  return known({
    chargePercent: toPercent(charge, 100),
    state,
    watts: watts === undefined ? undefined : round2(watts),
    remainingSeconds: isDraining ? Math.round((wattHours / watts) * 3600) : undefined,
    healthPercent: full !== undefined && design !== undefined && design > 0 ? toPercent(full, design) : undefined,
  }) as BatteryReading;
};

export const batteriesCollector = ({ sys }: HostPaths): Collector => ({
  name: 'batteries',
  everyMs: EVERY_MS,
  collect: () => {
    const folder = join(sys, 'class/power_supply');
    const batteries: Record<string, BatteryReading> = {};
    for (const name of list(folder).slice(0, 64)) {
      const battery = readBattery(join(folder, name));
      if (battery && Object.keys(batteries).length < limits.reading.batteries) batteries[name] = battery;
    }
    return Object.keys(batteries).length > 0 ? { batteries } : 'This host has no battery.';
  },
});

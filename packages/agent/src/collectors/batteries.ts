import { join } from 'node:path';
import { limits } from '@amud/protocol/limits.ts';
import type { BatteryReading } from '@amud/protocol/reading.ts';
import type { Collector, HostPaths } from './collector.ts';
import { known, list, readTextLater, readWord, toNumber } from './files.ts';
import { round2, toPercent } from './numbers.ts';

const EVERY_MS = 10_000;

const states: Record<string, BatteryReading['state']> = {
  Charging: 'charging',
  Discharging: 'discharging',
  Full: 'full',
  'Not charging': 'idle',
};

/**
 * Documentation/ABI/testing/sysfs-class-power, in the form of its `uevent` file: "POWER_SUPPLY_CAPACITY=81"; millionths of
 * volts, amperes and watts, and of hours of them. Whether power flows in or out, some drivers say by its sign.
 */
export const parseBattery = (text: string): BatteryReading | undefined => {
  const word = (key: string) => new RegExp(`^POWER_SUPPLY_${key}=(.{1,64})$`, 'm').exec(text)?.[1];
  const millionths = (key: string) => {
    const value = toNumber(word(key));
    return value === undefined || Math.abs(value) > 1e12 ? undefined : Math.abs(value) / 1e6;
  };
  const charge = toNumber(word('CAPACITY'));
  // A mouse has a battery too, but it is not this machine's.
  if (charge === undefined || word('SCOPE') === 'Device' || word('PRESENT') === '0') return undefined;
  const watts = millionths('POWER_NOW') ?? product(millionths('VOLTAGE_NOW'), millionths('CURRENT_NOW'));
  const wattHours = millionths('ENERGY_NOW') ?? product(millionths('VOLTAGE_NOW'), millionths('CHARGE_NOW'));
  const full = millionths('ENERGY_FULL') ?? millionths('CHARGE_FULL');
  const design = millionths('ENERGY_FULL_DESIGN') ?? millionths('CHARGE_FULL_DESIGN');
  const state = states[word('STATUS') ?? ''] ?? 'unknown';
  // Less than this is a battery at rest, and would last for years.
  const isDraining = state === 'discharging' && watts !== undefined && watts > 0.01 && wattHours !== undefined;
  return known({
    chargePercent: toPercent(charge, 100),
    state,
    watts: watts === undefined ? undefined : round2(watts),
    remainingSeconds: isDraining ? Math.round((wattHours / watts) * 3600) : undefined,
    healthPercent: full !== undefined && design !== undefined && design > 0 ? toPercent(full, design) : undefined,
  }) as BatteryReading;
};

const product = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : a * b;

/** Laptops and small power banks. Their controllers take their time to answer. */
export const batteriesCollector = ({ sys }: HostPaths): Collector => ({
  name: 'batteries',
  everyMs: EVERY_MS,
  collect: async () => {
    const folder = join(sys, 'class/power_supply');
    const batteries: Record<string, BatteryReading> = {};
    const names = list(folder).filter((name) => readWord(join(folder, name, 'type')) === 'Battery');
    for (const name of names.slice(0, limits.reading.batteries)) {
      const battery = parseBattery((await readTextLater(join(folder, name, 'uevent'))) ?? '');
      if (battery) batteries[name] = battery;
    }
    return Object.keys(batteries).length > 0 ? { batteries } : 'This host has no battery.';
  },
});

import { describe, expect, it } from 'vitest';
import { parseBattery } from './batteries.ts';
import { failedUnitsCollector, parseFailedUnits } from './failed-units.ts';
import { parseCpuinfoMhz } from './frequency.ts';
import { bootAtOf, parseBootAt, parseUptime } from './host.ts';
import { parseLoad } from './load.ts';
import { parseAuxv } from './page-size.ts';
import { parseCpuinfo, parseOsRelease } from './platform.ts';
import { parsePressure } from './pressure.ts';

describe('load', () => {
  it('has tasks where the kernel tells them', () => {
    expect(parseLoad('0.20 0.18 0.12 1/80 11206\n')).toEqual({
      one: 0.2,
      five: 0.18,
      fifteen: 0.12,
      running: 1,
      tasks: 80,
    });
    expect(parseLoad('0.20 0.18 0.12\n')).toEqual({ one: 0.2, five: 0.18, fifteen: 0.12 });
    expect(parseLoad('')).toBeUndefined();
  });
});

describe('uptime and boot', () => {
  it('are read', () => {
    expect(parseUptime('6483.22 13525.03\n')).toBe(6483.22);
    expect(parseBootAt('cpu 1\nbtime 1790000000\n')).toBe(1_790_000_000_000);
  });

  it('are of the container where the kernel speaks of its host', () => {
    expect(bootAtOf(1_000_000_000, 3_600, 999_000_000)).toBe(996_400_000);
    expect(bootAtOf(1_000_000_000, 3_600, 996_401_000)).toBe(996_401_000);
  });
});

describe('pressure', () => {
  it('has some and, from Linux 5.13 on, full', () => {
    const text = 'some avg10=1.25 avg60=0.00 avg300=0.00 total=9\nfull avg10=0.50 avg60=0.00 avg300=0.00 total=8\n';
    expect(parsePressure(text)).toEqual({ somePercent: 1.25, fullPercent: 0.5 });
    expect(parsePressure('some avg10=1.25 avg60=0.00 avg300=0.00 total=9\n')).toEqual({ somePercent: 1.25 });
    expect(parsePressure('')).toBeUndefined();
  });
});

describe('a battery', () => {
  it('that counts ampere-hours is told in watts too', () => {
    const text = [
      'POWER_SUPPLY_STATUS=Discharging',
      'POWER_SUPPLY_CAPACITY=50',
      'POWER_SUPPLY_VOLTAGE_NOW=12000000',
      'POWER_SUPPLY_CURRENT_NOW=-1000000',
      'POWER_SUPPLY_CHARGE_NOW=2000000',
      'POWER_SUPPLY_CHARGE_FULL=4000000',
      'POWER_SUPPLY_CHARGE_FULL_DESIGN=5000000',
    ].join('\n');
    expect(parseBattery(text)).toEqual({
      chargePercent: 50,
      state: 'discharging',
      watts: 12,
      remainingSeconds: 7_200,
      healthPercent: 80,
    });
  });

  it('is never more than full, nor there when it is taken out', () => {
    expect(parseBattery('POWER_SUPPLY_CAPACITY=104\nPOWER_SUPPLY_STATUS=Full\n')).toEqual({
      chargePercent: 100,
      state: 'full',
    });
    expect(parseBattery('POWER_SUPPLY_CAPACITY=0\nPOWER_SUPPLY_PRESENT=0\n')).toBeUndefined();
  });
});

describe('failed units', () => {
  it('are counted and named', () => {
    const text =
      'backup.service loaded failed failed Nightly backup to the NAS\nmnt-nas.mount  loaded failed failed /mnt/nas\n\n';
    expect(parseFailedUnits(text)).toEqual({
      count: 2,
      units: [
        { name: 'backup.service', description: 'Nightly backup to the NAS' },
        { name: 'mnt-nas.mount', description: '/mnt/nas' },
      ],
    });
    expect(parseFailedUnits('')).toEqual({ count: 0, units: [] });
  });

  it('are not asked for where the agent sits in a container', async () => {
    const collector = failedUnitsCollector({ proc: '/', sys: '/', root: '/host' }, () => {
      throw new Error('systemctl was started');
    });
    expect(await collector.collect({ at: 0, monotonicMs: 0 })).toMatch(/container/);
  });
});

describe('the platform', () => {
  it('has its name with and without quotes', () => {
    expect(parseOsRelease('NAME="Arch Linux"\nPRETTY_NAME="Arch Linux"\nID=arch\n')).toEqual({
      name: 'Arch Linux',
      id: 'arch',
    });
    expect(parseOsRelease("ID='alpine'\nNAME=Alpine\n")).toEqual({ name: 'Alpine', id: 'alpine' });
  });

  it('counts cores of two sockets', () => {
    const text = [0, 1, 2, 3]
      .map(
        (index) =>
          `processor\t: ${index}\nmodel name\t: Xeon   E5\nphysical id\t: ${index >> 1}\ncore id\t\t: ${index & 1}\n`,
      )
      .join('\n');
    expect(parseCpuinfo(text)).toEqual({ model: 'Xeon E5', threads: 4, cores: 4 });
  });

  it('has clock speeds by processor', () => {
    expect([
      ...parseCpuinfoMhz('processor\t: 0\ncpu MHz\t\t: 800.125\n\nprocessor\t: 5\ncpu MHz\t\t: 4200.9\n'),
    ]).toEqual([
      [0, 800],
      [5, 4201],
    ]);
  });

  it('has its page size in the auxiliary vector', () => {
    const words = Buffer.alloc(48);
    words.writeBigUInt64LE(16n, 0);
    words.writeBigUInt64LE(6n, 16);
    words.writeBigUInt64LE(16_384n, 24);
    expect(parseAuxv(words)).toBe(16_384);
    expect(parseAuxv(Buffer.alloc(7))).toBeUndefined();
  });
});

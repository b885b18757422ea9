import { limits } from '@amud/protocol/limits.ts';
import { type Reading, reading } from '@amud/protocol/reading.ts';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseFailedUnits } from '../src/collectors/failed-units.ts';
import { openCollectors } from '../src/collectors/index.ts';
import type { Log } from '../src/log.ts';
import { openTree } from './recorded-host.ts';

const TOO_MANY = 1_200;
const each = <T>(make: (index: number) => T): T[] => Array.from({ length: TOO_MANY }, (_, index) => make(index));
const lines = (make: (index: number) => string): string => each(make).join('');
const longName = 'n'.repeat(500);

/** More of everything than a reading takes. */
const giant = (jiffies: number): Record<string, string> => ({
  '/proc/stat': `cpu  ${jiffies} 0 0 ${jiffies}\n${lines((index) => `cpu${index} ${jiffies} 0 0 ${jiffies}\n`)}`,
  '/proc/1/mountinfo': lines(
    (index) => `${index} 0 8:${index} / /mnt/${index}/${longName} rw - ext4 /dev/${longName} rw\n`,
  ),
  '/proc/diskstats': lines((index) => `8 ${index} sd${toLetters(index)} 1 0 1 1 1 0 1 1 0 1 1\n`),
  '/proc/1/net/dev': lines((index) => `veth${index}: 1 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0\n`).concat(
    'eth0: 1 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0\n',
  ),
  '/sys/class/net/eth0/device/vendor': '0x8086\n',
  ...Object.fromEntries(
    each((index) => [
      [`/sys/class/hwmon/hwmon${index}/name`, `${longName}\n`],
      [`/sys/class/hwmon/hwmon${index}/temp1_input`, '40000\n'],
      [`/proc/${index + 1}/stat`, `1 (${longName}) S${' 7'.repeat(40)}\n`],
    ]).flat(),
  ),
  ...Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [
      [`/sys/class/drm/card${index}/device/vendor`, '0x1002\n'],
      [`/sys/class/drm/card${index}/device/product_name`, `${longName}\n`],
      [`/sys/class/power_supply/BAT${index}/type`, 'Battery\n'],
      [`/sys/class/power_supply/BAT${index}/uevent`, 'POWER_SUPPLY_CAPACITY=50\n'],
    ]).flat(),
  ),
});

/** a … z, aa … as the kernel names disks. */
const toLetters = (index: number): string =>
  (index >= 26 ? toLetters(Math.floor(index / 26) - 1) : '') + String.fromCharCode(97 + (index % 26));

describe('a machine with more of everything than a reading takes', () => {
  let tree: ReturnType<typeof openTree>;
  let seen: Reading;
  beforeAll(async () => {
    tree = openTree(giant(100));
    const nvidia = lines((index) => `${index}, ${longName}, 1, 2, 3, 4, 5, 6, 7\n`);
    const sampler = openCollectors({
      paths: tree.paths,
      log: { warn: () => {} } as unknown as Log,
      statfs: async () => ({ bsize: 1, blocks: 10, bfree: 5, bavail: 5, files: 10, ffree: 5 }),
      run: async () => ({ ok: true, text: nvidia }),
      graceMs: 30_000,
    });
    await sampler.sample({ at: 0, monotonicMs: 0 });
    tree.write({ '/proc/stat': giant(200)['/proc/stat'] ?? '' });
    seen = await sampler.sample({ at: 5_000, monotonicMs: 5_000 });
  }, 60_000);
  afterAll(() => tree.remove());

  it('is cut to the bounds of the schema', () => {
    expect(v.safeParse(reading, seen).issues).toBeUndefined();
    expect(seen.cpu?.cores).toHaveLength(limits.reading.cores);
    const counts = [seen.fileSystems, seen.disks, seen.network?.interfaces, seen.sensors?.temperatures, seen.batteries];
    const { fileSystems, disks, interfaces, sensors, batteries } = limits.reading;
    expect(counts.map((part) => Object.keys(part ?? {}).length)).toEqual([
      fileSystems,
      disks,
      interfaces,
      sensors,
      batteries,
    ]);
    expect(Object.keys(seen.gpus ?? {})).toHaveLength(limits.reading.gpus);
  });

  it('keeps the interface that leads out of it, and counts all processes', () => {
    expect(seen.network?.interfaces).toHaveProperty('eth0');
    expect(seen.processes?.total).toBe(TOO_MANY);
    expect(seen.processes?.topByMemory.length).toBeLessThanOrEqual(limits.reading.processes);
  });

  it('counts all failed units, and names some', () => {
    const failed = parseFailedUnits(
      lines((index) => `unit${index}.service loaded failed failed ${longName}${longName}\n`),
    );
    expect(failed.count).toBe(TOO_MANY);
    expect(failed.units).toHaveLength(limits.reading.failedUnits);
  });
});

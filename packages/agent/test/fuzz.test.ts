import * as readings from '@amud/protocol/reading.ts';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { parseBattery } from '../src/collectors/batteries.ts';
import { parseCpuStat } from '../src/collectors/cpu.ts';
import { parseDiskstats } from '../src/collectors/disks.ts';
import { parseFailedUnits } from '../src/collectors/failed-units.ts';
import { parseCpuinfoMhz } from '../src/collectors/frequency.ts';
import { parseBootAt, parseUptime } from '../src/collectors/host.ts';
import { openCollectors } from '../src/collectors/index.ts';
import { parseLoad } from '../src/collectors/load.ts';
import { memoryOf, parseArc, parseMeminfo, parseSwapped } from '../src/collectors/memory.ts';
import { parseMountinfo, realMounts } from '../src/collectors/mounts.ts';
import { parseNetDev } from '../src/collectors/network.ts';
import { parseNvidiaSmi } from '../src/collectors/nvidia.ts';
import { parseCpuinfo, parseOsRelease, readPlatform } from '../src/collectors/platform.ts';
import { parsePressure } from '../src/collectors/pressure.ts';
import { parsePasswd, parseProcessStat, parseUid } from '../src/collectors/processes.ts';
import type { Log } from '../src/log.ts';
import { type Bundle, machines, openRecordedHost, readBundle } from './recorded-host.ts';

type Parser = { parse(text: string): unknown; schema?: v.GenericSchema };

const parsers: Record<string, Parser> = {
  battery: { parse: parseBattery, schema: v.optional(readings.batteryReading) },
  bootAt: { parse: parseBootAt },
  cpuinfo: { parse: parseCpuinfo },
  cpuinfoMhz: { parse: parseCpuinfoMhz },
  cpuStat: { parse: parseCpuStat },
  diskstats: { parse: parseDiskstats },
  failedUnits: { parse: parseFailedUnits, schema: readings.failedUnitsReading },
  load: { parse: parseLoad, schema: v.optional(readings.loadReading) },
  memory: {
    parse: (text) => memoryOf(parseMeminfo(text), parseArc(text)),
    schema: v.optional(readings.memoryReading),
  },
  mounts: { parse: (text) => realMounts(parseMountinfo(text)) },
  netDev: { parse: parseNetDev },
  nvidiaSmi: { parse: parseNvidiaSmi, schema: v.record(v.string(), readings.gpuReading) },
  osRelease: { parse: parseOsRelease },
  passwd: { parse: parsePasswd },
  pressure: { parse: parsePressure, schema: v.optional(readings.pressureReading.entries.io) },
  processStat: { parse: parseProcessStat },
  swapped: { parse: parseSwapped },
  uid: { parse: parseUid },
  uptime: { parse: parseUptime },
};

const check = ({ parse, schema }: Parser, text: string): void => {
  const value = parse(text);
  if (schema) expect(v.safeParse(schema, value).issues).toBeUndefined();
};

/** Every text that one of our machines has, to start from. */
const recordedTexts = machines.flatMap((machine) => [...readBundle(machine, 'first').values()]).filter((text) => text);

const spice = fc.oneof(
  fc.constantFrom(
    '',
    '\n',
    '\0',
    ' ',
    '-1',
    '-',
    ':',
    '(',
    ')',
    '999999999999999999999999',
    '1e309',
    'NaN',
    '𐀀',
    '\ufffd',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

/** A real text, changed in a few places. */
const changed = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(text, fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(12), spice), { maxLength: 6 }))
    .map(([original, changes]) =>
      changes.reduce((now, [where, drop, put]) => {
        const at = Math.floor(where * now.length);
        return now.slice(0, at) + put + now.slice(at + drop);
      }, original),
    );

describe.each(Object.entries(parsers))('the parser of %s', (_, parser) => {
  it('bears any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => check(parser, text)));
  });

  it('bears real texts that were damaged', () => {
    fc.assert(fc.property(changed(fc.constantFrom(...recordedTexts)), (text) => check(parser, text)));
  });

  it('is done soon with long texts, whatever they repeat', () => {
    const began = performance.now();
    for (const unit of [
      ' ',
      '\t',
      '1',
      '1 ',
      'a',
      'a ',
      '(',
      '\n',
      'cpu ',
      'a: 1 ',
      '/ - ',
      'POWER_SUPPLY_',
      'Uid:\t1',
    ])
      check(parser, unit.repeat(50_000));
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

const damage = fc.constantFrom('gone', 'empty', 'cut', 'spiced', 'doubled', 'swapped');

/** Damages some files of a machine, each time in the same way for the same seed. */
const damaged =
  (kinds: string[], places: number[], put: string) =>
  (bundle: Bundle): Bundle => {
    const files = [...bundle].filter(([path]) => !path.includes(' -> ') && !path.endsWith('/') && path !== '/statfs');
    const result = new Map(bundle);
    for (const [index, kind] of kinds.entries()) {
      const [path, text] = files[(places[index] ?? 0) % files.length] ?? ['/none', ''];
      const middle = (places[index] ?? 0) % (text.length + 1);
      if (kind === 'gone') result.delete(path);
      else if (kind === 'empty') result.set(path, '');
      else if (kind === 'cut') result.set(path, text.slice(0, middle));
      else if (kind === 'spiced') result.set(path, text.slice(0, middle) + put + text.slice(middle));
      else if (kind === 'doubled') result.set(path, text + text);
      else result.set(path, files[middle % files.length]?.[1] ?? '');
    }
    return result;
  };

describe('whole machines', () => {
  const kinds = fc.array(damage, { minLength: 1, maxLength: 12 });
  const places = fc.array(fc.nat(1_000_000), { minLength: 12, maxLength: 12 });

  it.each(machines)('%s, damaged, is a good reading all the same', async (machine) => {
    await fc.assert(
      fc.asyncProperty(kinds, places, spice, async (kind, place, put) => {
        const host = openRecordedHost(machine, damaged(kind, place, put));
        try {
          const sampler = openCollectors({ ...host, log: { warn: () => {} } as unknown as Log, graceMs: 10_000 });
          await sampler.sample({ at: 1_795_000_000_000, monotonicMs: 0 });
          host.goOn();
          const reading = await sampler.sample({ at: 1_795_000_005_000, monotonicMs: 5_000 });
          expect(v.safeParse(readings.reading, reading).issues).toBeUndefined();
          expect(v.safeParse(readings.platform, readPlatform(host.paths)).issues).toBeUndefined();
          expect(sampler.sources().filter(({ state }) => state === 'failed')).toEqual([]);
        } finally {
          host.remove();
        }
      }),
      { numRuns: 8 },
    );
  });
});

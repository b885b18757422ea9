import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reading } from '@amud/protocol/reading.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { openCollectors } from '../src/collectors/index.ts';
import { sensorsCollector } from '../src/collectors/sensors.ts';
import type { Log } from '../src/log.ts';
import { openTree } from './recorded-host.ts';

const trees: ReturnType<typeof openTree>[] = [];
const tree = (files: Record<string, string>) => {
  const opened = openTree(files);
  trees.push(opened);
  return opened.paths;
};
afterEach(() => {
  for (const opened of trees.splice(0)) opened.remove();
});

const look = async (
  collector: ReturnType<typeof sensorsCollector>,
  monotonicMs: number,
): Promise<Reading['sensors']> => {
  const finding = await collector.collect({ at: 0, monotonicMs });
  return typeof finding === 'string' ? undefined : finding.sensors;
};
const chip = (number: number, name: string, device: string) => ({
  [`/sys/class/hwmon/hwmon${number}/name`]: `${name}\n`,
  [`/sys/class/hwmon/hwmon${number}/device -> ../../${device}`]: '',
  [`/sys/class/hwmon/hwmon${number}/temp1_input`]: '40000\n',
  [`/sys/class/hwmon/hwmon${number}/temp1_label`]: 'Composite\n',
});

describe('sensors', () => {
  it('of two alike keep their names in whatever order they are found', async () => {
    const one = sensorsCollector(tree({ ...chip(0, 'nvme', 'nvme0'), ...chip(1, 'nvme', 'nvme1') }));
    const other = sensorsCollector(tree({ ...chip(3, 'nvme', 'nvme1'), ...chip(4, 'nvme', 'nvme0') }));
    for (const collector of [one, other])
      expect(Object.keys((await look(collector, 0))?.temperatures ?? {}).sort()).toEqual([
        'nvme0 Composite',
        'nvme1 Composite',
      ]);
  });

  it('that can not be read leave the others', async () => {
    const paths = tree({ ...chip(0, 'nvme', 'nvme0'), '/sys/class/hwmon/hwmon0/temp2_input/': '' });
    expect((await look(sensorsCollector(paths), 0))?.temperatures).toEqual({ 'nvme Composite': { celsius: 40 } });
  });

  it('of a card that sleeps are not read, and are back when it wakes', async () => {
    const paths = tree({
      ...chip(0, 'k10temp', 'cpu'),
      ...chip(1, 'amdgpu', 'card'),
      '/sys/class/hwmon/hwmon1/temp1_crit': '100000\n',
      '/sys/class/card/power/runtime_status': 'suspended\n',
    });
    const collector = sensorsCollector(paths);
    expect(Object.keys((await look(collector, 0))?.temperatures ?? {})).toEqual(['k10temp Composite']);
    writeFileSync(join(paths.sys, 'class/card/power/runtime_status'), 'active\n');
    expect((await look(collector, 5_000))?.temperatures).toMatchObject({
      'amdgpu Composite': { celsius: 40, criticalCelsius: 100 },
    });
  });

  it('that are plugged in or out are noticed within a minute', async () => {
    const paths = tree({ ...chip(0, 'nvme', 'nvme0'), ...chip(1, 'k10temp', 'cpu') });
    const collector = sensorsCollector(paths);
    expect(Object.keys((await look(collector, 0))?.temperatures ?? {})).toHaveLength(2);
    rmSync(join(paths.sys, 'class/hwmon/hwmon0'), { recursive: true });
    for (const monotonicMs of [5_000, 65_000])
      expect(Object.keys((await look(collector, monotonicMs))?.temperatures ?? {})).toEqual(['k10temp Composite']);
  });

  it('that never answer delay nothing else', async () => {
    const paths = tree({ '/proc/loadavg': '0.20 0.18 0.12 1/80 11206\n', ...chip(0, 'nvme', 'nvme0') });
    const stuck = join(paths.sys, 'class/hwmon/hwmon0/temp1_input');
    rmSync(stuck);
    // Opening a pipe waits until somebody writes to it, as a driver waits for its chip.
    execFileSync('mkfifo', [stuck]);
    const sampler = openCollectors({
      paths,
      log: { warn: () => {} } as unknown as Log,
      run: async () => ({ ok: false, isMissing: true, reason: 'ENOENT' }),
      graceMs: 50,
    });
    for (let index = 0; index < 4; index++) {
      const reading = await sampler.sample({ at: 0, monotonicMs: index * 5_000 });
      expect(reading).toMatchObject({ load: { one: 0.2 } });
      expect(reading).not.toHaveProperty('sensors');
    }
    writeFileSync(stuck, '41000\n');
    await expect
      .poll(() => sampler.sample({ at: 0, monotonicMs: 16_000 }), { timeout: 10_000 })
      .toMatchObject({
        sensors: { temperatures: { 'nvme Composite': { celsius: 41 } } },
      });
  });
});

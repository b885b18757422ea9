import { describe, expect, it } from 'vitest';
import { pickCpuSensor } from './hwmon.ts';
import { toCelsius } from './sensors.ts';

describe('temperatures', () => {
  it.each([
    [45_250, 45.3],
    [0, 0],
    [-12_000, -12],
    [-128_000, undefined],
    [255_000, undefined],
    [65_261_850, undefined],
    [undefined, undefined],
  ])('%s thousandths are %s degrees', (thousandths, celsius) => {
    expect(toCelsius(thousandths)).toBe(celsius);
  });
});

describe('the sensor of the CPU', () => {
  it.each([
    [['nvme Composite', 'k10temp Tctl', 'k10temp Tdie'], 'k10temp Tdie'],
    [['coretemp Core 0', 'coretemp Package id 0', 'acpitz temp1'], 'coretemp Package id 0'],
    [['coretemp.0 Core 0', 'coretemp.1 Package id 1', 'coretemp.0 Package id 0'], 'coretemp.0 Package id 0'],
    [['acpitz temp1', 'cpu-thermal'], 'cpu-thermal'],
    [['acpitz temp1', 'nct6798 CPUTIN'], 'nct6798 CPUTIN'],
    [['acpitz temp1', 'nvme Composite'], 'acpitz temp1'],
    [['nvme Composite'], undefined],
    [[], undefined],
  ])('of %j is %s', (keys, expected) => {
    expect(pickCpuSensor(keys)).toBe(expected);
  });
});

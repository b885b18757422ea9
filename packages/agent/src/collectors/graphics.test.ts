import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gpuCollector, intelRates } from './gpu.ts';
import { nvidiaCollector, parseNvidiaSmi } from './nvidia.ts';
import type { Run } from './run.ts';

describe('nvidia-smi', () => {
  it('is read with what a card does not tell left out', () => {
    const text =
      '0, NVIDIA GeForce RTX 3060, 37, 1024, 12288, 61, 112.49, 1837, 45\n1, Tesla P4, [N/A], 2, 7680, 40, [Not Supported], 405, [N/A]\n';
    expect(parseNvidiaSmi(text)).toEqual({
      nvidia0: {
        name: 'NVIDIA GeForce RTX 3060',
        vendor: 'nvidia',
        busyPercent: 37,
        memoryUsedBytes: 2 ** 30,
        memoryTotalBytes: 12 * 2 ** 30,
        celsius: 61,
        watts: 112.49,
        frequencyMhz: 1837,
        fanPercent: 45,
      },
      nvidia1: {
        name: 'Tesla P4',
        vendor: 'nvidia',
        memoryUsedBytes: 2 * 2 ** 20,
        memoryTotalBytes: 7680 * 2 ** 20,
        celsius: 40,
        frequencyMhz: 405,
      },
    });
  });

  const asker = (answers: Awaited<ReturnType<Run>>[]) => {
    const state = { count: 0 };
    const run: Run = async () => {
      state.count += 1;
      return answers.shift() ?? { ok: false, isMissing: false, reason: 'no more' };
    };
    const collector = nvidiaCollector({ proc: '/nowhere', sys: '/nowhere', root: '/' }, run);
    return { state, look: (monotonicMs: number) => Promise.resolve(collector.collect({ at: 0, monotonicMs })) };
  };

  it('is looked for again five minutes after it was not there', async () => {
    const { state, look } = asker([
      { ok: false, isMissing: true, reason: 'ENOENT' },
      { ok: true, text: '0, A, 1, 2, 3, 4, 5, 6, 7\n' },
    ]);
    expect(await look(0)).toBe('nvidia-smi is not installed.');
    expect(await look(5_000)).toBe('nvidia-smi is not installed.');
    expect(state.count).toBe(1);
    expect(await look(300_000)).toMatchObject({ gpus: { nvidia0: { busyPercent: 1 } } });
  });

  it('is left alone for five minutes after it failed', async () => {
    const { state, look } = asker([{ ok: false, isMissing: false, reason: 'driver mismatch' }]);
    await expect(look(0)).rejects.toThrow('nvidia-smi: driver mismatch');
    await expect(look(5_000)).rejects.toThrow('nvidia-smi: driver mismatch');
    expect(state.count).toBe(1);
  });
});

describe('Intel graphics', () => {
  it('are busy while they do not rest', () => {
    const before = { monotonicMs: 0, restMs: 1_000, microjoules: 0 };
    expect(intelRates({ monotonicMs: 5_000, restMs: 5_000, microjoules: 25e6 }, before)).toEqual({
      busyPercent: 20,
      watts: 5,
    });
  });

  it('tell nothing at the first look, or when counters went back', () => {
    const now = { monotonicMs: 5_000, restMs: 10, microjoules: 10 };
    expect(intelRates(now, undefined)).toEqual({});
    expect(intelRates(now, { monotonicMs: 0, restMs: 20, microjoules: 20 })).toEqual({});
  });
});

describe('a card that sleeps', () => {
  let sys: string;
  beforeEach(() => {
    sys = mkdtempSync(join(tmpdir(), 'amud-gpu-'));
  });
  afterEach(() => rmSync(sys, { recursive: true, force: true }));
  const write = (path: string, text: string) => {
    mkdirSync(join(sys, path, '..'), { recursive: true });
    writeFileSync(join(sys, path), text);
  };

  it('is listed without numbers', async () => {
    write('class/drm/card0/device/vendor', '0x1002\n');
    write('class/drm/card0/device/gpu_busy_percent', '99\n');
    write('class/drm/card0/device/power/runtime_status', 'suspended\n');
    const finding = await gpuCollector({ proc: '/', sys, root: '/' }).collect({ at: 0, monotonicMs: 0 });
    expect(finding).toEqual({ gpus: { card0: { name: 'AMD card0', vendor: 'amd' } } });
  });

  it('of NVIDIA keeps its name only', async () => {
    const run: Run = async () => ({ ok: true, text: '0, Laptop card, 1, 2, 3, 4, 5, 6, 7\n' });
    write('bus/pci/drivers/nvidia/0000:01:00.0/power/runtime_status', 'active\n');
    const collector = nvidiaCollector({ proc: '/', sys, root: '/' }, run);
    expect(await collector.collect({ at: 0, monotonicMs: 0 })).toMatchObject({ gpus: { nvidia0: { watts: 5 } } });
    write('bus/pci/drivers/nvidia/0000:01:00.0/power/runtime_status', 'suspended\n');
    expect(await collector.collect({ at: 0, monotonicMs: 5_000 })).toEqual({
      gpus: { nvidia0: { name: 'Laptop card', vendor: 'nvidia' } },
    });
  });
});

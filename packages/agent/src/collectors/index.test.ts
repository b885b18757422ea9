import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Log } from '../log.ts';
import { openCollectors } from './index.ts';
import type { Run } from './run.ts';

const never: Run = () => new Promise(() => {});

describe('looks at a host', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'amud-looks-'));
    writeFileSync(join(folder, 'loadavg'), '0.20 0.18 0.12 1/80 11206\n');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const open = (run: Run, warn: (...words: unknown[]) => void = () => {}) =>
    openCollectors({
      paths: { proc: folder, sys: folder, root: folder },
      log: { warn } as unknown as Log,
      run,
      graceMs: 20,
    });
  const stateOf = (sampler: ReturnType<typeof open>, name: string) =>
    sampler.sources().find((source) => source.name === name);

  it('are not delayed by a program that hangs', async () => {
    const sampler = open(never);
    const began = performance.now();
    for (let look = 0; look < 3; look++) {
      expect(await sampler.sample({ at: 0, monotonicMs: look * 5_000 })).toMatchObject({ load: { one: 0.2 } });
    }
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('ask a program that hangs only once', async () => {
    let started = 0;
    const sampler = open(() => {
      started += 1;
      return new Promise(() => {});
    });
    for (let look = 0; look < 5; look++) await sampler.sample({ at: 0, monotonicMs: look * 60_000 });
    expect(started).toBe(1);
  });

  it('tell a failing source from a missing one, and log it once', async () => {
    const warnings: unknown[] = [];
    const sampler = open(
      async () => ({ ok: false, isMissing: false, reason: 'driver mismatch' }),
      (...words) => warnings.push(words),
    );
    for (let look = 0; look < 3; look++) {
      await sampler.sample({ at: 0, monotonicMs: look * 5_000 });
    }
    expect(stateOf(sampler, 'NVIDIA graphics')).toMatchObject({
      state: 'failed',
      detail: expect.stringContaining('driver mismatch'),
    });
    expect(stateOf(sampler, 'batteries')).toMatchObject({ state: 'missing' });
    expect(warnings).toHaveLength(1);
  });

  it('call a source slow that has not answered for five seconds', async () => {
    vi.useFakeTimers();
    try {
      const sampler = open(never);
      const first = sampler.sample({ at: 0, monotonicMs: 0 });
      await vi.advanceTimersByTimeAsync(6_000);
      await first;
      expect(stateOf(sampler, 'NVIDIA graphics')).toEqual({
        name: 'NVIDIA graphics',
        state: 'slow',
        detail: 'It has not answered for 6 s.',
        milliseconds: 6_000,
      });
    } finally {
      vi.useRealTimers();
    }
  });

  it('do not show for ever what a source found before it hung', async () => {
    let isHung = false;
    const sampler = open(async () =>
      isHung ? new Promise(() => {}) : { ok: true, text: '0, A, 1, 2, 3, 4, 5, 6, 7\n' },
    );
    const at = (monotonicMs: number) => sampler.sample({ at: 0, monotonicMs });
    expect(await at(0)).toHaveProperty('gpus');
    isHung = true;
    expect(await at(5_000)).toHaveProperty('gpus');
    expect(await at(30_000)).toHaveProperty('gpus');
    expect(await at(60_000)).not.toHaveProperty('gpus');
  });
});

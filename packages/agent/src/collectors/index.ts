import type { Reading, SourceReport } from '@amud/protocol/reading.ts';
import type { Log } from '../log.ts';
import { batteriesCollector } from './batteries.ts';
import type { Collector, Finding, HostPaths, Look } from './collector.ts';
import { cpuCollector } from './cpu.ts';
import { disksCollector } from './disks.ts';
import { failedUnitsCollector } from './failed-units.ts';
import { fileSystemsCollector, type Statfs } from './file-systems.ts';
import { frequencySource } from './frequency.ts';
import { gpuCollector } from './gpu.ts';
import { hostCollector } from './host.ts';
import { loadCollector } from './load.ts';
import { memoryCollector, swapCollector } from './memory.ts';
import { networkCollector } from './network.ts';
import { nvidiaCollector } from './nvidia.ts';
import { readPageBytes } from './page-size.ts';
import { readVirtualisation } from './platform.ts';
import { pressureCollector } from './pressure.ts';
import { processesCollector } from './processes.ts';
import { type Run, runProgram } from './run.ts';
import { sensorsCollector } from './sensors.ts';

/** The first look waits this long for the sources that run by themselves, so that it is a whole one where it can be. */
const FIRST_WAIT_MS = 700;
/** Later looks wait this long for the sources that are due: healthy ones are done by then, and so as fresh as the rest. */
const GRACE_MS = 25;
/** A background source that has not ended by then is reported as slow; looks go on without it. */
const SLOW_MS = 5_000;
/** What a source found last is shown this long after it should have been found anew; then it is too old to be shown. */
const STALE_MS = 30_000;

/** Looks at the host when asked, and tells how each of its sources does. */
export type Sampler = {
  sample(look: Look): Promise<Reading>;
  sources(): SourceReport[];
  stop(): Promise<void>;
};

export type CollectorOptions = { paths: HostPaths; log: Log; run?: Run; statfs?: Statfs; graceMs?: number };

/** Every source of readings; adding one is a file and a line here. */
const allCollectors = ({ paths, run = runProgram, statfs }: CollectorOptions): Collector[] => {
  const pageBytes = readPageBytes();
  const frequency = frequencySource(paths);
  return [
    hostCollector(paths),
    cpuCollector(paths, frequency.latest),
    frequency,
    loadCollector(paths),
    memoryCollector(paths, readVirtualisation(paths) === 'lxc'),
    swapCollector(paths, pageBytes),
    pressureCollector(paths),
    disksCollector(paths),
    networkCollector(paths),
    fileSystemsCollector(paths, statfs),
    sensorsCollector(paths),
    batteriesCollector(paths),
    gpuCollector(paths),
    nvidiaCollector(paths, run),
    processesCollector(paths, pageBytes),
    failedUnitsCollector(paths, run),
  ];
};

type Source = Collector & {
  finding: Finding;
  state: SourceReport['state'];
  milliseconds: number;
  /** When a background run began; undefined while none is under way. */
  runningSince?: number | undefined;
  ranAt: number;
};

export const openCollectors = (options: CollectorOptions): Sampler => {
  const sources: Source[] = allCollectors(options).map((collector) => ({
    ...collector,
    finding: {},
    state: 'ok',
    milliseconds: 0,
    ranAt: Number.NEGATIVE_INFINITY,
  }));
  let isFirst = true;
  return {
    sample: async (look) => {
      // First what is read at once, so that its counters belong to the time of the look.
      for (const source of sources) if (source.everyMs === undefined) void runSource(source, look, options.log);
      const background = sources
        .filter((source) => isDue(source, look))
        .map((source) => runSource(source, look, options.log));
      const waitMs = options.graceMs ?? (isFirst ? FIRST_WAIT_MS : GRACE_MS);
      isFirst = false;
      await settled(background, waitMs);
      return combine(sources, look);
    },
    sources: () => sources.map((source) => report(source)),
    stop: async () => {},
  };
};

const settled = (runs: (Promise<void> | undefined)[], waitMs: number): Promise<void> =>
  new Promise((resolve) => {
    const pending = runs.filter((run) => run !== undefined);
    if (pending.length === 0) return resolve();
    const timer = setTimeout(resolve, waitMs);
    void Promise.all(pending).then(() => {
      clearTimeout(timer);
      resolve();
    });
  });

const isDue = ({ everyMs, runningSince, ranAt }: Source, { monotonicMs }: Look): boolean =>
  // A little early rather than one whole look late.
  everyMs !== undefined && runningSince === undefined && monotonicMs - ranAt >= everyMs - 250;

/** For a source that reads at once, everything here happens before it returns. */
const runSource = (source: Source, look: Look, log: Log): Promise<void> | undefined => {
  const began = performance.now();
  source.ranAt = look.monotonicMs;
  const end = (finding: Finding): void => {
    source.runningSince = undefined;
    source.milliseconds = performance.now() - began;
    source.finding = finding;
    source.state = typeof finding === 'string' ? 'missing' : 'ok';
  };
  const fail = (error: unknown): void => {
    const isNew = source.state !== 'failed';
    end(`It failed: ${(error as Error).message}`);
    source.state = 'failed';
    if (isNew) log.warn({ err: error, source: source.name }, 'a source of readings failed');
  };
  try {
    const finding = source.collect(look);
    if (!(finding instanceof Promise)) return void end(finding);
    source.runningSince = began;
    return finding.then(end, fail);
  } catch (error) {
    return void fail(error);
  }
};

const isStale = ({ everyMs, ranAt }: Source, { monotonicMs }: Look): boolean =>
  everyMs !== undefined && monotonicMs - ranAt > everyMs + STALE_MS;

/** Graphics come from two sources; everything else from one. */
const combine = (sources: Source[], look: Look): Reading => {
  const reading: Reading = {};
  for (const source of sources) {
    const { finding } = source;
    if (typeof finding === 'string' || isStale(source, look)) continue;
    const gpus = finding.gpus && { ...reading.gpus, ...finding.gpus };
    Object.assign(reading, finding, gpus && { gpus });
  }
  return reading;
};

const report = ({ name, finding, state, milliseconds, runningSince }: Source): SourceReport => {
  const since = runningSince === undefined ? 0 : performance.now() - runningSince;
  if (since > SLOW_MS)
    return {
      name,
      state: 'slow',
      detail: `It has not answered for ${Math.round(since / 1000)} s.`,
      milliseconds: Math.round(since),
    };
  const detail = typeof finding === 'string' ? { detail: finding.slice(0, 500) } : {};
  return { name, state, ...detail, milliseconds: Math.round(milliseconds * 100) / 100 };
};

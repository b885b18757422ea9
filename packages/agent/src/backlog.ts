import type { PastSample, Sample } from '@amud/protocol/agent.ts';
import { limits } from '@amud/protocol/limits.ts';
import { averageReadings, withoutPresent } from './average.ts';
import type { Spool } from './spool.ts';

/** Bound of what is kept in memory beside the 15 minutes: a host with very many disks and networks. */
const RECENT_BYTES = 3 * 1024 * 1024;

/**
 * What the server may still need: the last 15 minutes in memory as they were taken, and, while the server is away, averages
 * of ten seconds in the spool. Numbers count looks within a run, so that nothing is lost or counted twice.
 * A look is confirmed when the server answered a ping that went out after it.
 */
export type Backlog = {
  taken(sample: Sample): void;
  confirmed(seq: number): void;
  linkOpened(): void;
  /** What was not confirmed is written as it is, look by look, since the server may have some of it. */
  linkLost(): void;
  /** Everything past look `have` of this run, and all of runs before, oldest first. */
  pending(have: number | undefined): AsyncGenerator<PastSample>;
  delivered(): void;
  /** The agent stops: nothing may be left in memory only. */
  flush(): void;
};

type Entry = { seq: number; at: number; text: string };

export const createBacklog = ({ runId, spool }: { runId: string; spool: Spool }): Backlog => {
  const recent: Entry[] = [];
  let bytes = 0;
  let bucket: Sample[] = [];
  let isOpen = false;
  let confirmedSeq = 0;

  const remember = (sample: Sample): void => {
    const text = JSON.stringify(asPast(runId, [sample], withoutPresent(sample.reading)));
    recent.push({ seq: sample.seq, at: sample.at, text });
    bytes += text.length;
    while (recent[0] && (recent[0].at < sample.at - limits.recent.keepMs || bytes > RECENT_BYTES)) {
      bytes -= recent.shift()?.text.length ?? 0;
    }
  };
  const closeBucket = (): void => {
    if (bucket.length > 0) spool.append([asPast(runId, bucket, averageReadings(bucket.map(({ reading }) => reading)))]);
    bucket = [];
  };
  return {
    taken: (sample) => {
      remember(sample);
      if (isOpen) return;
      if (bucket[0] && bucketOf(bucket[0]) !== bucketOf(sample)) closeBucket();
      bucket.push(sample);
    },
    confirmed: (seq) => {
      confirmedSeq = seq;
    },
    linkOpened: () => {
      isOpen = true;
    },
    linkLost: () => {
      if (!isOpen) return;
      isOpen = false;
      const unsure = recent.filter(({ seq }) => seq > confirmedSeq);
      spool.append(unsure.map(({ text }) => JSON.parse(text) as PastSample));
      bucket = [];
    },
    pending: (have) => pending(spool, recent, runId, have ?? 0),
    delivered: () => {
      spool.clear();
      bucket = [];
    },
    flush: () => {
      if (!isOpen) closeBucket();
    },
  };
};

const bucketOf = ({ at }: Sample): number => Math.floor(at / limits.spool.bucketMs);

const asPast = (runId: string, samples: Sample[], reading: PastSample['reading']): PastSample => {
  const first = samples[0];
  const last = samples.at(-1);
  return { runId, firstSeq: first?.seq ?? 1, lastSeq: last?.seq ?? 1, at: last?.at ?? 0, reading };
};

/** The spool first, then memory; a record of this run whose looks are all still in memory is not needed. */
async function* pending(spool: Spool, recent: Entry[], runId: string, have: number): AsyncGenerator<PastSample> {
  let cursor = have;
  const inMemoryFrom = recent[0]?.seq ?? Number.POSITIVE_INFINITY;
  for await (const record of spool.read()) {
    if (record.runId !== runId) yield record;
    else if (record.firstSeq > cursor && record.firstSeq < inMemoryFrom) {
      cursor = record.lastSeq;
      yield record;
    }
  }
  // Looks go on being taken meanwhile, so this reads the list as it grows.
  for (;;) {
    const entry = recent.find(({ seq }) => seq > cursor);
    if (!entry) return;
    cursor = entry.seq;
    yield JSON.parse(entry.text) as PastSample;
  }
}

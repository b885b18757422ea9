import { appendFileSync, createReadStream, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type PastSample, pastSample } from '@amud/protocol/agent.ts';
import { limits } from '@amud/protocol/limits.ts';
import * as v from 'valibot';
import type { Log } from './log.ts';

/** Records of one file span this much time; the oldest file goes when there is too much. */
const SEGMENT_MS = 30 * 60_000;
const SEGMENT = /^(\d{13,16})\.jsonl$/;

/**
 * Looks taken while the server is away, on disk: lines of JSON in files named for when they begin. Bounded in age and
 * bytes; a line that a power cut tore is skipped. It never throws: a full or read-only disk costs the spool, not the agent.
 */
export type Spool = {
  append(samples: PastSample[]): void;
  /** Oldest first. */
  read(): AsyncGenerator<PastSample>;
  isEmpty(): boolean;
  /** Everything in it has reached the server. */
  clear(): void;
};

export type SpoolParts = {
  folder: string;
  now(): number;
  log: Log;
  /** Writes a text at the end of a file; the system's own, unless a test has a fuller disk. */
  appendFile?(path: string, text: string): void;
};

export const openSpool = ({ folder, now, log, appendFile = appendToFile }: SpoolParts): Spool => {
  let complained = false;
  const attempt = <T>(what: string, fallback: T, run: () => T): T => {
    try {
      const value = run();
      complained = false;
      return value;
    } catch (error) {
      if (!complained)
        log.warn({ err: error, folder }, `the spool can't be ${what}: readings are kept in memory only until it can`);
      complained = true;
      return fallback;
    }
  };
  const segments = (): number[] => attempt('read', [], () => listSegments(folder));
  const path = (segment: number): string => join(folder, `${segment}.jsonl`);
  const remove = (segment: number): void => rmSync(path(segment), { force: true });
  return {
    append: (samples) => {
      if (samples.length === 0) return;
      attempt('written', undefined, () => {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        trim(segments(), now(), (segment) => statSync(path(segment)).size).forEach(remove);
        const newest = segments().at(-1);
        const segment = newest !== undefined && now() - newest < SEGMENT_MS && newest <= now() ? newest : now();
        appendFile(path(segment), samples.map((sample) => `${JSON.stringify(sample)}\n`).join(''));
      });
    },
    read: async function* () {
      for (const segment of segments()) yield* readSegment(path(segment), log);
    },
    isEmpty: () => segments().length === 0,
    clear: () => attempt('emptied', undefined, () => segments().forEach(remove)),
  };
};

const appendToFile = (path: string, text: string): void => appendFileSync(path, text, { mode: 0o600 });

const listSegments = (folder: string): number[] => {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return names
    .flatMap(({ name }) => SEGMENT.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
};

/** Segments to give up: too old, or the oldest while all together are too large. */
const trim = (segments: number[], now: number, size: (segment: number) => number): number[] => {
  let bytes = segments.reduce((sum, segment) => sum + size(segment), 0);
  return segments.filter((segment) => {
    const isOver = segment < now - limits.spool.keepMs || bytes > limits.spool.bytes;
    if (isOver) bytes -= size(segment);
    return isOver;
  });
};

async function* readSegment(path: string, log: Log): AsyncGenerator<PastSample> {
  const lines = createInterface({
    input: createReadStream(path, { encoding: 'utf8' }),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  try {
    for await (const line of lines) {
      const sample = parseLine(line);
      if (sample) yield sample;
    }
  } catch (error) {
    log.warn({ err: error, path }, 'a file of the spool could not be read');
  }
}

const parseLine = (line: string): PastSample | undefined => {
  try {
    const parsed = v.safeParse(pastSample, JSON.parse(line));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
};

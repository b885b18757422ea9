import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PastSample } from '@amud/protocol/agent.ts';
import { limits } from '@amud/protocol/limits.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from './log.ts';
import { openSpool } from './spool.ts';

let folder: string;
let now: number;
let logged: string[];
const log = createLog({ level: 'info', isPretty: false, write: (line) => void logged.push(line) });
const open = (where = folder) => openSpool({ folder: where, now: () => now, log });
const record = (seq: number): PastSample => ({
  runId: 'a-run-of-twenty-one-ch',
  firstSeq: seq,
  lastSeq: seq,
  at: now,
  reading: {},
});
const read = async (spool = open()) => {
  const seqs: number[] = [];
  for await (const { firstSeq } of spool.read()) seqs.push(firstSeq);
  return seqs;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'amud-spool-'));
  now = 1_800_000_000_000;
  logged = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the spool', () => {
  it('gives back what was written, oldest first, also to the next process, until it is cleared', async () => {
    for (let seq = 1; seq <= 500; seq += 1) {
      now += 10_000;
      open().append([record(seq)]);
    }
    expect(await read()).toEqual(Array.from({ length: 500 }, (_, index) => index + 1));
    expect(readdirSync(folder).length).toBeGreaterThan(1);
    open().clear();
    expect(await read()).toEqual([]);
  });

  it('skips a line that a power cut tore, and files that are not its own', async () => {
    open().append([record(1)]);
    const [name = ''] = readdirSync(folder);
    appendFileSync(join(folder, name), '{"runId":"a-run-of-tw');
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    expect(await read()).toEqual([1]);
    open().clear();
    expect(readdirSync(folder)).toEqual(['notes.txt']);
  });

  it('keeps a day, and no more than its bytes', async () => {
    open().append([record(1)]);
    now += limits.spool.keepMs + 3_600_000;
    open().append([record(2)]);
    expect(await read()).toEqual([2]);
    const large = {
      ...record(3),
      reading: { host: { uptimeSeconds: 1, bootAt: 1 } },
      padding: 'x'.repeat(20 * 1024 * 1024),
    };
    for (let index = 0; index < 5; index += 1) {
      now += 3_600_000;
      open().append([large]);
    }
    expect(readdirSync(folder).length * 20).toBeLessThanOrEqual(limits.spool.bytes / 1024 / 1024 + 20);
  });

  it('never throws where it can not write, and says so once', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    const spool = open(join(file, 'below'));
    for (let seq = 1; seq <= 3; seq += 1) spool.append([record(seq)]);
    expect(await read(spool)).toEqual([]);
    expect(logged.filter((line) => line.includes("the spool can't be")).length).toBe(1);
  });

  it('outlives a full disk', async () => {
    const appendFile = (): void => {
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    };
    const spool = openSpool({ folder, now: () => now, log, appendFile });
    spool.append([record(1)]);
    expect(await read(spool)).toEqual([]);
    expect(logged.join()).toContain('no space left');
  });
});

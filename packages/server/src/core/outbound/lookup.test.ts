import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DnsAnswer, four, type RecordType, startDns } from '../../../test/dns-server.ts';
import { createTargets, type Targets } from '../../../test/targets.ts';
import { createLookup, type LookupParts, parseHosts } from './lookup.ts';

let targets: Targets;
let folder: string;
let hostsFile: string;
beforeEach(() => {
  targets = createTargets();
  folder = mkdtempSync(join(tmpdir(), 'amud-hosts-'));
  hostsFile = join(folder, 'hosts');
});
afterEach(async () => {
  await targets.close();
  rmSync(folder, { recursive: true });
});

const six = Buffer.from('fd000000000000000000000000000005', 'hex');
const nobody = async (): Promise<never> => {
  throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
};
const start = async (answer: (name: string, type: RecordType) => DnsAnswer, parts: LookupParts = {}) => {
  const asked: string[] = [];
  const port = await startDns(targets, (name, type) => {
    asked.push(`${name} ${type}`);
    return answer(name, type);
  });
  return { asked, lookup: createLookup({ servers: [`127.0.0.1:${port}`], hostsFile, system: nobody, ...parts }) };
};
const records = (type: RecordType): DnsAnswer => ({ records: [type === 'A' ? four('192.168.1.5') : six] });

describe('the look-up of a name', () => {
  it('finds both families', async () => {
    const { lookup } = await start((_, type) => records(type));
    expect(await lookup('nas.lan')).toEqual([
      { address: '192.168.1.5', family: 4 },
      { address: 'fd00::5', family: 6 },
    ]);
  });

  it('does with one family when the other is not told', async () => {
    const four = await start((_, type) => (type === 'A' ? records(type) : 'silence'));
    expect(await four.lookup('nas.lan')).toEqual([{ address: '192.168.1.5', family: 4 }]);
    const six = await start((_, type) => (type === 'A' ? { records: [] } : records(type)));
    expect(await six.lookup('nas.lan')).toEqual([{ address: 'fd00::5', family: 6 }]);
  });

  it('asks once for many, and again when the answer is old', async () => {
    let now = 0;
    const { lookup, asked } = await start((_, type) => records(type), { now: () => now });
    await Promise.all([lookup('nas.lan'), lookup('nas.lan'), lookup('nas.lan')]);
    await lookup('nas.lan');
    expect(asked.length).toBe(2);
    now = 61_000;
    await lookup('nas.lan');
    expect(asked.length).toBe(4);
  });

  it('reads the hosts file first, and anew when it changes', async () => {
    writeFileSync(hostsFile, '10.0.0.1 nas.lan box # old\nfd00::1\tNAS.lan\nnonsense here\n');
    const { lookup, asked } = await start(() => ({ code: 'NXDOMAIN' }));
    expect(await lookup('nas.lan')).toEqual([
      { address: '10.0.0.1', family: 4 },
      { address: 'fd00::1', family: 6 },
    ]);
    expect(asked).toEqual([]);
    expect([...parseHosts('127.0.0.1 a b\r\n#1.1.1.1 c').keys()]).toEqual(['a', 'b']);
  });

  it("asks the system's resolver only for a name that DNS does not know", async () => {
    const asked: string[] = [];
    const system = async (host: string) => {
      asked.push(host);
      return [{ address: '192.168.1.9', family: 4 }];
    };
    const { lookup } = await start((name, type) => (name === 'nas.lan' ? records(type) : { code: 'NXDOMAIN' }), {
      system,
    });
    await lookup('nas.lan');
    expect(await lookup('printer.local')).toEqual([{ address: '192.168.1.9', family: 4 }]);
    expect(asked).toEqual(['printer.local']);
  });

  it('holds few threads: more names than that are busy, and asked for later', async () => {
    const waiting: (() => void)[] = [];
    const system = () =>
      new Promise<never[]>((resolve) => {
        waiting.push(() => resolve([]));
      });
    const { lookup } = await start(() => ({ code: 'NXDOMAIN' }), { system });
    const first = [lookup('a.local'), lookup('b.local')];
    await expect.poll(() => waiting.length).toBe(2);
    await expect(lookup('c.local')).rejects.toMatchObject({ name: 'OutboundError', reason: 'busy' });
    for (const end of waiting.splice(0)) end();
    await Promise.all(first);
    const third = lookup('c.local');
    await expect.poll(() => waiting.length).toBe(1);
    waiting[0]?.();
    expect(await third).toEqual([]);
  });

  it('that DNS leaves without an answer holds no thread at all', async () => {
    let asked = 0;
    const system = async () => {
      asked += 1;
      return [];
    };
    const { lookup } = await start(() => 'silence', { system, tryMs: 100 });
    await expect(lookup('nas.lan')).rejects.toMatchObject({ code: 'ETIMEOUT' });
    expect(asked).toBe(0);
  });

  it('that failed is tried again the next time', async () => {
    let isThere = false;
    const { lookup } = await start((_, type) => (isThere ? records(type) : { code: 'NXDOMAIN' }));
    await expect(lookup('nas.lan')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    isThere = true;
    expect((await lookup('nas.lan')).length).toBe(2);
  });
});

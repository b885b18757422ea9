import { check as checkSchema } from '@amud/protocol/checks.ts';
import fc from 'fast-check';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DnsAnswer, four, name, numbers, type RecordType, startDns, text } from '../../../test/dns-server.ts';
import { createTargets, type Targets } from '../../../test/targets.ts';
import { createGate } from '../../core/gate.ts';
import { createOutbound } from '../../core/outbound/outbound.ts';
import { createLook } from './look.ts';
import { splitServer } from './look-dns.ts';

let targets: Targets;
beforeEach(() => {
  targets = createTargets();
});
afterEach(() => targets.close());

const outbound = createOutbound({ allowed: ['127.0.0.1'] });
const look = createLook({ outbound, now: Date.now, pingProgram: 'ping', pings: createGate(1, 0) });
const ask = (port: number, check: Record<string, unknown>) => {
  const parsed = v.parse(checkSchema, { kind: 'dns', name: 'nas.lan', server: `127.0.0.1:${port}`, ...check });
  return look({ url: '', headers: new Map(), check: parsed }, new AbortController().signal);
};

const zone: Partial<Record<RecordType, Buffer[]>> = {
  A: [four('192.168.1.5'), four('192.168.1.66')],
  AAAA: [Buffer.from('fd000000000000000000000000000005', 'hex')],
  CNAME: [name('box.lan')],
  NS: [name('ns1.lan'), name('ns2.lan')],
  PTR: [name('nas.lan')],
  TXT: [text('v=spf1 ', '-all'), text('other')],
  MX: [Buffer.concat([numbers(10), name('mail.lan')])],
  SRV: [Buffer.concat([numbers(1, 2, 389), name('ldap.lan')])],
};

describe('a dns check', () => {
  it.each<[RecordType, string, string]>([
    ['A', '192.168.1.5', 'up'],
    ['A', '192.168.1.6', 'down'],
    ['AAAA', 'fd00::5', 'up'],
    ['CNAME', 'BOX.lan', 'up'],
    ['NS', 'ns2.lan', 'up'],
    ['PTR', 'nas.lan', 'up'],
    ['TXT', '=spf1 -all', 'up'],
    ['MX', '10 mail.lan', 'up'],
    ['SRV', '389 ldap', 'up'],
    ['MX', 'other', 'down'],
  ])('asks for %s and expects %s: %s', async (record, expected, state) => {
    const port = await startDns(targets, (_, type) => ({ records: zone[type] ?? [] }));
    const outcome = await ask(port, { record, expected });
    expect(outcome.state).toBe(state);
    expect(outcome.hops.map(({ hop }) => hop)).toEqual(['dns']);
    if (state === 'down') expect(outcome.reason).toMatchObject({ hop: 'dns', code: 'record-different' });
  });

  it('names what it found instead', async () => {
    const port = await startDns(targets, () => ({ records: zone.A ?? [] }));
    expect((await ask(port, { expected: '10.0.0.1' })).reason?.detail).toBe('192.168.1.5, 192.168.1.66');
  });

  it('asks for the name of an address', async () => {
    const asked: string[] = [];
    const port = await startDns(targets, (question) => {
      asked.push(question);
      return { records: zone.PTR ?? [] };
    });
    expect((await ask(port, { name: '192.168.1.5', record: 'PTR', expected: 'nas' })).state).toBe('up');
    expect(asked).toEqual(['5.1.168.192.in-addr.arpa']);
  });

  it.each<[string, DnsAnswer, string, string]>([
    ['no such name', { code: 'NXDOMAIN' }, 'unknown-name', 'nas.lan'],
    ['no such record', { records: [] }, 'record-different', ''],
    ['a refusal', { code: 'REFUSED' }, 'refused', 'SERVER'],
    ['its own failure', { code: 'SERVFAIL' }, 'bad-answer', 'ESERVFAIL'],
    ['silence', 'silence', 'timeout', 'SERVER'],
    ['garbage', { bytes: Buffer.from('garbage') }, 'bad-answer', 'EBADRESP'],
  ])('answered with %s is down', async (_, answer, code, detail) => {
    const port = await startDns(targets, () => answer);
    const outcome = await ask(port, { timeoutSeconds: 1 });
    const reason = { hop: 'dns', code, detail: detail.replace('SERVER', `127.0.0.1:${port}`) };
    expect(outcome).toMatchObject({ state: 'down', latencyMs: null, reason });
  });

  it('is down where no DNS server listens', async () => {
    const port = await startDns(targets, () => 'silence');
    await targets.close();
    expect((await ask(port, { timeoutSeconds: 1 })).reason?.code).toMatch(/^(refused|timeout)$/);
  });

  it('survives any answer', async () => {
    let answer: Buffer = Buffer.alloc(0);
    const port = await startDns(targets, () => ({ bytes: answer }));
    const outcomes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom(...(Object.keys(zone) as RecordType[])),
        async (bytes, record) => {
          // A header that promises an answer to just this question, then anything.
          answer = Buffer.concat([Buffer.from([0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0]), bytes]);
          outcomes.add((await ask(port, { record, timeoutSeconds: 1 })).state);
        },
      ),
      { numRuns: 15 },
    );
    expect([...outcomes].filter((state) => state !== 'up' && state !== 'down')).toEqual([]);
  });

  it.each([
    ['1.1.1.1', '1.1.1.1', 53],
    ['1.1.1.1:5335', '1.1.1.1', 5335],
    ['nas.lan:5335', 'nas.lan', 5335],
    ['::1', '::1', 53],
    ['fd00::5:53', 'fd00::5:53', 53],
    ['[fd00::5]:5335', '[fd00::5]', 5335],
  ])('takes %s for the server %s at port %d', (server, host, port) => {
    expect(splitServer(server)).toEqual({ host, port });
  });
});

import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { agentMessage, ask, askAnswers, serverMessage } from './agent.ts';
import { faultBody, faultKind, faults } from './faults.ts';
import * as http from './http.ts';
import { nodeId, nonce, randomId, toNodeId } from './ids.ts';
import { limits } from './limits.ts';
import { clientMessage, liveMessage, topic } from './live.ts';
import { reading } from './reading.ts';
import { flatten } from './series.ts';

const schemas: Record<string, v.GenericSchema> = {
  agentMessage,
  serverMessage,
  clientMessage,
  liveMessage,
  topic,
  reading,
  faultBody,
  faultKind,
  nodeId,
  nonce,
  randomId,
  signInInput: http.signInInput,
  passwordInput: http.passwordInput,
  historyQuery: http.historyQuery,
  nodesOutput: http.nodesOutput,
  sessionsOutput: http.sessionsOutput,
  firstData: http.firstData,
  sources: askAnswers.sources,
};

/** Names that the schemas know, so that the values reach into them, and names that must mean nothing. */
const names = [
  ...['type', 'nodeId', 'nodeName', 'nonce', 'proof', 'version', 'runId', 'sentAt', 'platform', 'capabilities'],
  ...['seq', 'at', 'reading', 'samples', 'isLast', 'id', 'value', 'fault', 'kind', 'message', 'intervalMs', 'topic'],
  ...['cpu', 'memory', 'disks', 'network', 'sensors', 'temperatures', 'gpus', 'processes', 'host', 'fileSystems'],
  ...['username', 'password', 'current', 'next', 'series', 'from', 'to', 'points', 'length'],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', ''],
];
const types = [
  'hello',
  'sample',
  'backfill',
  'result',
  'fault',
  'challenge',
  'welcome',
  'configure',
  'ask',
  'subscribe',
  'unsubscribe',
];
const leaf = fc.oneof(
  fc.constantFrom<unknown>(...types, null, undefined, -0, Number.NaN, Infinity, 2 ** 53),
  fc.jsonValue(),
  fc.anything(),
);
const { value: shaped } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 8 }),
    fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 8 }).map(fromJson),
    fc.record({ type: fc.constantFrom(...types), reading: tie('value'), samples: tie('value'), topic: tie('value') }),
  ),
}));
/** What `JSON.parse` makes, where `__proto__` is a key like any other. */
function fromJson(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value)?.replaceAll('"constructor"', '"__proto__"') ?? 'null');
  } catch {
    return null;
  }
}

describe('security 27: every schema', () => {
  it.each(Object.keys(schemas))('%s throws on nothing and lets nothing into prototypes', (name) => {
    const schema = schemas[name] ?? v.never();
    fc.assert(
      fc.property(
        fc.oneof(fc.anything({ withNullPrototype: true, withBigInt: true, withMap: true }), fc.jsonValue(), shaped),
        (value) => {
          const parsed = v.safeParse(schema, value);
          if (!parsed.success) expect(parsed.issues[0].message).toBeTypeOf('string');
          if (parsed.success && parsed.output !== null && typeof parsed.output === 'object')
            expect([Object.prototype, Array.prototype]).toContain(Object.getPrototypeOf(parsed.output));
        },
      ),
      { numRuns: 300 },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each(Object.keys(schemas))('%s is safe with keys of prototypes', (name) => {
    const schema = schemas[name] ?? v.never();
    for (const text of [
      '{"__proto__":{"polluted":1}}',
      '{"constructor":{"prototype":{"polluted":1}}}',
      '{"type":"__proto__"}',
      '{"type":"constructor","__proto__":{"type":"hello"}}',
      '{"__proto__":{"type":"subscribe","topic":"nodes"}}',
      '{"type":"subscribe","topic":"node:__proto__"}',
      '{"type":"sample","seq":1,"at":1,"reading":{"disks":{"__proto__":{"polluted":1}}}}',
      '{"disks":{"__proto__":{"polluted":1},"constructor":{"polluted":1}}}',
      `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
      `${'{"reading":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
    ]) {
      const parsed = v.safeParse(schema, JSON.parse(text));
      if (parsed.success) expect((parsed.output as Record<string, unknown>)['polluted']).toBeUndefined();
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    }
  });

  it('takes no field from a prototype', () => {
    const inherited = JSON.parse('{"__proto__":{"type":"subscribe","topic":"nodes"}}');
    expect(v.safeParse(clientMessage, inherited).success).toBe(false);
    expect(v.safeParse(http.signInInput, JSON.parse('{"__proto__":{"username":"a","password":"b"}}')).success).toBe(
      false,
    );
  });
});

describe('security 26: bounds of the schemas', () => {
  const isNo = (schema: v.GenericSchema, value: unknown) => !v.safeParse(schema, value).success;
  it('are kept by names and passwords', () => {
    const { maxLength, minLength } = limits.password;
    const signIn = (username: string, password: string) => ({ username, password });
    expect(isNo(http.signInInput, signIn('x'.repeat(limits.user.nameLength), 'x'.repeat(maxLength)))).toBe(false);
    for (const [username, password] of [
      ['x'.repeat(limits.user.nameLength + 1), 'x'],
      ['   ', 'x'],
      ['', 'x'],
      ['x', ''],
      ['x', 'x'.repeat(maxLength + 1)],
    ] as const)
      expect(isNo(http.signInInput, signIn(username, password))).toBe(true);
    for (const length of [minLength - 1, maxLength + 1])
      expect(isNo(http.passwordInput, { current: 'x', next: 'x'.repeat(length) })).toBe(true);
  });

  it('are kept by messages of agents', () => {
    const core = { busyPercent: 1, userPercent: 1, systemPercent: 0, iowaitPercent: 0, stealPercent: 0 };
    const cpu = (cores: number, busyPercent = 1) => ({ cpu: { ...core, busyPercent, cores: Array(cores).fill(core) } });
    expect(isNo(reading, cpu(limits.reading.cores))).toBe(false);
    for (const value of [
      cpu(limits.reading.cores + 1),
      cpu(1, 100.1),
      cpu(1, -1),
      cpu(1, Number.NaN),
      cpu(1, Infinity),
    ])
      expect(isNo(reading, value)).toBe(true);
    const { minIntervalMs, maxIntervalMs } = limits.sample;
    for (const intervalMs of [minIntervalMs - 1, maxIntervalMs + 1, minIntervalMs + 0.5, '5000'])
      expect(isNo(serverMessage, { type: 'configure', intervalMs })).toBe(true);
    for (const deadlineMs of [0, 60_001])
      expect(isNo(ask, { type: 'ask', id: 1, kind: 'sources', deadlineMs })).toBe(true);
    for (const seq of [0, -1, 1.5, 2 ** 53])
      expect(isNo(agentMessage, { type: 'sample', seq, at: 1, reading: {} })).toBe(true);
  });

  it('are kept by ids, which stand in addresses', () => {
    for (const id of ['', '.', '..', '-a', 'A', 'a/b', 'a b', 'a\n', 'ä', 'a'.repeat(64), '%2e', 'a\u0000'])
      expect(isNo(nodeId, id)).toBe(true);
    for (const name of ['node:', 'node:A', 'node:a/b', 'nodes ', 'Nodes', `node:${'a'.repeat(64)}`, 'node:node:a', 7])
      expect(isNo(topic, name)).toBe(true);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (tag) => {
        const id = toNodeId(tag);
        expect(id === '' || v.is(nodeId, id)).toBe(true);
      }),
    );
  });

  it('keep a history query to numbers', () => {
    const query = (extra: object) => ({ series: 'x', ...extra });
    expect(v.parse(http.historyQuery, query({ from: '1', to: '2', points: '3' }))).toEqual(
      query({ from: 1, to: 2, points: 3 }),
    );
    for (const extra of [
      { from: '-1' },
      { from: '1e3' },
      { to: 'x' },
      { points: '0' },
      { points: '10001' },
      { from: '1'.repeat(17) },
      { series: '' },
    ])
      expect(isNo(http.historyQuery, query(extra))).toBe(true);
  });

  it('give every fault a status of a failure', () => {
    for (const { status } of Object.values(faults)) expect(status >= 400 && status < 600).toBe(true);
  });

  it('make series of any reading, by names that stay apart', () => {
    fc.assert(
      fc.property(shaped, (value) => {
        const parsed = v.safeParse(reading, value);
        if (parsed.success) for (const number of flatten(parsed.output).values()) expect(number).toBeTypeOf('number');
      }),
    );
  });
});

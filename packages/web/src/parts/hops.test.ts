import { type Check, check } from '@amud/protocol/checks.ts';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { chainOf, hopsOf } from './hops.ts';

const made = (input: object): Check => v.parse(check, input);
const http = (more: object = {}) => made({ kind: 'http', ...more });

test('the steps of a check follow from its kind and its address', () => {
  expect(hopsOf(http(), 'https://nas.lan/')).toEqual(['dns', 'tcp', 'tls', 'http']);
  expect(hopsOf(http({ keyword: 'x' }), 'http://192.168.1.5/')).toEqual(['tcp', 'http', 'body']);
  expect(hopsOf(http({ url: 'http://[fd00::5]/' }), 'https://nas.lan/')).toEqual(['tcp', 'http']);
  expect(hopsOf(made({ kind: 'tcp', host: 'nas.lan', port: 22 }), '')).toEqual(['dns', 'tcp']);
  expect(hopsOf(made({ kind: 'ping', host: '10.0.0.1' }), '')).toEqual(['ping']);
  expect(hopsOf(made({ kind: 'dns', name: 'nas.lan' }), '')).toEqual(['dns']);
  expect(hopsOf(made({ kind: 'tls', host: 'nas.lan' }), '')).toEqual(['dns', 'tcp', 'tls']);
});

test('a failure stands where it happened: before it all is passed, after it nothing is reached', () => {
  const reason = { hop: 'tls', code: 'certificate-expired', detail: '' } as const;
  const hops = [
    { hop: 'dns', ms: 2 },
    { hop: 'tcp', ms: 3 },
  ] as const;
  const { hops: chain } = chainOf(['dns', 'tcp', 'tls', 'http'], { hops: [...hops], reason, isFailure: true });
  expect(chain.map(({ hop, state, ms }) => `${hop} ${state} ${ms}`)).toEqual([
    'dns passed 2',
    'tcp passed 3',
    'tls failed null',
    'http open null',
  ]);
});

test('a refusal by our own rules is a step before all others', () => {
  const reason = { hop: 'policy', code: 'forbidden-address', detail: '' } as const;
  const { hops } = chainOf(['dns', 'tcp'], { hops: [], reason, isFailure: true });
  expect(hops.map(({ hop, state }) => `${hop} ${state}`)).toEqual(['policy failed', 'dns open', 'tcp open']);
});

test('redirects are counted, and the last address is drawn', () => {
  const journey = (ms: number) => [
    { hop: 'dns' as const, ms },
    { hop: 'tcp' as const, ms },
    { hop: 'http' as const, ms },
  ];
  const hops = [...journey(1), ...journey(2), ...journey(3)];
  const chain = chainOf(['dns', 'tcp', 'http'], { hops, reason: null, isFailure: false });
  expect([chain.redirects, chain.redirectsMs]).toEqual([2, 9]);
  expect(chain.hops.map(({ ms }) => ms)).toEqual([3, 3, 3]);
});

test('slow is no failure: all steps are passed', () => {
  const reason = { hop: 'http', code: 'slow', detail: '900' } as const;
  const { hops } = chainOf(['dns', 'tcp', 'http'], { hops: [], reason, isFailure: false });
  expect(hops.every(({ state }) => state === 'passed')).toBe(true);
});

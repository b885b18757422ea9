import { type App, app } from '@amud/protocol/apps.ts';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { type Draft, draftOf, emptyDraft, toInput } from './draft.ts';
import { wrongsOf } from './wrongs.ts';

const appWith = (check: object | null): App =>
  v.parse(app, { id: 'abcdefgh12', revision: 3, name: 'NAS', url: 'https://nas.lan/', tags: ['a'], check });
const draftWith = (change: Partial<Draft>, check: Partial<Draft['check']> = {}): Draft => {
  const draft = { ...emptyDraft(), name: 'NAS', url: 'https://nas.lan/', ...change };
  return { ...draft, check: { ...draft.check, ...check } };
};

test.each([
  null,
  { kind: 'http', keyword: '!error', slowMs: 800, headers: [{ name: 'X-Key', value: null }], pin: 'ab'.repeat(32) },
  { kind: 'tcp', host: 'nas.lan', port: 22, paused: true },
  { kind: 'ping', host: '10.0.0.1', intervalSeconds: 30 },
  { kind: 'dns', name: 'nas.lan', record: 'AAAA', server: '10.0.0.1', expected: 'fd00::5' },
  { kind: 'tls', host: 'nas.lan', port: 8443, warnDays: 30 },
])('an app that was only opened is saved as it was: %j', (check) => {
  const known = appWith(check);
  const input = toInput(draftOf(known));
  const { id: _, revision: __, ...rest } = known;
  expect(input).toEqual({ ok: true, value: rest });
});

test('a new app needs a name and an address, and is watched', () => {
  expect(Object.keys(wrongsOf(emptyDraft())).sort()).toEqual(['name', 'url']);
  const input = toInput(draftWith({}));
  expect(input.ok && input.value.check?.kind).toBe('http');
  expect(wrongsOf(draftWith({ url: '', isWatched: false }))).toEqual({});
});

test('only the fields of the chosen kind are looked at', () => {
  const draft = draftWith({}, { kind: 'ping', host: 'nas.lan', port: 'x', expectedStatus: 'x' });
  expect(wrongsOf(draft)).toEqual({});
  expect(Object.keys(wrongsOf(draftWith({}, { kind: 'tcp', host: '', port: 'x' }))).sort()).toEqual([
    'check.host',
    'check.port',
  ]);
});

test('every number says its bounds, and a comma is a point', () => {
  const wrong = { intervalSeconds: '5', timeoutSeconds: '', retries: '11', slowMs: '-1' };
  const found = wrongsOf(draftWith({}, wrong));
  expect(Object.keys(found).sort()).toEqual([
    'check.intervalSeconds',
    'check.retries',
    'check.slowMs',
    'check.timeoutSeconds',
  ]);
  expect(wrongsOf(draftWith({}, { slowMs: '500,5' }))).toEqual({});
});

test('a header keeps its value, has a new one, or is told to have one', () => {
  const headers = [
    { name: 'X-Stored', value: null, isStored: true },
    { name: 'X-New', value: '', isStored: false },
    { name: 'no name', value: 'x', isStored: false },
  ];
  const found = wrongsOf(draftWith({}, { headers }));
  expect(Object.keys(found).sort()).toEqual(['check.headers.1.value', 'check.headers.2.name']);
});

test('a check of the app’s own address needs one of the web', () => {
  expect(Object.keys(wrongsOf(draftWith({ url: 'ssh://nas.lan' })))).toEqual(['check.url']);
  expect(wrongsOf(draftWith({ url: 'ssh://nas.lan' }, { url: 'http://nas.lan/health' }))).toEqual({});
});

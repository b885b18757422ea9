import { expect, test } from 'vitest';
import type { CardApp } from '../../../state/apps.ts';
import { type Filter, isWanted, type Row, sortRows } from './filter.ts';

const row = (name: string, more: Partial<CardApp> = {}, boards: string[] = ['home']): Row => ({
  app: {
    id: name,
    name,
    url: `http://${name}.lan/`,
    outsideUrl: '',
    icon: '',
    description: '',
    tags: [],
    target: 'new',
    node: null,
    status: null,
    ...more,
  },
  use: { id: name, check: null, boards },
});
const status = (state: 'up' | 'down' | 'slow', more: object = {}) =>
  ({ state, since: 0, latencyMs: 5, uptimeMonth: 1, ...more }) as CardApp['status'];
const everything: Filter = { text: '', state: 'all', tag: '', board: '' };
const wanted = (rows: Row[], filter: Partial<Filter>) =>
  rows.filter((one) => isWanted(one, { ...everything, ...filter })).map(({ app }) => app.name);

const rows = [
  row('films', { status: status('down', { uptimeMonth: 0.5 }), tags: ['TV'] }),
  row('music', { status: status('up', { latencyMs: 90 }), description: 'All the songs' }, []),
  row('router', {}, ['home', 'wall']),
];

test('is found by every word, in whatever it says of itself', () => {
  expect(wanted(rows, { text: 'SONGS lan' })).toEqual(['music']);
  expect(wanted(rows, { text: 'tv' })).toEqual(['films']);
  expect(wanted(rows, { text: 'songs films' })).toEqual([]);
});

test('by its state, its tag, its board, or by having none', () => {
  expect(wanted(rows, { state: 'trouble' })).toEqual(['films']);
  expect(wanted(rows, { state: 'none' })).toEqual(['router']);
  expect(wanted(rows, { tag: 'tv' })).toEqual(['films']);
  expect(wanted(rows, { board: 'wall' })).toEqual(['router']);
  expect(wanted(rows, { board: 'none' })).toEqual(['music']);
});

test('the worst, the slowest and the least available come first, what is not known last', () => {
  const names = (order: Parameters<typeof sortRows>[1]) => sortRows(rows, order).map(({ app }) => app.name);
  expect(names('name')).toEqual(['films', 'music', 'router']);
  expect(names('state')).toEqual(['films', 'music', 'router']);
  expect(names('latency')).toEqual(['music', 'films', 'router']);
  expect(names('uptime')).toEqual(['films', 'music', 'router']);
});

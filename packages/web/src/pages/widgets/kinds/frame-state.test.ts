import { expect, test } from 'vitest';
import { frameStateOf, sandboxOf } from './frame-state.ts';

const page = { protocol: 'http:', host: 'amud.lan:8000', frameOrigins: ['http://grafana.lan:3000', 'https://cam.lan'] };

test.each([
  ['', 'empty'],
  ['javascript:alert(1)', 'empty'],
  ['http://amud.lan:8000/settings', 'own'],
  ['http://grafana.lan:3000/d/1', 'shown'],
  ['http://grafana.lan:3001/', 'reload'],
  ['https://grafana.lan:3000/', 'reload'],
])('a frame of "%s" is %s', (url, state) => {
  expect(frameStateOf(url, page)).toBe(state);
});

test('an https page shows no http page, except of the same machine', () => {
  const secure = {
    ...page,
    protocol: 'https:',
    frameOrigins: ['http://localhost:3000', 'http://grafana.lan:3000', 'https://cam.lan'],
  };
  expect(frameStateOf('http://grafana.lan:3000/', secure)).toBe('insecure');
  expect(frameStateOf('http://localhost:3000/', secure)).toBe('shown');
  expect(frameStateOf('https://cam.lan/x', secure)).toBe('shown');
});

test('a frame never leads this page away, and runs scripts only when it may', () => {
  for (const scripts of [true, false]) expect(sandboxOf(scripts)).not.toContain('top-navigation');
  expect(sandboxOf(true).split(' ')).toContain('allow-scripts');
  expect(sandboxOf(false).split(' ')).not.toContain('allow-scripts');
});

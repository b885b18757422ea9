import { expect, test } from 'vitest';
import { addressOf, createPlace, isHomeHost } from './place.ts';

const home = [
  'localhost',
  'nas',
  'amud.local',
  'amud.lan',
  'amud.home.arpa',
  'amud.internal',
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.5',
  '169.254.7.7',
  '[::1]',
  '[fd12:3456::1]',
  '[fe80::1]',
];
const outside = [
  'amud.example.com',
  'lan.example.com',
  'amud.local.example.org',
  '8.8.8.8',
  '172.15.0.1',
  '172.32.0.1',
  '192.169.0.1',
  '100.64.0.1',
  '11.0.0.1',
  '[2001:db8::1]',
  'mylan.de',
];

test.each(home)('%s is at home', (name) => expect(isHomeHost(new URL(`http://${name}/`).hostname)).toBe(true));
test.each(outside)('%s is outside', (name) => expect(isHomeHost(new URL(`http://${name}/`).hostname)).toBe(false));

test('outside takes the address for outside, and either takes what there is', () => {
  const both = { url: 'http://nas.lan/', outsideUrl: 'https://nas.example.com/' };
  expect(addressOf(both, false)).toBe(both.url);
  expect(addressOf(both, true)).toBe(both.outsideUrl);
  expect(addressOf({ ...both, outsideUrl: '' }, true)).toBe(both.url);
  expect(addressOf({ ...both, url: '' }, false)).toBe(both.outsideUrl);
  expect(addressOf({ url: '', outsideUrl: '' }, true)).toBeUndefined();
});

const browserAt = (hostname: string, kept: Record<string, string> = {}) => ({
  location: { hostname } as Location,
  localStorage: {
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => {
      kept[key] = value;
    },
  } as Storage,
});

test('what the person said outweighs what the address tells, and is kept', () => {
  const kept = {};
  const place = createPlace(browserAt('amud.example.com', kept));
  expect([place.wish(), place.isOutside()]).toEqual(['auto', true]);
  place.choose('home');
  expect(place.isOutside()).toBe(false);
  const next = createPlace(browserAt('amud.example.com', kept));
  expect([next.wish(), next.isOutside()]).toEqual(['home', false]);
  expect(createPlace(browserAt('amud.lan')).isOutside()).toBe(false);
});

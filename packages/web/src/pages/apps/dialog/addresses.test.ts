import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressesIn, guesses, isAddress, nameFrom, otherScheme } from './addresses.ts';

test.each([
  ['nas.lan:5000', 'http://nas.lan:5000'],
  ['192.168.1.5', 'http://192.168.1.5'],
  ['nas', 'http://nas'],
  ['[fd00::5]:3000/x', 'http://[fd00::5]:3000/x'],
  ['pve.lan:8006', 'https://pve.lan:8006'],
  ['photos.example.com', 'https://photos.example.com'],
  ['photos.example.com:8080', 'http://photos.example.com:8080'],
  ['  //nas.lan/a?b=c ', 'http://nas.lan/a?b=c'],
])('%s is completed to %s', (typed, url) => expect(guesses(typed)[0]).toBe(url));

test.each(['', 'https://nas.lan/', 'two words', 'a:b:c', 'javascript:alert(1)', 'ssh://nas.lan'])(
  '“%s” is left as it is',
  (typed) => expect(guesses(typed)).toEqual([]),
);

test('every guess is an address that a card may lead to', () => {
  fc.assert(fc.property(fc.string(), (typed) => guesses(typed).every(isAddress)));
});

test('an address has its twin with the other scheme', () => {
  expect(otherScheme('http://nas.lan:1/')).toBe('https://nas.lan:1/');
  expect(otherScheme('https://nas.lan/')).toBe('http://nas.lan/');
  expect(otherScheme('ssh://nas.lan/')).toBeUndefined();
});

test.each([
  ['https://jellyfin.nas.lan/', 'Jellyfin'],
  ['http://www.example.org/', 'Example'],
  ['http://home-assistant.local:8123/', 'Home Assistant'],
  ['http://192.168.1.5:3000/', ''],
  ['http://[fd00::1]/', ''],
  ['nonsense', ''],
])('%s is called “%s”', (url, name) => expect(nameFrom(url)).toBe(name));

test('a pasted list becomes addresses, each once, with the names before them', () => {
  const text = `
    Jellyfin: http://nas.lan:8096/
    - Router http://192.168.1.1
    immich.nas.lan:2283
    http://nas.lan:8096/
    just words
    https://a.example.com,https://b.example.com
  `;
  expect(addressesIn(text)).toEqual([
    { name: 'Jellyfin', url: 'http://nas.lan:8096/' },
    { name: 'Router', url: 'http://192.168.1.1' },
    { name: 'Immich', url: 'http://immich.nas.lan:2283' },
    { name: 'A', url: 'https://a.example.com' },
  ]);
});

test('whatever is pasted, what comes out can be added', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.webUrl(), fc.domain())), (lines) => {
      const found = addressesIn(lines.join('\n'));
      return found.length <= 100 && found.every(({ url, name }) => isAddress(url) && name.length <= 80);
    }),
  );
});

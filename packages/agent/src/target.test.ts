import { describe, expect, it } from 'vitest';
import { linkAddress } from './target.ts';

describe('where the link goes', () => {
  it.each([
    [undefined, false, 'ws+unix:/run/amud.sock:/agent'],
    ['wss://amud.example.org', false, 'wss://amud.example.org/agent'],
    ['https://amud.example.org:8443/', false, 'wss://amud.example.org:8443/agent'],
    ['ws://127.0.0.1:8000', false, 'ws://127.0.0.1:8000/agent'],
    ['http://localhost:8000', false, 'ws://localhost:8000/agent'],
    ['http://[::1]:8000', false, 'ws://[::1]:8000/agent'],
    ['ws://nas:8000', true, 'ws://nas:8000/agent'],
  ])('to %s (insecure allowed: %s) is %s', (server, allowed, address) => {
    expect(linkAddress(server === undefined ? undefined : new URL(server), '/run/amud.sock', allowed)).toBe(address);
  });

  it.each([
    'ws://nas:8000',
    'http://10.0.0.5',
    'ws://127.0.0.1.evil.example',
    'ws://localhost.evil.example',
    'ws://[::2]',
  ])('is refused to %s, unencrypted, unless that is allowed', (server) => {
    expect(() => linkAddress(new URL(server), '/run/amud.sock', false)).toThrow('AMUD_INSECURE_LINK=1');
  });
});

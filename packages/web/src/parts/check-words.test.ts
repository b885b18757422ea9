import { type CheckReason, checkReason, checkState, hop } from '@amud/protocol/checks.ts';
import { expect, test } from 'vitest';
import { reasonWords, whereOf } from './check-reasons.ts';
import { shortReason, stateWord } from './check-words.ts';

const codes = checkReason.entries.code.options;
const words = (hopName: CheckReason['hop'], code: CheckReason['code'], detail: string) =>
  reasonWords({ hop: hopName, code, detail });

/** Something that each code may carry. */
const details: Partial<Record<CheckReason['code'], string>> = {
  'certificate-expired': String(Date.UTC(2026, 1, 3)),
  'certificate-expiring': '9',
  'certificate-untrusted': 'DEPTH_ZERO_SELF_SIGNED_CERT',
  slow: '1830',
  status: '503',
  refused: 'nas.lan:5000',
  unreachable: 'nas.lan:5000',
  timeout: 'nas.lan:5000',
  closed: 'nas.lan:5000',
  'no-reply': 'nas.lan',
};

test('every reason at every hop is a whole sentence, with its detail and without', () => {
  for (const code of codes)
    for (const at of hop.options)
      for (const detail of ['', details[code] ?? 'x']) {
        const long = words(at, code, detail);
        expect(long, `${at} ${code} “${detail}”`).toMatch(/^\S.{12,}[.?]$/);
        expect(long, `${at} ${code} “${detail}”`).not.toMatch(/undefined|NaN|null|\{|“”| {2}/);
        const brief = shortReason({ hop: at, code, detail });
        expect(brief.split(' ').length, brief).toBeLessThanOrEqual(5);
        expect(brief).not.toMatch(/undefined|NaN|\{/);
      }
});

test('no two reasons are told in the same words', () => {
  const told = codes.map((code) => words('http', code, details[code] ?? 'x'));
  expect(new Set(told).size).toBe(codes.length);
});

test('a reason names the host, the port and what to do', () => {
  expect(words('tcp', 'refused', 'nas.lan:5000')).toBe(
    'nas.lan refused the connection on port 5000. Is the service running?',
  );
  expect(words('tcp', 'timeout', '[fd00::5]:443')).toMatch(/^fd00::5 did not answer on port 443/);
  expect(words('ping', 'no-reply', 'fd00::5')).toMatch(/^fd00::5 does not reply/);
  expect(words('http', 'status', '502')).toMatch(/^It answered 502: the proxy runs/);
  expect(words('http', 'status', '404')).toMatch(/no such page/);
  expect(words('tls', 'certificate-untrusted', 'ERR_TLS_CERT_ALTNAME_INVALID')).toMatch(/for another name/);
  expect(words('http', 'slow', '1830')).toMatch(/in 1\.8 s,/);
});

test('whoever typed localhost is told what to type', () => {
  for (const address of ['127.0.0.1', '::1'])
    expect(words('policy', 'forbidden-address', address)).toMatch(/the address that this machine has in your network/);
  expect(words('policy', 'forbidden-address', '169.254.169.254')).not.toMatch(/your network/);
});

test('a failure is told by the hop at which it was', () => {
  const told = hop.options.map((at) => words(at, 'timeout', 'nas.lan:5000'));
  expect(new Set(told).size).toBeGreaterThanOrEqual(5);
});

test('an address is taken apart only where there is a port', () => {
  expect(whereOf('nas.lan:80')).toEqual({ host: 'nas.lan', port: '80' });
  expect(whereOf('fd00::5')).toEqual({ host: 'fd00::5' });
  expect(whereOf('')).toEqual({ host: 'The target' });
});

test('every state has a word of its own', () => {
  const told = [...checkState.options, 'none' as const].map(stateWord);
  expect(new Set(told).size).toBe(told.length);
});

import { join } from 'node:path';
import { strengthOf } from '@amud/protocol/password-strength.ts';
import { describe, expect, it } from 'vitest';
import { createEstimate, refuseGuessable } from './password-policy.ts';

const estimate = async (password: string, username: string) => strengthOf(password, username);

describe('security 20: a new password', () => {
  it.each([
    'passwordpassword',
    'aaaaaaaaaaaaaa',
    'qwertyuiopasdf',
    'admin1234567',
    '123456789012',
    'amudamudamud',
    'January2026!',
    'p@ssw0rdp@ssw0rd',
    'letmeinletmein',
    'annaanna1234',
    'Anna-anna-1',
    'abcdefghijklmn',
    'jellyfin12345',
    'homeassistant1',
  ])('is refused when it is "%s", and says why', async (password) => {
    await expect(refuseGuessable(estimate, password, 'anna')).rejects.toMatchObject({
      fault: { kind: 'invalid', field: 'next', message: expect.stringMatching(/easy to guess|user name/) },
    });
  });

  it.each(['correct horse battery', 'seven green tractors', 'xK9#mQ2$vL7!', 'ein Garten voller Nebel'])(
    'is taken when it is "%s": no rules of composition',
    async (password) => {
      await expect(refuseGuessable(estimate, password, 'anna')).resolves.toBeUndefined();
    },
  );
});

describe('the process that estimates', () => {
  const inProcess = createEstimate(join(import.meta.dirname, '../../strength.ts'));

  it('says the same as here, and ends', async () => {
    expect(await inProcess('passwordpassword', 'anna')).toEqual(strengthOf('passwordpassword', 'anna'));
  });

  it('security 26: is one at a time with a bounded queue', async () => {
    const tries = Array.from({ length: 20 }, async (_, index) => inProcess(`seven green tractors ${index}`, 'anna'));
    const results = await Promise.allSettled(tries);
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBe(17);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason.fault.kind).toBe('too-many-requests');
  });

  it('that can not start is a fault, not a hang', async () => {
    const broken = createEstimate(join(import.meta.dirname, 'no-such-program.ts'));
    await expect(broken('x', 'y')).rejects.toMatchObject({ fault: { kind: 'unavailable' } });
  });
});

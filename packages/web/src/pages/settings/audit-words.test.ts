import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../state/admin.ts';
import { happened, who, whyNot } from './audit-words.ts';

const entry = (change: Partial<AuditEntry>): AuditEntry => ({
  id: 1,
  at: 0,
  userId: 1,
  username: 'anna',
  action: 'user.create',
  target: 'bert',
  address: '10.0.0.1',
  result: 'done',
  detail: {},
  hash: '',
  ...change,
});

describe('an audit entry in words', () => {
  it.each<[Partial<AuditEntry>, string]>([
    [{}, 'anna made the account bert'],
    [{ action: 'session.sign-in', target: null }, 'anna signed in'],
    [
      { action: 'session.sign-in', target: null, result: 'refused', username: null },
      'Somebody unknown failed to sign in',
    ],
    [{ action: 'session.end', target: '12' }, 'anna ended a session of theirs'],
    [{ result: 'refused' }, 'anna tried to make the account bert'],
    [
      { action: 'user.reset-password', username: null, address: 'server' },
      'Somebody on the server gave a one-time password to bert',
    ],
    [{ action: 'app.create', target: 'k3j5h2g4f6', detail: { name: 'Jellyfin' } }, 'anna added the app Jellyfin'],
    [{ action: 'settings.change', target: 'everyone', result: 'refused' }, 'anna tried to change settings'],
    [{ action: 'future.action', target: 'x' }, 'anna future.action x'],
  ])('%o is "%s"', (change, words) => {
    expect(happened(entry(change), who(entry(change)))).toBe(words);
  });

  it.each<[Partial<AuditEntry>, string | undefined]>([
    [{}, undefined],
    [{ result: 'refused', detail: { reason: 'forbidden' } }, 'not allowed'],
    [{ result: 'refused', detail: { reason: 'new-kind' } }, 'new-kind'],
    [{ result: 'failed' }, 'failed'],
  ])('%o failed because of "%s"', (change, reason) => {
    expect(whyNot(entry(change))).toBe(reason);
  });
});

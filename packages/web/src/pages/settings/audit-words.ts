import type { AuditEntry } from '../../state/admin.ts';

/** What each action is in words after the name of who did it: when it was done, and after "tried to" or "failed to". */
const words: Record<string, readonly [done: string, tried: string]> = {
  'session.sign-in': ['signed in', 'sign in'],
  'session.sign-out': ['signed out', 'sign out'],
  'session.end': ['ended a session of theirs', 'end a session'],
  'session.end-others': ['ended all their other sessions', 'end all their other sessions'],
  'session.confirm': ['typed their password again', 'confirm who they are'],
  'user.change-password': ['changed their password', 'change their password'],
  'user.create': ['made the account', 'make the account'],
  'user.change': ['changed the account', 'change the account'],
  'user.remove': ['removed the account', 'remove the account'],
  'user.reset-password': ['gave a one-time password to', 'give a one-time password to'],
  'user.end-sessions': ['ended the sessions of', 'end the sessions of'],
  'node.remove': ['removed the node', 'remove the node'],
  'audit.export': ['exported the audit log', 'export the audit log'],
  'secrets.rotate-key': ['sealed the secrets with a new key', 'seal the secrets with a new key'],
  'secrets.discard': ['forgot the sealed secrets', 'forget the sealed secrets'],
  'upload.add': ['uploaded a picture', 'upload a picture'],
  'upload.remove': ['removed a picture', 'remove a picture'],
};

/** Without an object in the sentence: the number of a session or a picture tells a person nothing. */
const withoutTarget = new Set(['session.end', 'upload.add', 'upload.remove']);

export const who = ({ username, address }: AuditEntry): string =>
  username ?? (address === 'server' ? 'Somebody on the server' : 'Somebody unknown');

/** "signed in", "made the account anna", "tried to make the account anna". */
export const whatHappened = (entry: AuditEntry): string => {
  const [done, tried] = words[entry.action] ?? [entry.action, entry.action];
  const target = entry.target !== null && !withoutTarget.has(entry.action) ? ` ${entry.target}` : '';
  if (entry.result === 'done') return done + target;
  return `${entry.action === 'session.sign-in' ? 'failed' : 'tried'} to ${tried}${target}`;
};

const reasons: Record<string, string> = {
  'sign-in-failed': 'wrong user name or password',
  'too-many-requests': 'too many tries',
  'cross-site': 'asked by another site',
  forbidden: 'not allowed',
  'password-change-required': 'password not chosen yet',
  conflict: 'not possible as things are',
  invalid: 'not valid',
  missing: 'not there',
  internal: 'a fault of the server',
  'storage-full': 'the disk is full',
};

/** Why it was refused or failed, in a few words; undefined when it was done. */
export const whyNot = ({ result, detail }: AuditEntry): string | undefined => {
  if (result === 'done') return undefined;
  const reason = String(detail['reason'] ?? '');
  return reasons[reason] ?? (reason || (result === 'failed' ? 'failed' : 'refused'));
};

export const actionLabel = (action: string): string => words[action]?.[0] ?? action;

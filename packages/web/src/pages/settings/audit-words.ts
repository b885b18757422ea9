import { m } from '../../messages.ts';
import type { AuditEntry } from '../../state/admin.ts';

type Inputs = { who: string; target: string; result: string };

/** What each action is in words: done, not done ("tried to"), and as a label. */
const words: Record<string, (inputs: Inputs) => string> = {
  'session.sign-in': m.account_did_session_sign_in,
  'session.sign-out': m.account_did_session_sign_out,
  'session.end': m.account_did_session_end,
  'session.end-others': m.account_did_session_end_others,
  'session.confirm': m.account_did_session_confirm,
  'user.change-password': m.account_did_user_change_password,
  'user.create': m.account_did_user_create,
  'user.change': m.account_did_user_change,
  'user.remove': m.account_did_user_remove,
  'user.reset-password': m.account_did_user_reset_password,
  'user.end-sessions': m.account_did_user_end_sessions,
  'node.remove': m.account_did_node_remove,
  'audit.export': m.account_did_audit_export,
  'secrets.rotate-key': m.account_did_secrets_rotate_key,
  'secrets.discard': m.account_did_secrets_discard,
  'upload.add': m.account_did_upload_add,
  'upload.remove': m.account_did_upload_remove,
  'app.create': m.account_did_app_create,
  'app.change': m.account_did_app_change,
  'app.change-many': m.account_did_app_change_many,
  'app.check': m.account_did_app_check,
  'app.remove': m.account_did_app_remove,
  'app.restore': m.account_did_app_restore,
  'board.create': m.account_did_board_create,
  'board.change': m.account_did_board_change,
  'board.settings': m.account_did_board_settings,
  'board.duplicate': m.account_did_board_duplicate,
  'board.move': m.account_did_board_move,
  'board.home': m.account_did_board_home,
  'board.remove': m.account_did_board_remove,
  'board.restore': m.account_did_board_restore,
  'feed.create': m.account_did_feed_create,
  'feed.change': m.account_did_feed_change,
  'feed.remove': m.account_did_feed_remove,
  'feed.restore': m.account_did_feed_restore,
  'feed.import': m.account_did_feed_import,
  'settings.change': m.account_did_settings_change,
  'discovery.ignore': m.account_did_discovery_ignore,
  'upload.fetch': m.account_did_upload_fetch,
  'check.test': m.account_did_try,
  'feed.test': m.account_did_try,
  'calendar.preview': m.account_did_try,
  'backup.make': m.data_did_backup_make,
  'backup.download': m.data_did_backup_download,
  'backup.remove': m.data_did_backup_remove,
  'backup.bring': m.data_did_backup_bring,
  'backup.check': m.data_did_backup_check,
  'backup.restore': m.data_did_backup_restore,
  'backup.passphrase': m.data_did_backup_passphrase,
  'backup.forget-passphrase': m.data_did_backup_forget,
  'export.make': m.data_did_export_make,
  'import.check': m.data_did_import_check,
  'import.take': m.data_did_import_take,
};

export const who = ({ username, address }: AuditEntry): string =>
  username ?? (address === 'server' ? m.account_audit_server() : m.account_audit_unknown());

/** "anna signed in", "anna made the account bert", "anna tried to make the account bert". */
export const happened = ({ action, result, target, detail }: AuditEntry, name: string): string => {
  // Things are known by their id; people know them by their name, where the entry has it.
  const called = typeof detail['name'] === 'string' ? detail['name'] : (target ?? '');
  const inputs = { who: name, target: called, result };
  return (words[action]?.(inputs) ?? m.account_did_other({ ...inputs, action })).trim();
};

const reasons: Record<string, string> = {
  'sign-in-failed': m.account_why_sign_in_failed(),
  'too-many-requests': m.account_why_too_many_requests(),
  'cross-site': m.account_why_cross_site(),
  forbidden: m.account_why_forbidden(),
  'password-change-required': m.account_why_password_change_required(),
  conflict: m.account_why_conflict(),
  invalid: m.account_why_invalid(),
  missing: m.account_why_missing(),
  internal: m.account_why_internal(),
  'storage-full': m.account_why_storage_full(),
};

export const resultLabels: Record<AuditEntry['result'], string> = {
  done: m.account_audit_done(),
  refused: m.account_audit_refused(),
  failed: m.account_audit_failed(),
};

/** Why it was refused or failed, in a few words; undefined when it was done. */
export const whyNot = ({ result, detail }: AuditEntry): string | undefined => {
  if (result === 'done') return undefined;
  const reason = String(detail['reason'] ?? '');
  return reasons[reason] ?? (reason || (result === 'failed' ? m.account_why_failed() : m.account_why_refused()));
};

export const actionLabel = (action: string): string =>
  words[action]?.({ who: '', target: '', result: 'label' }) ?? action;

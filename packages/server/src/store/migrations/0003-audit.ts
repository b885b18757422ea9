/**
 * The audit log: append-only, each entry's hash covering the one before it (store/audit-log.ts). Old entries may go only
 * after `audit_start` says up to where, with the hash that the first one left continues from. `detail` is JSON.
 */
export const sql = `
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  user_id INTEGER,
  username TEXT,
  action TEXT NOT NULL,
  target TEXT,
  address TEXT NOT NULL,
  result TEXT NOT NULL CHECK (result IN ('done', 'refused', 'failed')),
  detail TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_user_id ON audit (user_id, id);
CREATE INDEX audit_action ON audit (action, id);

CREATE TABLE audit_start (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  removed_id INTEGER NOT NULL,
  removed_hash TEXT NOT NULL
) STRICT;
INSERT INTO audit_start VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN
  SELECT RAISE(ABORT, 'the audit log is append-only');
END;

CREATE TRIGGER audit_is_never_removed BEFORE DELETE ON audit
WHEN OLD.id > (SELECT removed_id FROM audit_start)
BEGIN
  SELECT RAISE(ABORT, 'the audit log is append-only');
END;
`;

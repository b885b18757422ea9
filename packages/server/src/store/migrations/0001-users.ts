/**
 * People and their sessions. The names `users`, `username`, `password_hash` and `role` are relied on by the emergency
 * reset in the manual, which writes a SHA-256 into `password_hash` with the sqlite3 program: hence the defaults, and the
 * trigger, which does what the server would have done. An id is never given twice: the audit log speaks of people by it.
 */
export const sql = `
CREATE TABLE users (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  username TEXT NOT NULL COLLATE NOCASE UNIQUE CHECK (length(username) BETWEEN 1 AND 64),
  password_hash TEXT NOT NULL,
  role TEXT NOT NULL DEFAULT 'admin' CHECK (role IN ('admin', 'operator', 'viewer', 'guest')),
  must_change_password INTEGER NOT NULL DEFAULT 1 CHECK (must_change_password IN (0, 1)),
  created_at INTEGER NOT NULL DEFAULT (unixepoch() * 1000),
  password_changed_at INTEGER NOT NULL DEFAULT (unixepoch() * 1000)
) STRICT;

CREATE TABLE sessions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  token_hash TEXT NOT NULL UNIQUE,
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  address TEXT NOT NULL,
  device TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_user_id ON sessions (user_id);
CREATE INDEX sessions_expires_at ON sessions (expires_at);

CREATE TRIGGER users_password_written_by_hand
AFTER UPDATE OF password_hash ON users
WHEN NEW.password_hash NOT LIKE '$argon2%'
BEGIN
  UPDATE users SET must_change_password = 1, password_changed_at = unixepoch() * 1000 WHERE id = NEW.id;
  DELETE FROM sessions WHERE user_id = NEW.id;
END;
`;

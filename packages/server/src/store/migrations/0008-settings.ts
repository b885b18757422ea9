/**
 * What was chosen (protocol/settings.ts): for everyone, and by each person for themselves. `value` is JSON; what nobody
 * chose has no row.
 */
export const sql = `
CREATE TABLE settings (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE user_settings (
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, key)
) STRICT;
`;

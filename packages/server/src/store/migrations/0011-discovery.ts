/**
 * What was found on hosts and shall not be proposed again; `key` is that of protocol/discovery.ts. Where people are already,
 * nobody is led through a set-up.
 */
export const sql = `
CREATE TABLE discovery_ignored (
  key TEXT NOT NULL PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO settings (key, value, changed_at)
SELECT 'setupDone', 'true', unixepoch() * 1000 WHERE EXISTS (SELECT 1 FROM users);
`;

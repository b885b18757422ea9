/** Tries to make a backup; the files are the truth about what there is. */
export const sql = `
CREATE TABLE backup_runs (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('hand', 'schedule')),
  failure TEXT
) STRICT;
`;

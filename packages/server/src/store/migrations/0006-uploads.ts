/** Pictures that people uploaded, re-encoded; the file is `uploads/ID.webp` beside the database. */
export const sql = `
CREATE TABLE uploads (
  id TEXT NOT NULL PRIMARY KEY,
  user_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
  created_at INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL
) STRICT;
`;

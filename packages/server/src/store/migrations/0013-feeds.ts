/**
 * Feeds and what was read of them. `content` is the JSON of `feedInput`, `fault` that of a `RemoteFault`. `key` tells an
 * entry from the others of its feed; `seen_at` is when the feed had it last. Marks are of one person each.
 */
export const sql = `
CREATE TABLE feeds (
  id TEXT NOT NULL PRIMARY KEY,
  content TEXT NOT NULL,
  title TEXT NOT NULL,
  site TEXT NOT NULL,
  etag TEXT,
  modified TEXT,
  read_at INTEGER,
  fault TEXT,
  changed_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE feed_entries (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  feed_id TEXT NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  url TEXT NOT NULL,
  title TEXT NOT NULL,
  author TEXT NOT NULL,
  excerpt TEXT NOT NULL,
  at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  UNIQUE (feed_id, key)
) STRICT;
CREATE INDEX feed_entries_at ON feed_entries (at, id);
CREATE INDEX feed_entries_feed ON feed_entries (feed_id, at, id);

CREATE TABLE feed_marks (
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  entry_id INTEGER NOT NULL REFERENCES feed_entries (id) ON DELETE CASCADE,
  read_at INTEGER,
  starred_at INTEGER,
  PRIMARY KEY (user_id, entry_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX feed_marks_entry ON feed_marks (entry_id);
`;

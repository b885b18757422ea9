/**
 * Apps and boards (protocol/apps.ts, boards.ts). `content` of an app is its JSON without secrets; what was removed stays a
 * while, so that it can come back. A board's content is in its steps: `step` is the one that shows, those after it are what
 * redo would do again. `content` of a step is JSON, zstd; `hidden` is 1 when it touched what an operator may not see;
 * `pictures` are the uploads in it, JSON. A step that moved something from one board to another names its other half.
 */
export const sql = `
CREATE TABLE apps (
  id TEXT NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  content TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;

CREATE TABLE boards (
  id TEXT NOT NULL PRIMARY KEY,
  position INTEGER NOT NULL,
  access TEXT NOT NULL CHECK (access IN ('public', 'guest', 'viewer', 'operator', 'admin')),
  revision INTEGER NOT NULL,
  step INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;

CREATE TABLE board_steps (
  board_id TEXT NOT NULL REFERENCES boards (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  username TEXT,
  what TEXT NOT NULL,
  hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
  content BLOB NOT NULL,
  pictures TEXT NOT NULL,
  linked_board TEXT,
  linked_step INTEGER,
  PRIMARY KEY (board_id, number)
) STRICT;

CREATE TABLE home_boards (
  user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  board_id TEXT NOT NULL REFERENCES boards (id) ON DELETE CASCADE
) STRICT;
`;

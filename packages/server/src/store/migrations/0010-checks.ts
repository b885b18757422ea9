/**
 * What is seen of apps. `check_history` has compressed columns by tier (0: minutes, 1: ten minutes, 2: hours) and
 * `check_closed` until when a tier has them; `check_journal` has the minutes that are in no chunk yet, of all apps in a
 * row. `reason` is the JSON of protocol/checks.ts. No key leads to the apps: what is seen of a removed one can come back.
 */
export const sql = `
CREATE TABLE check_status (
  app_id TEXT NOT NULL PRIMARY KEY,
  state TEXT NOT NULL,
  since INTEGER,
  checked_at INTEGER,
  latency_ms REAL,
  reason TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE check_events (
  id INTEGER NOT NULL PRIMARY KEY,
  app_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL,
  reason TEXT
) STRICT;
CREATE INDEX check_events_app ON check_events (app_id, at);

CREATE TABLE check_history (
  app_id TEXT NOT NULL,
  tier INTEGER NOT NULL,
  start INTEGER NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (app_id, tier, start)
) STRICT;
CREATE INDEX check_history_start ON check_history (tier, start);

CREATE TABLE check_closed (
  tier INTEGER NOT NULL PRIMARY KEY,
  until INTEGER NOT NULL
) STRICT;

CREATE TABLE check_journal (
  id INTEGER NOT NULL PRIMARY KEY,
  until INTEGER NOT NULL,
  data BLOB NOT NULL
) STRICT;
`;

/** Hosts with an agent. `platform` is the JSON of protocol/reading.ts, as the agent last said it. */
export const sql = `
CREATE TABLE nodes (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  first_seen_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  agent_version TEXT NOT NULL,
  platform TEXT NOT NULL
) STRICT;
`;

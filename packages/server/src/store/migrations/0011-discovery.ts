/** What was found on hosts and shall not be proposed again; `key` is that of protocol/discovery.ts. */
export const sql = `
CREATE TABLE discovery_ignored (
  key TEXT NOT NULL PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;

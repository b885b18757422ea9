/** Sealed secrets (store/secrets.ts), by what they belong to (`server`, later `service:12`) and their field. */
export const sql = `
CREATE TABLE secrets (
  owner TEXT NOT NULL,
  field TEXT NOT NULL,
  sealed TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (owner, field)
) STRICT, WITHOUT ROWID;
`;

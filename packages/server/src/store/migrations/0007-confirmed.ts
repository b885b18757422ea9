/** When the person of a session last typed their password. */
export const sql = `
ALTER TABLE sessions ADD COLUMN confirmed_at INTEGER NOT NULL DEFAULT 0;
`;

/** Accounts can be disabled, and tell when they were last used. */
export const sql = `
ALTER TABLE users ADD COLUMN disabled INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1));
ALTER TABLE users ADD COLUMN last_sign_in_at INTEGER;
`;

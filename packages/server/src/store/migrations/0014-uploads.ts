/** What an upload is, by the end of its file's name, and the darkest and brightest of each of red, green and blue in it. */
export const sql = `
ALTER TABLE uploads ADD COLUMN kind TEXT NOT NULL DEFAULT 'webp' CHECK (kind IN ('webp', 'mp4', 'webm'));
ALTER TABLE uploads ADD COLUMN darkest TEXT;
ALTER TABLE uploads ADD COLUMN brightest TEXT;
`;

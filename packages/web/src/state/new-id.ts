const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** An id for what this page adds to a board. Not `randomUUID`: browsers have it over HTTPS only, and at home AMUD often has none. */
export const newId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => LETTERS[byte % LETTERS.length]).join('');

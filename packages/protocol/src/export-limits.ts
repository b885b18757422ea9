/** Part of limits.ts. */
export const exportLimits = {
  /** Of an export, and of one that is read. */
  fileBytes: 16 * 1024 * 1024,
  /** Time and memory of the process that reads one. */
  readMs: 20_000,
  readMegabytes: 512,
  /** Aliases (`*name`) that a file may use. */
  aliases: 100,
  /** Faults that are told at once. */
  faults: 10,
  /** Of one thing that differs: fields that are told, and the length of each. */
  fields: 40,
  textLength: 200,
  /** A file that was read waits for so long to be taken. */
  stagedMs: 30 * 60_000,
} as const;

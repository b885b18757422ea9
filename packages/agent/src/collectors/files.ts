import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

/** Small kernel files: what is not there, or can't be read now, is undefined. */
export const readText = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

/** For files behind which a device may take its time. */
export const readTextLater = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').catch(() => undefined);

export const readWordLater = async (path: string): Promise<string | undefined> =>
  (await readTextLater(path))?.trim() || undefined;
export const readNumberLater = async (path: string): Promise<number | undefined> => toNumber(await readTextLater(path));

/** The number that a file is, and nothing else. */
export const toNumber = (text: string | undefined): number | undefined => {
  const trimmed = text?.trim();
  if (!trimmed || !/^-?\d+(\.\d+)?$/.test(trimmed)) return undefined;
  const number = Number(trimmed);
  return Number.isFinite(number) ? number : undefined;
};

export const readNumber = (path: string): number | undefined => toNumber(readText(path));
export const readWord = (path: string): string | undefined => readText(path)?.trim() || undefined;

/** Sorted, so that what is found keeps its order. */
export const list = (folder: string): string[] => {
  try {
    return readdirSync(folder).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  } catch {
    return [];
  }
};

/** The last part of where a symbolic link points. */
export const linkName = (path: string): string | undefined => {
  try {
    return basename(readlinkSync(path));
  } catch {
    return undefined;
  }
};

/** The parts of an object that are known: readings have no undefined. */
export const known = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as never;

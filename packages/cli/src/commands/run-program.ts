import { pathToFileURL } from 'node:url';
import { programPath } from './programs.ts';

/** Becomes the server or the agent: no process stands between it and whoever started us. It ends the process itself. */
export const runProgram = async (name: 'server' | 'agent', words: string[]): Promise<never> => {
  const path = programPath(name);
  process.argv = [process.execPath, path, ...words];
  await import(pathToFileURL(path).href);
  return new Promise(() => {});
};

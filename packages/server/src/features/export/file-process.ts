import { limits } from '@amud/protocol/limits.ts';
import { createGate } from '../../core/gate.ts';
import { FaultError } from '../../http/faults.ts';
import type { FileRead } from './read-file.ts';

/** Reads and writes the text of exports. */
export type FileProcess = {
  /** @throws FaultError when it takes too long or too much. */
  read(text: Buffer): Promise<FileRead>;
  writeYaml(value: object): Promise<string>;
};

/**
 * In a process that lives only meanwhile: a file can be written so that reading it takes for ever or all memory, and YAML is
 * needed so rarely that the server does without it. It gets nothing of our environment.
 */
export const createFileProcess = (script: string): FileProcess => {
  const gate = createGate(1, 4);
  const run = (word: 'read' | 'write', input: Buffer | string): Promise<string> => {
    const answer = gate(() => execute(script, word, input));
    if (answer !== undefined) return answer;
    throw new FaultError('too-many-requests', 'Other files are being read. Try again in a few seconds.');
  };
  return {
    read: async (text) => JSON.parse(await run('read', text)),
    writeYaml: (value) => run('write', JSON.stringify(value)),
  };
};

const execute = async (script: string, word: string, input: Buffer | string): Promise<string> => {
  const { execFile } = await import('node:child_process');
  return new Promise((resolve, reject) => {
    const options = {
      timeout: limits.export.readMs,
      killSignal: 'SIGKILL',
      env: {},
      maxBuffer: 3 * limits.export.fileBytes,
    } as const;
    const memory = `--max-old-space-size=${limits.export.readMegabytes}`;
    const child = execFile(process.execPath, [memory, script, word], options, (error, answer) => {
      if (error) reject(new FaultError('invalid', 'This file is too large or too deep to be read.', { field: 'file' }));
      else resolve(answer);
    });
    // One that ended already: the answer above says it.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
};

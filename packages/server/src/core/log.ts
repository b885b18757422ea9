import pino from 'pino';

export type Log = pino.Logger;

export type LogOptions = {
  level: pino.LevelWithSilent;
  format: 'auto' | 'pretty' | 'json';
  /** Names the process in each line. */
  name: string;
};

/**
 * The log goes to standard error; standard output is for what people and scripts read. pino-pretty is loaded only when
 * a person looks.
 */
export const openLog = async ({ level, format, name }: LogOptions): Promise<Log> => {
  const pretty = format === 'pretty' || (format === 'auto' && process.stderr.isTTY);
  const options = { level, name, base: { name } };
  if (!pretty) return pino(options, pino.destination({ dest: 2, sync: true }));
  const { default: prettify } = await import('pino-pretty');
  return pino(options, prettify({ destination: 2, sync: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' }));
};

export const silentLog = (): Log => pino({ level: 'silent' });

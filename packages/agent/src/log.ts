import pino from 'pino';

export type Log = pino.Logger;

/** Standard error, one JSON object a line; on a terminal pino-pretty, which is loaded only then. */
export const openLog = async (level: pino.LevelWithSilent, format: 'auto' | 'pretty' | 'json'): Promise<Log> => {
  const options = { level, name: 'agent', base: { name: 'agent' } };
  if (format === 'json' || (format === 'auto' && !process.stderr.isTTY)) {
    return pino(options, pino.destination({ dest: 2, sync: true }));
  }
  const { default: prettify } = await import('pino-pretty');
  return pino(options, prettify({ destination: 2, sync: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' }));
};

export type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
type Say = (fields: object | string, message?: string) => void;

/** A line an event, like the server's: fields, then what happened. */
export type Log = { debug: Say; info: Say; warn: Say; error: Say };

export type LogOptions = {
  level: Level;
  /** For a person at a terminal; else a JSON object a line. */
  isPretty: boolean;
  write(line: string): void;
};

const ranks: Record<Level, number> = { trace: 10, debug: 20, info: 30, warn: 40, error: 50, fatal: 60, silent: 70 };

/**
 * The agent's log, in the lines that pino writes for the server. Written here because pino costs 6 MB of an agent that may
 * have 65 (docs/decisions/0004).
 */
export const createLog = ({ level, isPretty, write }: LogOptions): Log => {
  const say =
    (name: 'debug' | 'info' | 'warn' | 'error'): Say =>
    (fields, message) => {
      if (ranks[name] < ranks[level]) return;
      const text = typeof fields === 'string' ? fields : (message ?? '');
      const rest = typeof fields === 'string' ? {} : readable(fields);
      write(isPretty ? prettyLine(name, text, rest) : jsonLine(name, text, rest));
    };
  return { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') };
};

/** An Error has no fields of its own that JSON would show. */
const readable = (fields: object): object =>
  Object.fromEntries(
    Object.entries(fields).map(([key, value]) =>
      value instanceof Error ? [key, { type: value.name, message: value.message, stack: value.stack }] : [key, value],
    ),
  );

const jsonLine = (name: Level, msg: string, fields: object): string =>
  `${JSON.stringify({ level: ranks[name], time: Date.now(), name: 'agent', ...fields, msg })}\n`;

const prettyLine = (name: Level, message: string, fields: object): string => {
  const time = new Date().toTimeString().slice(0, 8);
  const rest = Object.keys(fields).length > 0 ? ` ${JSON.stringify(fields)}` : '';
  return `[${time}] ${name.toUpperCase()} (agent): ${message}${rest}\n`;
};

/** Standard error; pretty on a terminal unless the format says otherwise. */
export const openLog = (level: Level, format: 'auto' | 'pretty' | 'json'): Log =>
  createLog({
    level,
    isPretty: format === 'pretty' || (format === 'auto' && process.stderr.isTTY === true),
    write: (line) => void process.stderr.write(line),
  });

export const silentLog = (): Log => createLog({ level: 'silent', isPretty: false, write: () => {} });

import { RESTART_CODE } from '@amud/protocol/restart.ts';

const STOP_MS = 8_000;
/** For the answer to whoever asked for it. */
const RESTART_DELAY_MS = 300;

export type Life = {
  /** Ends in order, and begins anew: as a new process of `amud up`, or else in the place of this one. */
  restart(): void;
};

/** Stops once, in order, on a signal, or when the process that started us is gone. */
export const liveUntilSignal = (stop: () => Promise<void>, done: () => void): Life => {
  let stopping = false;
  const end = (leave: () => void): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_MS).unref();
    void stop().then(
      () => {
        done();
        leave();
      },
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  const run = (): void => end(() => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, run);
  if (process.send) process.on('disconnect', run);
  return { restart: () => void setTimeout(() => end(beginAnew), RESTART_DELAY_MS) };
};

/** Where nobody starts us again (a terminal, a container), the same process becomes the new one. */
const beginAnew = (): void => {
  if (process.send || !process.execve) process.exit(RESTART_CODE);
  // That it is new in Node is nothing a person needs to read.
  process.removeAllListeners('warning');
  process.execve(process.execPath, [process.execPath, ...process.execArgv, ...process.argv.slice(1)], process.env);
};

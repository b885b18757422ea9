import { FaultError } from '../../http/faults.ts';

/** Making a backup and opening one take the disk and a core: never two at once. */
export type Turn = {
  busy(): 'making' | 'checking' | null;
  /** @throws FaultError `conflict` while another is under way. */
  take<T>(what: 'making' | 'checking', run: () => Promise<T>): Promise<T>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
};

export const createTurn = (): Turn => {
  let what: 'making' | 'checking' | null = null;
  let under: Promise<unknown> = Promise.resolve();
  return {
    busy: () => what,
    idle: async () => {
      await under.catch(() => {});
    },
    take: async (next, run) => {
      if (what !== null)
        throw new FaultError(
          'conflict',
          what === 'making'
            ? 'A backup is being made. Wait until it is done.'
            : 'A backup is being opened. Wait until it is done.',
        );
      what = next;
      const work = run();
      under = work;
      try {
        return await work;
      } finally {
        what = null;
      }
    },
  };
};

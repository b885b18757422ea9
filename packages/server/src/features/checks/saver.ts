import type { Clock, Undo } from '@amud/protocol/clock.ts';
import type { Log } from '../../core/log.ts';
import type { Condition } from './condition.ts';
import type { CheckEvent, StatusStore } from './status-store.ts';

/** Changes of state come alone or, when a switch dies, by the hundred: they wait this long for each other. */
const WAIT_MS = 2_000;
/** When the disk takes nothing, so many wait; then the oldest go. */
const MOST_EVENTS = 5_000;

export type Saver = {
  changed(appId: string, condition: Condition, event: CheckEvent | null): void;
  /** Writes what waits. */
  flush(): Promise<void>;
  stop(): void;
};

export const createSaver = (parts: { store: Pick<StatusStore, 'save'>; clock: Clock; log: Log }): Saver => {
  let conditions = new Map<string, Condition>();
  let events: (CheckEvent & { appId: string })[] = [];
  let timer: Undo | undefined;
  let isStopped = false;
  let writing = Promise.resolve();

  const write = async (): Promise<void> => {
    const [someConditions, someEvents] = [conditions, events];
    if (someConditions.size === 0 && someEvents.length === 0) return;
    conditions = new Map();
    events = [];
    try {
      await parts.store.save(someConditions, someEvents);
    } catch (error) {
      parts.log.warn({ err: error }, 'the states of checks could not be saved; tried again with the next');
      conditions = new Map([...someConditions, ...conditions]);
      events = [...someEvents, ...events].slice(-MOST_EVENTS);
    }
  };
  const flush = (): Promise<void> => {
    timer?.();
    timer = undefined;
    writing = writing.then(write);
    return writing;
  };
  return {
    changed: (appId, condition, event) => {
      conditions.set(appId, condition);
      if (event) events.push({ appId, ...event });
      if (!isStopped) timer ??= parts.clock.after(WAIT_MS, () => void flush());
    },
    flush,
    stop: () => {
      isStopped = true;
      timer?.();
    },
  };
};

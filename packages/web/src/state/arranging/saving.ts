import type { BoardContent, BoardView } from '@amud/protocol/boards.ts';
import { batch, createSignal } from 'solid-js';
import type { Clock } from '../../link/clock.ts';
import type { Answer, Http, Refusal } from '../../link/http.ts';
import type { BoardState } from '../board.ts';
import type { Change } from './changes.ts';

export type SaveState =
  | { state: 'saved' }
  | { state: 'saving' }
  /** AMUD does not answer; tried again by itself. */
  | { state: 'waiting'; message: string }
  /** Only the person can go on: by another try, or without the change. */
  | { state: 'refused'; message: string };

/** So long a change waits for one that belongs to it. */
const SETTLE_MS = 150;
const RETRY_MS = 3_000;

type Parts = {
  board: BoardState;
  http: Pick<Http, 'call'>;
  clock: Clock;
  /** Somebody else was quicker; what was done here is done to theirs. */
  onConflict(by: string | null): void;
  /** What it was to be done to is gone. */
  onDropped(step: string): void;
  onRefused(message: string): void;
};

export type Saving = ReturnType<typeof createSaving>;

/**
 * Changes of a board: shown at once, saved one after the other, each a step that undo knows. When somebody else was quicker
 * they are done again to the newer board; while AMUD does not answer they wait.
 */
export const createSaving = ({ board, http, clock, onConflict, onDropped, onRefused }: Parts) => {
  const [status, setStatus] = createSignal<SaveState>({ state: 'saved' });
  const [pending, setPending] = createSignal<readonly Change[]>([]);
  const takenBack = createTakenBack();
  /** What is on its way, as it will be. */
  let sent: { change: Change; content: BoardContent } | undefined;
  let busy = false;
  let cancelTimer = () => {};
  const idle: (() => void)[] = [];
  const path = `/api/boards/${board.boardId}`;

  /** The live channel may bring what was sent before the answer does, or an answer may be lost on its way. */
  const isDone = (change: Change, content: BoardContent) => sent?.change === change && isSame(sent.content, content);

  const show = (changes: readonly Change[]) => {
    setPending(changes);
    board.setOverlay(
      changes.length === 0
        ? undefined
        : (content) =>
            changes.reduce((done, change) => (isDone(change, done) ? done : (change.apply(done) ?? done)), content),
    );
  };

  const settle = () => {
    setStatus({ state: 'saved' });
    for (const run of idle.splice(0)) run();
  };

  /** The first change is done with; the others are of a newer board. */
  const drop = (change: Change, view?: BoardView) =>
    batch(() => {
      if (view) board.takeAnswer(view);
      show(pending().filter((one) => one !== change));
    });

  const fail = async (change: Change, fault: Refusal, revision: number): Promise<void> => {
    if (fault.kind === 'conflict') return catchUp(fault, revision);
    if (fault.kind === 'missing') {
      drop(change);
      onDropped(change.step);
      return;
    }
    const isAway = fault.kind === 'unavailable' || fault.kind === 'internal';
    setStatus({ state: isAway ? 'waiting' : 'refused', message: fault.message });
    if (isAway) cancelTimer = clock.after((fault.retryAfterSeconds ?? 0) * 1_000 || RETRY_MS, send);
  };

  const catchUp = async (conflict: Refusal, revision: number): Promise<void> => {
    const answer = await http.call('GET', path, 'boardOutput');
    if (!answer.ok) {
      setStatus({ state: 'waiting', message: answer.fault.message });
      cancelTimer = clock.after(RETRY_MS, send);
      return;
    }
    board.takeAnswer(answer.value.board);
    if (answer.value.board.revision > revision) onConflict(answer.value.board.changedBy);
    // Refused for another reason than its age: another try would be refused again.
    else setStatus({ state: 'refused', message: conflict.message });
  };

  const save = async (change: Change): Promise<void> => {
    const base = board.base();
    const content = base && change.apply(base.content);
    if (!base || isDone(change, base.content) || content === base.content) return drop(change);
    if (!content) {
      drop(change);
      return onDropped(change.step);
    }
    sent = { change, content };
    const body = { revision: base.revision, step: change.step.slice(0, 120), content };
    const answer = await http.call('PUT', path, 'boardOutput', body);
    if (answer.ok) drop(change, answer.value.board);
    else await fail(change, answer.fault, base.revision);
  };

  const send = (): void => {
    cancelTimer();
    if (busy) return;
    busy = true;
    setStatus({ state: 'saving' });
    void run().finally(() => {
      busy = false;
      if (pending().length === 0 && status().state === 'saving') settle();
    });
  };
  const run = async (): Promise<void> => {
    for (let [next] = pending(); next && status().state === 'saving'; [next] = pending()) await save(next);
  };

  /** The last one, unless it is on its way. */
  const takeBackUnsent = (): boolean => {
    const all = pending();
    const isSent = all.length === 1 && status().state === 'saving' && busy;
    if (all.length === 0 || isSent) return false;
    show(all.slice(0, -1));
    takenBack.push(all.at(-1) ?? null);
    if (all.length === 1) settle();
    return true;
  };
  const add = (change: Change): void => {
    const all = pending();
    const last = all.at(-1);
    const isOne = last?.merge !== undefined && last.merge === change.merge && !(busy && all.length === 1);
    show(isOne && last ? [...all.slice(0, -1), joined(last, change)] : [...all, change]);
    if (busy) return;
    if (status().state === 'saved') setStatus({ state: 'saving' });
    cancelTimer();
    cancelTimer = clock.after(SETTLE_MS, send);
  };
  /** What was taken back before it was sent is done once more. */
  const doAgain = (): boolean => {
    const last = takenBack.last();
    takenBack.pop();
    if (last) add(last);
    return Boolean(last);
  };

  const cross = async (direction: 'undo' | 'redo'): Promise<Answer<unknown> | undefined> => {
    if (direction === 'undo' && takeBackUnsent()) return undefined;
    if (direction === 'redo' && doAgain()) return undefined;
    // What was just done is the newest: after it there is nothing to do again.
    if (direction === 'redo' && pending().length > 0) return undefined;
    if (pending().length > 0) await new Promise<void>((resolve) => idle.push(resolve));
    setStatus({ state: 'saving' });
    let answer = await http.call('POST', `${path}/${direction}`, 'boardOutput', {
      revision: board.base()?.revision ?? 0,
    });
    if (!answer.ok && answer.fault.kind === 'conflict') {
      const newer = await http.call('GET', path, 'boardOutput');
      if (newer.ok) board.takeAnswer(newer.value.board);
      answer = await http.call('POST', `${path}/${direction}`, 'boardOutput', {
        revision: board.base()?.revision ?? 0,
      });
    }
    if (answer.ok) {
      board.takeAnswer(answer.value.board);
      if (direction === 'undo') takenBack.push(null);
    } else onRefused(answer.fault.message);
    if (pending().length > 0) send();
    else settle();
    return answer;
  };

  return {
    status,
    pending: () => pending().length,
    /** The step that undo would take back before it was sent. */
    newest: (): string | undefined => pending().at(-1)?.step,
    /** The step that redo would do again; null: none. */
    again: () => takenBack.last()?.step ?? (pending().length === 0 ? (board.base()?.redo ?? null) : null),
    do: (change: Change) => {
      takenBack.clear();
      add(change);
    },
    retry: send,
    /** Gives the refused change up. */
    giveUp: () => {
      show(pending().slice(1));
      send();
    },
    undo: () => cross('undo'),
    redo: () => cross('redo'),
    /** Resolves when all is saved. */
    idle: (): Promise<void> =>
      pending().length === 0 ? Promise.resolve() : new Promise((resolve) => idle.push(resolve)),
  };
};

/** What was taken back here; null stands for a step that the server has. */
const createTakenBack = () => {
  const [stack, setStack] = createSignal<readonly (Change | null)[]>([]);
  return {
    last: () => stack().at(-1),
    push: (change: Change | null) => setStack((before) => [...before, change]),
    pop: () => setStack((before) => before.slice(0, -1)),
    clear: () => setStack([]),
  };
};

const joined = (first: Change, second: Change): Change => ({
  ...second,
  apply: (content) => second.apply(first.apply(content) ?? content),
});

/** Equal as data; a field that is undefined is as one that is not there. */
const isSame = (one: unknown, other: unknown): boolean => {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => isSame(one[name as keyof typeof one], other[name as keyof typeof other]));
};

import type { FirstData, Shot } from '@amud/protocol/http.ts';
import type { Clock } from '../link/clock.ts';
import { boardIdOf } from './address.ts';

const FIRST_MS = 3_000;
const LONGEST_MS = 20_000;

export type ShotState = ReturnType<typeof createShot>;

/** This page is from before: the server did not answer when it was opened. Undefined where it did. */
export const createShot = ({ first, browser, clock }: { first: FirstData; browser: Window; clock: Clock }) => {
  const { shot } = first;
  if (!shot) return undefined;
  waitForServer(browser, clock);
  return {
    /** When what this address shows was seen; undefined: it was not kept. */
    at: (path: string): number | undefined => find(shot, path, first.home)?.at,
  };
};

const find = ({ snapshots }: Shot, path: string, home: string | null): Shot['snapshots'][number] | undefined => {
  const boardId = boardIdOf(path) === null ? home : boardIdOf(path);
  const topic = path === '/nodes' ? 'nodes' : `board:${boardId}`;
  return snapshots.find((one) => one.topic === topic);
};

/** Asks now and then, and as soon as somebody looks; once it answers, the page is loaded as it is now. */
const waitForServer = (browser: Window, clock: Clock): void => {
  let delayMs = FIRST_MS;
  let cancel = () => {};
  const ask = async () => {
    cancel();
    const answer = await browser.fetch('/readyz', { cache: 'no-store' }).catch(() => undefined);
    if (answer?.ok) return browser.location.reload();
    cancel();
    cancel = clock.after(delayMs, () => void ask());
    delayMs = Math.min(LONGEST_MS, delayMs * 1.5);
  };
  browser.addEventListener('online', () => void ask());
  browser.document.addEventListener('visibilitychange', () => {
    if (!browser.document.hidden) void ask();
  });
  cancel = clock.after(delayMs, () => void ask());
};

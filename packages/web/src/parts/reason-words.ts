import type { CheckReason } from '@amud/protocol/checks.ts';
import { createSignal } from 'solid-js';
import { shortReason } from './check-words.ts';

type Say = (reason: CheckReason) => string;

const [say, setSay] = createSignal<Say>();
let isAsked = false;

const ask = async (): Promise<void> => {
  if (isAsked) return;
  isAsked = true;
  try {
    const { reasonWords } = await import('./check-reasons.ts');
    setSay(() => reasonWords);
  } catch {
    isAsked = false;
  }
};

/** What happened, and what to do about it: in a few words until the many are fetched, which only trouble needs. */
export const reasonSoon: Say = (reason) => {
  const words = say();
  if (words) return words(reason);
  void ask();
  return shortReason(reason);
};

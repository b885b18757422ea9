import { createSignal } from 'solid-js';
import type { Clock } from '../link/clock.ts';

/** What can be done about what was just done: take it back. */
export type ToastAct = { label: string; run: () => void };
export type Toast = { id: number; text: string; act?: ToastAct };

const SHOWN_MS = 6_000;
/** With something to press it must be read, understood and reached. */
const SHOWN_WITH_ACT_MS = 12_000;
const MAX_SHOWN = 3;

/** Short notes about what was just done. */
export const createToasts = (clock: Clock) => {
  const [shown, setShown] = createSignal<Toast[]>([]);
  let lastId = 0;
  const dismiss = (id: number) => setShown((toasts) => toasts.filter((toast) => toast.id !== id));
  return {
    shown,
    dismiss,
    /** @returns what takes it away. */
    say: (text: string, act?: ToastAct): (() => void) => {
      lastId += 1;
      const id = lastId;
      setShown((toasts) => [...toasts.slice(1 - MAX_SHOWN), act ? { id, text, act } : { id, text }]);
      clock.after(act ? SHOWN_WITH_ACT_MS : SHOWN_MS, () => dismiss(id));
      return () => dismiss(id);
    },
  };
};

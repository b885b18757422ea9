import { createSignal } from 'solid-js';
import type { Clock } from '../link/clock.ts';

export type Toast = { id: number; text: string };

const SHOWN_MS = 6_000;
const MAX_SHOWN = 3;

/** Short notes about what was just done. */
export const createToasts = (clock: Clock) => {
  const [shown, setShown] = createSignal<Toast[]>([]);
  let lastId = 0;
  const dismiss = (id: number) => setShown((toasts) => toasts.filter((toast) => toast.id !== id));
  return {
    shown,
    dismiss,
    say: (text: string) => {
      lastId += 1;
      const id = lastId;
      setShown((toasts) => [...toasts.slice(1 - MAX_SHOWN), { id, text }]);
      clock.after(SHOWN_MS, () => dismiss(id));
    },
  };
};

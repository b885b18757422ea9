import { createSignal } from 'solid-js';
import type { Http } from '../link/http.ts';

/** Asks for the password again where the server wants it, and lets what was asked before go on after. */
export const createConfirmation = () => {
  const [answer, setAnswer] = createSignal<(isConfirmed: boolean) => void>();
  const settle = (isConfirmed: boolean): void => {
    answer()?.(isConfirmed);
    setAnswer(undefined);
  };
  return {
    isAsking: () => answer() !== undefined,
    /** Resolves when the person typed it, or did not want to. */
    ask: () => {
      settle(false);
      return new Promise<boolean>((resolve) => setAnswer(() => resolve));
    },
    cancel: () => settle(false),
    confirm: async (http: Http, password: string) => {
      const result = await http.call('POST', '/api/auth/confirm', 'done', { password });
      if (result.ok) settle(true);
      return result;
    },
  };
};

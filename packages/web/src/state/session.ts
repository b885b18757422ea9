import type { FirstData, Session } from '@amud/protocol/http.ts';
import { sees } from '@amud/protocol/roles.ts';
import { createSignal } from 'solid-js';
import type { Answer, Http } from '../link/http.ts';

export type SessionState = ReturnType<typeof createSession>;
export type { Session };

/** Who is signed in, and what that person can do about it. */
export const createSession = (first: FirstData, http: Http) => {
  const [user, setUser] = createSignal(first.user);
  /** Nothing can be changed where the server does not answer. */
  const isShot = first.shot !== undefined;

  const signIn = async (username: string, password: string) => {
    const answer = await http.call('POST', '/api/auth/sign-in', 'signInOutput', { username, password });
    if (answer.ok) setUser(answer.value.user);
    return answer;
  };

  const changePassword = async (current: string, next: string) => {
    const answer = await http.call('POST', '/api/auth/password', 'done', { current, next });
    if (answer.ok) setUser((old) => (old ? { ...old, mustChangePassword: false } : old));
    return answer;
  };

  const signOut = async (): Promise<Answer<unknown>> => {
    const answer = await http.call('POST', '/api/auth/sign-out', 'done');
    // Signed out is also who was signed out already.
    if (answer.ok || answer.fault.kind === 'unauthenticated') setUser(null);
    return answer;
  };

  return {
    user,
    /** Apps and boards. */
    mayEdit: () => {
      const known = user();
      return known !== null && !isShot && !known.mustChangePassword && sees(known.role, 'operator');
    },
    signIn,
    signOut,
    changePassword,
    /** The server said so: by an answer, or by closing the live link. */
    end: () => setUser(null),
    /** Asks whether it still is one; when not, it ends. */
    verify: () => http.call('GET', '/api/auth/me', 'meOutput'),
    signIns: () => http.call('GET', '/api/auth/sign-ins', 'signInsOutput'),
    list: () => http.call('GET', '/api/auth/sessions', 'sessionsOutput'),
    endOne: (id: number) => http.call('DELETE', `/api/auth/sessions/${id}`, 'done'),
    endOthers: () => http.call('DELETE', '/api/auth/sessions', 'done'),
    sources: (nodeId: string) => http.call('GET', `/api/nodes/${encodeURIComponent(nodeId)}/sources`, 'sourcesOutput'),
  };
};

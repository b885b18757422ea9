import type { Amud } from './process.ts';

export const NEW_PASSWORD = 'a password of my own';

/** A signed-in person, over plain HTTP. */
export type Person = {
  cookie: string;
  get(path: string): Promise<{ status: number; body: unknown }>;
};

export const post = (url: string, path: string, body: object, cookie = ''): Promise<Response> =>
  fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, cookie },
    body: JSON.stringify(body),
  });

const setUpAlready = { for: 'everyone', set: { setupDone: true } };

/** So that the first admin is not sent to the guided set-up. */
export const passSetup = async ({ url }: Pick<Amud, 'url'>, cookie: string): Promise<void> => {
  const answer = await fetch(`${url}/api/settings`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', origin: url, cookie },
    body: JSON.stringify(setUpAlready),
  });
  if (!answer.ok) throw new Error(`the set-up could not be passed: ${answer.status} ${await answer.text()}`);
};

/** Signs in; with a one-time password, changes it first and passes the set-up. */
export const signIn = async ({ url }: Pick<Amud, 'url'>, password: string): Promise<Person> => {
  const response = await post(url, '/api/auth/sign-in', { username: 'admin', password });
  if (response.status !== 200) throw new Error(`sign-in answered ${response.status}: ${await response.text()}`);
  let cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const { user } = (await response.json()) as { user: { mustChangePassword: boolean } };
  if (user.mustChangePassword) {
    const changed = await post(url, '/api/auth/password', { current: password, next: NEW_PASSWORD }, cookie);
    cookie = changed.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    await passSetup({ url }, cookie);
  }
  return {
    cookie,
    get: async (path) => {
      const answer = await fetch(`${url}${path}`, { headers: { cookie } });
      return { status: answer.status, body: await answer.json() };
    },
  };
};

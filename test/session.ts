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

/** Signs in; with a one-time password, changes it first. */
export const signIn = async ({ url }: Pick<Amud, 'url'>, password: string): Promise<Person> => {
  const response = await post(url, '/api/auth/sign-in', { username: 'admin', password });
  if (response.status !== 200) throw new Error(`sign-in answered ${response.status}: ${await response.text()}`);
  let cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const { user } = (await response.json()) as { user: { mustChangePassword: boolean } };
  if (user.mustChangePassword) {
    const changed = await post(url, '/api/auth/password', { current: password, next: NEW_PASSWORD }, cookie);
    cookie = changed.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  }
  return {
    cookie,
    get: async (path) => {
      const answer = await fetch(`${url}${path}`, { headers: { cookie } });
      return { status: answer.status, body: await answer.json() };
    },
  };
};

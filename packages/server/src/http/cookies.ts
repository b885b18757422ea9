import { limits } from '@amud/protocol/limits.ts';

/** The session cookie (security 7). `__Host-` binds it to this very host, which browsers grant only to Secure cookies. */
export type SessionCookie = {
  name: string;
  read(header: string | undefined): string | undefined;
  set(token: string): string;
  clear(): string;
};

export const createSessionCookie = (secure: boolean): SessionCookie => {
  const name = secure ? '__Host-amud_session' : 'amud_session';
  const attributes = `HttpOnly; SameSite=Strict; Path=/${secure ? '; Secure' : ''}`;
  return {
    name,
    read: (header) => readCookie(header, name),
    set: (token) => `${name}=${token}; Max-Age=${limits.session.lifetimeMs / 1000}; ${attributes}`,
    clear: () => `${name}=; Max-Age=0; ${attributes}`,
  };
};

/** Only the shape of our own tokens: 43 signs of base64url. */
const readCookie = (header: string | undefined, name: string): string | undefined => {
  for (const part of (header ?? '').split(';')) {
    const [key, value] = part.split('=', 2);
    if (key?.trim() === name && /^[A-Za-z0-9_-]{43}$/.test(value?.trim() ?? '')) return value?.trim();
  }
  return undefined;
};

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
    // 43 signs of base64url.
    read: (header) => readCookie(header, name, /^[A-Za-z0-9_-]{43}$/),
    set: (token) => `${name}=${token}; Max-Age=${limits.session.lifetimeMs / 1000}; ${attributes}`,
    clear: () => `${name}=; Max-Age=0; ${attributes}`,
  };
};

/** The cookie of a browser that signed in before (security 19); it outlives sessions and goes only with sign-ins. */
export type DeviceCookie = { read(header: string | undefined): string | undefined; set(value: string): string };

export const createDeviceCookie = (secure: boolean): DeviceCookie => {
  const name = secure ? '__Secure-amud_device' : 'amud_device';
  const attributes = `HttpOnly; SameSite=Strict; Path=/api/auth/sign-in${secure ? '; Secure' : ''}`;
  return {
    read: (header) => readCookie(header, name, /^[A-Za-z0-9._-]{1,160}$/),
    set: (value) => `${name}=${value}; Max-Age=${limits.signIn.deviceMs / 1000}; ${attributes}`,
  };
};

/** Only the shape of our own values. */
const readCookie = (header: string | undefined, name: string, shape: RegExp): string | undefined => {
  for (const part of (header ?? '').split(';')) {
    const [key, value] = part.split('=', 2);
    if (key?.trim() === name && shape.test(value?.trim() ?? '')) return value?.trim();
  }
  return undefined;
};

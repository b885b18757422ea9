/** What the sockets go by. Without schemas: a page needs it before anything else. */
export const LIVE_PATH = '/live';
export const LIVE_SUBPROTOCOL = 'amud.live.v1';

/** Close codes of both sockets. A code that is not here is one of RFC 6455's own. */
export const closeCodes = {
  goingAway: 1001,
  tooBig: 1009,
  badMessage: 4400,
  unauthenticated: 4401,
  tooSlow: 4408,
  conflict: 4409,
  tooOld: 4426,
  tooMany: 4429,
} as const;

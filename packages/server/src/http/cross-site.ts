import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a request comes from our own pages (security 18). Browsers say so in `Sec-Fetch-Site`; where one does not
 * (plain HTTP on a LAN address), its `Origin` must be ours.
 */
export const isSameSite = (headers: IncomingHttpHeaders, publicOrigin: string | undefined): boolean => {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  return isOwnOrigin(headers, publicOrigin);
};

/** A WebSocket's upgrade always carries an `Origin` from a browser, and needs one. */
export const isOwnOrigin = (headers: IncomingHttpHeaders, publicOrigin: string | undefined): boolean => {
  const { origin, host } = headers;
  if (origin === undefined || !URL.canParse(origin)) return false;
  if (origin === publicOrigin) return true;
  // Only the host is compared: behind a TLS proxy the page is https and we are http.
  return new URL(origin).host === host?.toLowerCase();
};

/** A browser says that the page of somebody else asks; programs and typed addresses say nothing or `none`. */
export const isForeignPage = (headers: IncomingHttpHeaders): boolean =>
  !['same-origin', 'none', undefined].includes(headers['sec-fetch-site'] as string | undefined);

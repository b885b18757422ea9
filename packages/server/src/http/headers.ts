/**
 * Headers of every response, refused upgrades included (security 12 and 17). Nothing may be loaded from elsewhere,
 * framed, or run that we did not serve.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "media-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const fixed: Record<string, string> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Frame-Options': 'DENY',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Of a file that is part of a page: it is no page, and may nothing. Short, as there are many for each page. */
export const partOfPage = { 'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'" };

/** For the one page that frames others: those, and nothing else is different. */
export const framing = (origins: string[]): Record<string, string> =>
  origins.length === 0 ? {} : { 'Content-Security-Policy': `${contentSecurityPolicy}; frame-src ${origins.join(' ')}` };

/** Two years, as the preload lists ask; sent only where the installation says that it is behind HTTPS. */
const strictTransport = { 'Strict-Transport-Security': 'max-age=63072000' };

export const securityHeaders = (secureCookies: boolean): Record<string, string> =>
  secureCookies ? { ...fixed, ...strictTransport } : fixed;

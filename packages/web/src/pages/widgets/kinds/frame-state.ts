import { isLink } from '@amud/protocol/forms.ts';

/**
 * Whether a page can be shown inside ours, as far as can be known before trying:
 * - `own`: it is AMUD itself; a frame of our own origin could do all that we can.
 * - `insecure`: a browser shows no http page inside an https page.
 * - `reload`: this page was loaded before the frame was there; its content security policy does not know it.
 */
export type FrameState = 'empty' | 'own' | 'insecure' | 'reload' | 'shown';

type Page = { protocol: string; host: string; frameOrigins: readonly string[] };

export const frameStateOf = (url: string, page: Page): FrameState => {
  if (!isLink(url)) return 'empty';
  const { protocol, host, hostname, origin } = new URL(url);
  if (host === page.host) return 'own';
  const isLocal = hostname === 'localhost' || hostname.startsWith('127.') || hostname === '[::1]';
  if (page.protocol === 'https:' && protocol === 'http:' && !isLocal) return 'insecure';
  return page.frameOrigins.includes(origin) ? 'shown' : 'reload';
};

/** Storage and cookies of its own, which most apps need; never those of ours, since it is never of our origin. */
export const sandboxOf = (scripts: boolean): string =>
  [
    'allow-forms',
    'allow-popups',
    'allow-popups-to-escape-sandbox',
    'allow-same-origin',
    ...(scripts ? ['allow-scripts'] : []),
  ].join(' ');

import { limits } from '@amud/protocol/limits.ts';
import { createJourney, type Journey } from '../../core/outbound/journey.ts';
import type { Outbound } from '../../core/outbound/outbound.ts';
import { OutboundError } from '../../core/outbound/refusal.ts';

/** What spoke HTTP: whether it was a page, its title, and the certificate to pin where nobody vouches for it. */
export type Probed = { isPage: boolean; title: string; pin: string };
export type Probe = (url: string, signal: AbortSignal) => Promise<Probed | undefined>;

/**
 * A certificate that nobody vouches for is a web app too: most at home are. Then it is asked once more for its title, by
 * that certificate. Nothing is sent but a GET.
 */
export const createProbe =
  (outbound: Outbound): Probe =>
  async (url, signal) => {
    const journey = createJourney();
    try {
      return await look(outbound, url, signal, { journey });
    } catch (error) {
      // It has a cause where there was no TLS at all.
      const isUntrusted = error instanceof OutboundError && error.reason === 'tls' && error.cause === undefined;
      const pin = journey.certificate?.fingerprint256.replaceAll(':', '').toLowerCase();
      if (!isUntrusted || pin === undefined) return undefined;
      const again = await look(outbound, url, signal, { pin }).catch(() => undefined);
      return { isPage: true, title: '', ...again, pin };
    }
  };

const look = async (
  outbound: Outbound,
  url: string,
  signal: AbortSignal,
  how: { journey?: Journey; pin?: string },
): Promise<Probed | undefined> => {
  const start = createStart();
  const { status, headers } = await outbound.request({
    url,
    zone: 'lan',
    totalMs: limits.discovery.probeMs,
    signal,
    headers: { accept: 'text/html' },
    readingOf: (head) => (isPage(head.headers['content-type']) ? start.take : 'nothing'),
    ...how,
  });
  // What answers a request for plain HTTP on its TLS port is found there.
  if (status === 400 && url.startsWith('http:')) return undefined;
  // Who asks for a password first is a page as well.
  return { isPage: isPage(headers['content-type']) || status === 401, title: titleOf(start.text()), pin: '' };
};

const isPage = (type: string | undefined): boolean => /html/i.test(type ?? '');

/** The beginning of a page, until its title is whole or there is too much of it. */
const createStart = () => {
  const pieces: Buffer[] = [];
  let bytes = 0;
  const text = (): string => Buffer.concat(pieces).toString('utf8');
  return {
    text,
    /** @returns whether it is enough. */
    take: (piece: Buffer): boolean => {
      bytes += piece.length;
      pieces.push(piece);
      return bytes >= limits.discovery.probeBytes || /<\/title/i.test(text());
    },
  };
};

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  middot: '·',
  bull: '•',
  ndash: '–',
  mdash: '—',
  raquo: '»',
};

/** `#8211`, `#x2013`. */
const numbered = (name: string): string | undefined => {
  const code = Number(name.replace(/^#x/i, '0x').replace(/^#/, ''));
  return /^#(\d+|x[\da-f]+)$/i.test(name) && code > 31 && code <= 0x10_ff_ff && (code < 0xd8_00 || code > 0xdf_ff)
    ? String.fromCodePoint(code)
    : undefined;
};

export const titleOf = (html: string): string => {
  const [, text = ''] = /<title[^>]{0,200}>([^<]{0,400})<\/title/i.exec(html) ?? [];
  return text
    .replace(/&(#?\w{1,8});/g, (whole, name: string) => entities[name] ?? numbered(name) ?? whole)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
};

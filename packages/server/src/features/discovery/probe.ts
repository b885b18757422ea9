import { limits } from '@amud/protocol/limits.ts';
import { createJourney } from '../../core/outbound/journey.ts';
import type { Outbound } from '../../core/outbound/outbound.ts';
import { OutboundError } from '../../core/outbound/refusal.ts';

/** Whether something speaks HTTP, the title of its page, and the certificate to pin where nobody vouches for it. */
export type Probe = (url: string, signal: AbortSignal) => Promise<{ title: string; pin: string } | undefined>;

/**
 * A certificate that nobody vouches for is a web app too: most at home are. It is not told what is asked for anywhere
 * else, and nothing is sent but a GET.
 */
export const createProbe =
  (outbound: Outbound): Probe =>
  async (url, signal) => {
    const journey = createJourney();
    try {
      let bytes = 0;
      const { status, body, headers } = await outbound.request({
        url,
        zone: 'lan',
        totalMs: limits.discovery.probeMs,
        signal,
        journey,
        headers: { accept: 'text/html' },
        readingOf: () => (piece) => {
          bytes += piece.length;
          return bytes < limits.discovery.probeBytes;
        },
      });
      // What answers a request for plain HTTP on its TLS port is found there.
      if (status === 400 && url.startsWith('http:')) return undefined;
      const isPage = /html/.test(String(headers['content-type'] ?? ''));
      return { title: isPage ? titleOf(body.toString('utf8')) : '', pin: '' };
    } catch (error) {
      // It has a cause where there was no TLS at all.
      const isUntrusted = error instanceof OutboundError && error.reason === 'tls' && error.cause === undefined;
      const sha256 = journey.certificate?.fingerprint256.replaceAll(':', '').toLowerCase();
      return isUntrusted && sha256 !== undefined ? { title: '', pin: sha256 } : undefined;
    }
  };

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ', middot: '·' };

export const titleOf = (html: string): string => {
  const [, text = ''] = /<title[^>]{0,200}>([^<]{0,400})<\/title/i.exec(html) ?? [];
  return text
    .replace(/&(#?\w{1,8});/g, (whole, name: string) => entities[name] ?? whole)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
};

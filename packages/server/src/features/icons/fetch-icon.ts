import { limits } from '@amud/protocol/limits.ts';
import type { Outbound } from '../../core/outbound/outbound.ts';
import { OutboundError } from '../../core/outbound/refusal.ts';
import { FaultError } from '../../http/faults.ts';
import { best, iconsOfManifest, iconsOfPage, type Named } from './page-icons.ts';

type Parts = { outbound: Pick<Outbound, 'request'>; isPicture(bytes: Buffer): boolean };

/**
 * The picture at an address, or the best of those that the page there names for itself. Everything is asked for through
 * the guarded client, a handful of requests at most.
 * @throws FaultError `invalid` on the field `url`, saying what to do.
 */
export const fetchIcon = async (parts: Parts, text: string): Promise<Buffer> => {
  const ask = createAsk(parts.outbound);
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const page = await ask(url);
  if (parts.isPicture(page.body)) return page.body;
  const named = iconsOfPage(page.body.toString('utf8'), page.url);
  const fromManifest = await manifestIcons(ask, named.manifest);
  for (const address of [...best([...named.icons, ...fromManifest]), ...usual(page.url)]) {
    if (ask.left() === 0) break;
    const bytes = await readPicture(ask, address);
    if (bytes && parts.isPicture(bytes)) return bytes;
  }
  throw new FaultError('invalid', 'This page names no icon that can be read. Choose one here, or upload a picture.', {
    field: 'url',
  });
};

type Ask = ReturnType<typeof createAsk>;

const createAsk = (outbound: Parts['outbound']) => {
  let left: number = limits.icons.fetches;
  const ask = async (url: string): Promise<{ url: string; body: Buffer }> => {
    left -= 1;
    try {
      const answer = await outbound.request({ url, zone: 'lan', headers: { accept: 'text/html, image/*, */*;q=0.5' } });
      if (answer.status < 400) return answer;
      throw new FaultError('invalid', `${new URL(answer.url).host} answered ${answer.status}. Is the address right?`, {
        field: 'url',
      });
    } catch (error) {
      if (error instanceof OutboundError) throw new FaultError('invalid', error.message, { field: 'url' });
      throw error;
    }
  };
  return Object.assign(ask, { left: () => left });
};

const usual = (pageUrl: string): string[] =>
  ['/apple-touch-icon.png', '/favicon.ico'].map((path) => new URL(path, pageUrl).href);

const manifestIcons = async (ask: Ask, url: string | undefined): Promise<Named[]> => {
  if (url === undefined) return [];
  const answer = await ask(url).catch(() => undefined);
  return answer ? iconsOfManifest(answer.body.toString('utf8'), answer.url) : [];
};

const readPicture = async (ask: Ask, address: string): Promise<Buffer | undefined> => {
  if (address.startsWith('data:')) return readData(address);
  return (await ask(address).catch(() => undefined))?.body;
};

/** An icon that stands in the page itself. */
const readData = (address: string): Buffer | undefined => {
  const [, type = '', data = ''] = /^data:([^,]{0,200}),(.*)$/s.exec(address) ?? [];
  try {
    return /;base64$/i.test(type) ? Buffer.from(data, 'base64') : Buffer.from(decodeURIComponent(data), 'utf8');
  } catch {
    return undefined;
  }
};

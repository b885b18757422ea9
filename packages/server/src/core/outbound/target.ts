import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { limits } from '@amud/protocol/limits.ts';
import { refusalOf, type Zone } from './address.ts';
import type { Journey } from './journey.ts';
import { OutboundError } from './refusal.ts';

export type Lookup = (host: string) => Promise<LookupAddress[]>;

/** A host whose every IP address has been judged; a connection goes to one of those and nowhere else. */
export type Place = { host: string; port: number; addresses: LookupAddress[] };

/** The same for a web address. */
export type Target = Place & { url: URL };

export type Rules = { zone: Zone; allowed: ReadonlySet<string>; lookup: Lookup };

/** @throws OutboundError `bad-address`, `scheme`, `credentials`, `unknown-host` or `forbidden-address`. */
export const judge = async (text: string | URL, rules: Rules, journey?: Journey): Promise<Target> => {
  const url = parse(text);
  if (journey) journey.url = url;
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  return { url, ...(await judgePlace(url.hostname, port, rules, journey)) };
};

/**
 * @throws OutboundError `unknown-host` or `forbidden-address`. A name of which only some addresses are forbidden is
 * refused too: that mixture is how rebinding begins.
 */
export const judgePlace = async (text: string, port: number, rules: Rules, journey?: Journey): Promise<Place> => {
  const host = text.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  if (family === 0) journey?.enter('dns');
  const addresses = family === 0 ? await resolve(host, rules.lookup) : [{ address: host, family }];
  for (const { address } of addresses) {
    const why = refusalOf(address, rules.zone, rules.allowed);
    if (why === undefined) continue;
    const what = address === host ? host : `${host} (${address})`;
    const advice = why === 'this machine itself' ? ' Type the address that it has in your network instead.' : '';
    throw new OutboundError('forbidden-address', `AMUD does not connect to ${what}: it is ${why}.${advice}`, {
      code: address,
    });
  }
  return { host, port, addresses };
};

const parse = (text: string | URL): URL => {
  if (!URL.canParse(text) || String(text).length > limits.outbound.urlBytes)
    throw new OutboundError('bad-address', 'This is not an address such as https://nas.home.arpa:8443/.');
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new OutboundError('scheme', `The address must begin with http:// or https://, not ${url.protocol}`);
  if (url.username !== '' || url.password !== '')
    throw new OutboundError('credentials', 'Take the user name and password out of the address.');
  return url;
};

const resolve = async (host: string, lookup: Lookup): Promise<LookupAddress[]> => {
  const found = await lookup(host).catch((error: unknown) => {
    if (error instanceof OutboundError) throw error;
    throw new OutboundError('unknown-host', `The name ${host} can't be resolved.`, { cause: error });
  });
  if (found.length === 0)
    throw new OutboundError('unknown-host', `The name ${host} has no address.`, { code: 'ENODATA' });
  return found;
};

import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { limits } from '@amud/protocol/limits.ts';
import { refusalOf, type Zone } from './address.ts';
import { OutboundError } from './refusal.ts';

export type Lookup = (host: string) => Promise<LookupAddress[]>;

/** An address whose every IP address has been judged; a connection goes to one of those and nowhere else. */
export type Target = { url: URL; host: string; addresses: LookupAddress[] };

/**
 * @throws OutboundError `bad-address`, `scheme`, `credentials`, `unknown-host` or `forbidden-address`. A name of which
 * only some addresses are forbidden is refused too: that mixture is how rebinding begins.
 */
export const judge = async (
  text: string | URL,
  rules: { zone: Zone; allowed: ReadonlySet<string>; lookup: Lookup },
): Promise<Target> => {
  const url = parse(text);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  const addresses = family === 0 ? await resolve(host, rules.lookup) : [{ address: host, family }];
  for (const { address } of addresses) {
    const why = refusalOf(address, rules.zone, rules.allowed);
    if (why === undefined) continue;
    const what = address === host ? host : `${host} (${address})`;
    throw new OutboundError('forbidden-address', `AMUD does not connect to ${what}: it is ${why}.`);
  }
  return { url, host, addresses };
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
    throw new OutboundError('unknown-host', `The name ${host} can't be resolved.`, { cause: error });
  });
  if (found.length === 0) throw new OutboundError('unknown-host', `The name ${host} has no address.`);
  return found;
};

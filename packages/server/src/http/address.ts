import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { StartError } from '@amud/protocol/start-error.ts';
import ipaddr from 'ipaddr.js';

type Network = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Tells the address of the client: the socket's, or what a trusted proxy says of it. */
export type ClientAddress = (request: IncomingMessage) => string;

/** @throws StartError naming the entry that is neither an address nor a network. */
export const createClientAddress = (trustedProxies: string[]): ClientAddress => {
  const networks = trustedProxies.map(parseNetwork);
  const isTrusted = (address: ipaddr.IPv4 | ipaddr.IPv6): boolean =>
    networks.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
  return (request) => {
    const peer = parse(request.socket.remoteAddress);
    if (!peer) return 'unix';
    return walkBack(peer, request.headers['x-forwarded-for'], isTrusted).toString();
  };
};

/**
 * `X-Forwarded-For` grows to the right, each proxy adding the peer it saw. So we read from the right and stop at the
 * first that is not ours: everything left of it is only the client's word.
 */
const walkBack = (
  peer: ipaddr.IPv4 | ipaddr.IPv6,
  header: string | string[] | undefined,
  isTrusted: (address: ipaddr.IPv4 | ipaddr.IPv6) => boolean,
): ipaddr.IPv4 | ipaddr.IPv6 => {
  const hops = [header ?? []].flat().join(',').split(',').slice(-16);
  let client = peer;
  while (isTrusted(client)) {
    const before = parse(hops.pop()?.trim());
    if (!before) return client;
    client = before;
  }
  return client;
};

/** IPv4 in IPv6 (`::ffff:10.0.0.1`) is the same address. `10.1` and `010.0.0.1` are none, whatever C makes of them. */
const parse = (text: string | undefined): ipaddr.IPv4 | ipaddr.IPv6 | undefined => {
  const bare = text?.replace(/^\[|\](:\d+)?$/g, '').replace(/%.*$/, '');
  return bare && isIP(bare) ? ipaddr.process(bare) : undefined;
};

const parseNetwork = (text: string): Network => {
  try {
    if (!isIP(text.split('/')[0] ?? '')) throw new Error('not an address');
    if (text.includes('/')) return ipaddr.parseCIDR(text);
    const address = ipaddr.process(text);
    return [address, address.kind() === 'ipv4' ? 32 : 128];
  } catch {
    throw new StartError(`AMUD_TRUSTED_PROXIES has "${text}", which is not an address or network such as 10.0.0.0/8.`);
  }
};

/**
 * What is counted as one client: an IPv4 address, or the /64 of an IPv6 one, which is what a single subscriber has at
 * least and may change within at will.
 */
export const clientKey = (address: string): string => {
  if (!isIP(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return (parsed as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':');
};

/** Of the open internet, not of a home network, a VPN's shared range or this machine. */
export const isPublicAddress = (address: string): boolean =>
  isIP(address) !== 0 && ipaddr.process(address).range() === 'unicast';

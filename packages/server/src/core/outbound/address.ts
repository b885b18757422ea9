import ipaddr from 'ipaddr.js';

/** Where a request may go: `lan` for the apps of this home, `internet` for webhooks and the like. */
export type Zone = 'lan' | 'internet';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * Where clouds give out the credentials of a machine, outside of link-local: AWS (IPv6), Google (IPv6), Alibaba, Oracle,
 * Azure, from each vendor's documentation. Nobody may allow them.
 */
const metadata = new Set([
  '169.254.169.254',
  '169.254.170.2',
  'fd00:ec2::254',
  'fd20:ce::254',
  '100.100.100.200',
  '192.0.0.192',
  '168.63.129.16',
]);

const home = new Set(['private', 'carrierGradeNat', 'uniqueLocal']);

const names: Record<string, string> = {
  unspecified: 'no address at all',
  loopback: 'this machine itself',
  linkLocal: 'a link-local address',
  multicast: 'a multicast address',
  broadcast: 'the broadcast address',
  private: 'a private address',
  carrierGradeNat: 'a private address',
  uniqueLocal: 'a private address',
};

/**
 * Default deny: the internet's own unicast ranges pass, home ranges in the zone `lan`, and what `allowed` names.
 * A form of IPv6 that carries an IPv4 address is judged as that one.
 * @param allowed addresses in their usual form, one by one.
 * @returns why `text` must not be connected to, or undefined.
 */
export const refusalOf = (text: string, zone: Zone, allowed: ReadonlySet<string> = new Set()): string | undefined => {
  if (!ipaddr.isValid(text)) return 'no IP address';
  const address = carried(ipaddr.parse(text));
  if (address === undefined) return 'a tunnel address';
  const usual = address.toString();
  if (metadata.has(usual)) return "a cloud's metadata service";
  if (allowed.has(usual)) return undefined;
  const range = rangeOf(address);
  if (range === 'unicast' || (zone === 'lan' && home.has(range))) return undefined;
  return names[range] ?? 'a reserved address';
};

/** The form in which `allowed` of `refusalOf` names an address; undefined for one that can't be judged. */
export const usualForm = (text: string): string | undefined =>
  ipaddr.isValid(text) ? carried(ipaddr.parse(text))?.toString() : undefined;

/** Only 2000::/3 has been given out (IANA IPv6 address space); the library calls everything unlisted `unicast`. */
const rangeOf = (address: Address): string => {
  const range = address.range();
  const isGiven = address.kind() === 'ipv4' || ((address as ipaddr.IPv6).parts[0] ?? 0) >> 13 === 1;
  return range === 'unicast' && !isGiven ? 'reserved' : range;
};

const NAT64_LOCAL = ipaddr.IPv6.parse('64:ff9b:1::');

/**
 * What a translator would make of the address: mapped and compatible (RFC 4291), SIIT (RFC 6145), NAT64 (RFC 6052),
 * 6to4 (RFC 3056). Teredo, NAT64 of a local prefix and zones can't be judged: undefined.
 */
const carried = (address: Address): Address | undefined => {
  if (address.kind() === 'ipv4') return address;
  const six = address as ipaddr.IPv6;
  if (six.zoneId !== undefined || six.range() === 'teredo' || six.match(NAT64_LOCAL, 48)) return undefined;
  const bytes = six.toByteArray();
  const last = () => new ipaddr.IPv4(bytes.slice(12));
  if (six.isIPv4MappedAddress() || six.range() === 'rfc6145' || six.range() === 'rfc6052') return last();
  if (six.range() === '6to4') return new ipaddr.IPv4(bytes.slice(2, 6));
  const isCompatible = bytes.slice(0, 12).every((byte) => byte === 0) && bytes.slice(12, 14).some((byte) => byte !== 0);
  return isCompatible ? last() : six;
};

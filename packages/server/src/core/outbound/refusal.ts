/**
 * Why a request to elsewhere did not happen or was cut off. Shown to people as BLOCKED with the message (security 22).
 *
 * - `bad-address`: not an address, or longer than the limit.
 * - `scheme`: neither http nor https.
 * - `credentials`: a name or password inside the address; they belong into the fields made for them.
 * - `forbidden-address`: loopback, link-local, metadata, multicast, reserved, or private where only the internet is meant.
 * - `unknown-host`: the name has no address.
 * - `unreachable`: nobody answers there, or the connection broke.
 * - `tls`: the certificate is not trusted, or not the pinned one.
 * - `redirects`: too many, or from https to http.
 * - `too-slow`, `too-large`: over the bounds of time, of headers or of the body after decompression.
 * - `bad-answer`: not HTTP, or in an encoding nobody asked for.
 * - `busy`: too many requests are under way already.
 */
export type Reason =
  | 'bad-address'
  | 'scheme'
  | 'credentials'
  | 'forbidden-address'
  | 'unknown-host'
  | 'unreachable'
  | 'tls'
  | 'redirects'
  | 'too-slow'
  | 'too-large'
  | 'bad-answer'
  | 'busy';

export class OutboundError extends Error {
  override readonly name = 'OutboundError';
  readonly reason: Reason;
  constructor(reason: Reason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

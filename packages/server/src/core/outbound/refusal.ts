/**
 * Why a request to elsewhere did not happen or was cut off. Shown to people as BLOCKED with the message (security 22).
 *
 * - `bad-address`: not an address, or longer than the limit.
 * - `scheme`: neither http nor https.
 * - `credentials`: a name or password inside the address; they belong into the fields made for them.
 * - `forbidden-address`: loopback, link-local, metadata, multicast, reserved, or private where only the internet is meant.
 * - `unknown-host`: the name has no address, or DNS does not say; the code tells which.
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
  /**
   * For programs: of `forbidden-address` the address, of `unknown-host`, `unreachable`, `tls` and `bad-answer`
   * the code of the system or of OpenSSL. Empty where there is none.
   */
  readonly code: string;
  constructor(reason: Reason, message: string, options: ErrorOptions & { code?: string } = {}) {
    super(message, options);
    this.reason = reason;
    this.code = options.code ?? codeOf(options.cause);
  }
}

const codeOf = (cause: unknown): string => {
  const code = (cause as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : '';
};

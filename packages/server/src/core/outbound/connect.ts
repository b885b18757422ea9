import { once } from 'node:events';
import { connect as connectPlain, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls, type SecureContext, type TLSSocket } from 'node:tls';
import type { Journey } from './journey.ts';
import { OutboundError } from './refusal.ts';
import type { Place } from './target.ts';

const ATTEMPT_MS = 2_000;

/** How the other side proves itself: by the system's authorities, or by being the one with the pinned certificate. */
export type Proof = {
  /** SHA-256 of the one certificate to accept, lower-case hex. */
  pin: string | undefined;
  /** Made once: it holds every authority of the system, and would cost as much as the handshake itself. */
  context: SecureContext;
};

/**
 * Opens a connection to one of the judged addresses, whatever DNS says by now, and has the other side prove itself
 * before a byte is written.
 * @param proof undefined for a connection without TLS.
 * @throws OutboundError `unreachable` or `tls`.
 */
export const connect = async (
  place: Place,
  proof: Proof | undefined,
  journey: Journey,
  signal: AbortSignal,
): Promise<Socket> => {
  const { host, port, addresses } = place;
  const lookup: LookupFunction = (_, { all }, done) =>
    all ? done(null, addresses) : done(null, addresses[0]?.address ?? '', addresses[0]?.family);
  // Node's 250 ms for each address would give up on a far one while another family has no way there at all.
  const where = { host, port, lookup, autoSelectFamilyAttemptTimeout: ATTEMPT_MS };
  const name = isIP(host) === 0 ? { servername: host } : {};
  journey.enter('tcp');
  // The handshake is gone through with whoever is there, so that the certificate can be shown; `prove` then judges it.
  const socket = proof
    ? connectTls({
        ...where,
        ...name,
        secureContext: proof.context,
        ALPNProtocols: ['http/1.1'],
        rejectUnauthorized: false,
      })
    : connectPlain(where);
  if (proof) socket.once('connect', () => journey.enter('tls'));
  try {
    await once(socket, proof ? 'secureConnect' : 'connect', { signal });
    if (proof) prove(socket as TLSSocket, place, proof, journey);
    return socket;
  } catch (error) {
    socket.on('error', () => {});
    socket.destroy();
    throw signal.aborted || error instanceof OutboundError ? error : explain(place, journey, error);
  }
};

const prove = (socket: TLSSocket, { host, port }: Place, { pin }: Proof, journey: Journey): void => {
  const shown = socket.getPeerX509Certificate();
  journey.certificate = shown;
  if (pin === undefined) {
    if (socket.authorized) return;
    // Typed as an error, it is the code of one.
    const code = String(socket.authorizationError);
    throw new OutboundError('tls', `The certificate of ${host}:${port} is not trusted (${code}).`, { code });
  }
  const sha256 = shown?.fingerprint256.replaceAll(':', '').toLowerCase();
  if (sha256 === pin) return;
  throw new OutboundError('tls', `The certificate there is not the pinned one; its SHA-256 is ${sha256}.`, {
    code: 'other',
  });
};

const explain = ({ host, port }: Place, journey: Journey, error: unknown): OutboundError => {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const why = `${host}:${port} (${code || message})`;
  return journey.step === 'tls'
    ? new OutboundError('tls', `There is no TLS with ${why}.`, { cause: error })
    : new OutboundError('unreachable', `Nobody answers at ${why}.`, { cause: error });
};

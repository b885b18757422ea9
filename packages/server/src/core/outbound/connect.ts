import { once } from 'node:events';
import { connect as connectPlain, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { OutboundError } from './refusal.ts';
import type { Target } from './target.ts';

/**
 * Opens a connection to one of the judged addresses, whatever DNS says by now, and proves the other side before a byte
 * of the request is written.
 * @param pin SHA-256 of the one certificate to accept, lower-case hex; without it the system's authorities decide.
 * @throws OutboundError `unreachable` or `tls`.
 */
export const connect = async (target: Target, pin: string | undefined, signal: AbortSignal): Promise<Socket> => {
  const { url, host, addresses } = target;
  const lookup: LookupFunction = (_, { all }, done) =>
    all ? done(null, addresses) : done(null, addresses[0]?.address ?? '', addresses[0]?.family);
  const secure = url.protocol === 'https:';
  const where = { host, port: Number(url.port) || (secure ? 443 : 80), lookup };
  const name = isIP(host) === 0 ? { servername: host } : {};
  const socket = secure
    ? connectTls({ ...where, ...name, ALPNProtocols: ['http/1.1'], rejectUnauthorized: pin === undefined })
    : connectPlain(where);
  try {
    await once(socket, secure ? 'secureConnect' : 'connect', { signal });
    if (pin !== undefined && secure) checkPin(socket as TLSSocket, pin);
    return socket;
  } catch (error) {
    socket.on('error', () => {});
    socket.destroy();
    throw signal.aborted || error instanceof OutboundError ? error : explain(target, error);
  }
};

const checkPin = (socket: TLSSocket, pin: string): void => {
  const shown = socket.getPeerCertificate().fingerprint256?.replaceAll(':', '').toLowerCase();
  if (shown === pin) return;
  throw new OutboundError('tls', `The certificate there is not the pinned one; its SHA-256 is ${shown}.`);
};

const network = /^E(CONN|HOST|NET|TIMEDOUT|PIPE|ADDR|AI_|ACCES)/;

const explain = ({ url }: Target, error: unknown): OutboundError => {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const isTls = url.protocol === 'https:' && !network.test(code);
  return isTls
    ? new OutboundError('tls', `The certificate of ${url.host} is not trusted (${code || message}).`, { cause: error })
    : new OutboundError('unreachable', `Nobody answers at ${url.host} (${code || message}).`, { cause: error });
};

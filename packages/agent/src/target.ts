import { AGENT_PATH } from '@amud/protocol/agent.ts';
import { StartError } from '@amud/protocol/start-error.ts';

/** Of an address as URL writes it; a name such as 127.0.0.1.example.org is none. */
const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);

/**
 * Where the link goes: the Unix socket of this host, or `wss://` elsewhere.
 * @throws StartError for an unencrypted link to another host, unless that is allowed.
 */
export const linkAddress = (server: URL | undefined, socketPath: string, allowInsecure: boolean): string => {
  if (!server) return `ws+unix:${socketPath}:${AGENT_PATH}`;
  const isEncrypted = server.protocol === 'wss:' || server.protocol === 'https:';
  if (!isEncrypted && !allowInsecure && !isLoopback(server.hostname)) {
    throw new StartError(
      `AMUD_SERVER_URL (${server.origin}) is not encrypted. Use wss:// through a TLS proxy, or set AMUD_INSECURE_LINK=1 to send readings in clear.`,
    );
  }
  return `${isEncrypted ? 'wss' : 'ws'}://${server.host}${AGENT_PATH}`;
};

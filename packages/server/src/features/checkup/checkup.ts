import type { CheckupLine } from '@amud/protocol/http.ts';
import { limits } from '@amud/protocol/limits.ts';

/** What is known of this installation; null where it can't be seen from here. */
export type Installation = {
  bindAddress: string;
  publicUrl: URL | undefined;
  secureCookies: boolean;
  trustedProxies: string[];
  /** Somebody came over HTTPS since the start. */
  httpsSeen: boolean | null;
  /** An address of the open internet that somebody came from. */
  publicClient: string | null;
  /** Users with a one-time password that is still in use. */
  unready: string[];
  keyIsInEnvironment: boolean;
  keyIsOpenToOthers: boolean;
  databaseIsOpenToOthers: boolean;
  keyChangedAt: number | null;
  /** The last one that was made; null when none was. */
  backupAt: number | null;
  /** When this installation began, and how much was built since. */
  since: number;
  apps: number;
  /** Why the last try to make one failed. */
  backupFailure: string | null;
  now: number;
};

const DAY_MS = 24 * 3_600_000;
const KEY_AGE_MS = 365 * DAY_MS;

/** The production checklist (security 15), examined line by line. */
export const examine = (of: Installation): CheckupLine[] => [
  ownPasswords(of),
  tls(of),
  secureCookies(of),
  openInternet(of),
  trustedProxies(of),
  files(of),
  keyAge(of),
  backup(of),
  proxmoxToken(),
];

const line = (id: string, title: string, good: string, problem: { text: string; fix: string } | false): CheckupLine =>
  problem ? { id, title, state: 'warn', ...problem } : { id, title, state: 'ok', text: good };

const ownPasswords = ({ unready }: Installation): CheckupLine =>
  line(
    'own-passwords',
    'Passwords are people’s own',
    'Everybody chose a password of their own.',
    unready.length > 0 && {
      text: `Still with a one-time password: ${unready.slice(0, 5).join(', ')}${unready.length > 5 ? ` and ${unready.length - 5} more` : ''}.`,
      fix: 'Ask them to sign in and choose their own, or disable the account under Settings → Users.',
    },
  );

const isLoopback = (address: string): boolean => /^(127\.|::1$)/.test(address);

const tls = ({ bindAddress, publicUrl, secureCookies, httpsSeen }: Installation): CheckupLine => {
  const [id, title] = ['tls', 'Reached over HTTPS'];
  if (httpsSeen || publicUrl?.protocol === 'https:' || secureCookies)
    return { id, title, state: 'ok', text: 'People come here over HTTPS.' };
  const isLocal = isLoopback(bindAddress);
  if (isLocal) {
    const text = 'Only this machine can reach AMUD, without HTTPS. Before others use it, put a TLS proxy in front.';
    return { id, title, state: 'unknown', text, fix: 'See "Behind a reverse proxy" in the manual.' };
  }
  const text = `AMUD listens on ${bindAddress} without HTTPS: passwords and sessions cross the network in clear.`;
  return { id, title, state: 'warn', text, fix: 'Listen on 127.0.0.1 and put a TLS proxy in front; see the manual.' };
};

const secureCookies = ({ secureCookies: isOn, httpsSeen, publicUrl }: Installation): CheckupLine => {
  const isHttps = httpsSeen === true || publicUrl?.protocol === 'https:';
  if (!isOn && !isHttps) {
    const text = 'Cookies are not marked Secure, which is right without HTTPS.';
    const fix = 'Set AMUD_SECURE_COOKIES=1 once a TLS proxy is in front.';
    return { id: 'secure-cookies', title: 'Cookies only over HTTPS', state: 'unknown', text, fix };
  }
  return line(
    'secure-cookies',
    'Cookies only over HTTPS',
    'Cookies are Secure, and browsers are told to stay on HTTPS.',
    !isOn && {
      text: 'People come over HTTPS, but cookies are not marked Secure.',
      fix: 'Set AMUD_SECURE_COOKIES=1 and restart.',
    },
  );
};

const openInternet = ({ publicClient, bindAddress }: Installation): CheckupLine => {
  const [id, title] = ['open-internet', 'Not on the open internet'];
  if (publicClient !== null) {
    const text = `Somebody came from ${publicClient}, an address of the open internet.`;
    return {
      id,
      title,
      state: 'warn',
      text,
      fix: 'Let AMUD be reached through a VPN into your house, and close the port.',
    };
  }
  if (isLoopback(bindAddress)) return { id, title, state: 'ok', text: 'AMUD listens on this machine only.' };
  const text =
    'Nobody came from the open internet since the start. Whether a port is forwarded can’t be seen from here.';
  return { id, title, state: 'unknown', text };
};

const trustedProxies = ({ trustedProxies: networks }: Installation): CheckupLine => {
  const wide = networks.filter((network) => Number(network.split('/')[1] ?? 128) < (network.includes(':') ? 32 : 8));
  const good = networks.length > 0 ? `Only ${networks.join(', ')} may say where clients are.` : 'No proxy is believed.';
  return line(
    'trusted-proxies',
    'Forwarded addresses',
    good,
    wide.length > 0 && {
      text: `AMUD_TRUSTED_PROXIES has ${wide.join(', ')}: nearly anybody may claim any address.`,
      fix: 'Name the addresses of your proxies only.',
    },
  );
};

const files = ({ keyIsOpenToOthers, databaseIsOpenToOthers }: Installation): CheckupLine => {
  const open = [keyIsOpenToOthers && 'the key of the secrets', databaseIsOpenToOthers && 'the database'].filter(
    Boolean,
  );
  return line(
    'files',
    'Files are private',
    'Other users of this machine can’t read the database and the key.',
    open.length > 0 && {
      text: `Other users of this machine can read ${open.join(' and ')}.`,
      fix: 'Run chmod 600 .amud-secrets-key and chmod o-rwx amud.db in the data folder.',
    },
  );
};

const keyAge = ({ keyChangedAt, now, keyIsInEnvironment }: Installation): CheckupLine => {
  const [id, title] = ['key-age', 'Secrets are rotated'];
  if (keyChangedAt === null) return { id, title, state: 'unknown', text: 'Nothing is sealed yet.' };
  const days = Math.floor((now - keyChangedAt) / DAY_MS);
  const where = keyIsInEnvironment ? 'AMUD_SECRETS_KEY' : 'the key file';
  return line(
    id,
    title,
    `The key in ${where} is ${days} days old.`,
    now - keyChangedAt > KEY_AGE_MS && {
      text: `The key in ${where} is ${days} days old.`,
      fix: 'Stop AMUD, run "amud rotate-key", start it again; change AMUD_AGENT_SECRET on the server and its agents too.',
    },
  );
};

const BACKUP_AGE_MS = 30 * DAY_MS;

const backup = ({ backupAt, backupFailure, since, apps, now }: Installation): CheckupLine => {
  const [id, title] = ['backup', 'There is a backup'];
  const fix = 'Set a schedule under Settings → Backup, and keep a copy elsewhere.';
  if (backupFailure !== null) return { id, title, state: 'warn', text: `The last try failed: ${backupFailure}`, fix };
  const isWorthIt = now - since > limits.backup.firstWeekMs || apps >= limits.backup.builtApps;
  if (backupAt === null)
    return { id, title, state: isWorthIt ? 'warn' : 'unknown', text: 'No backup was made yet.', fix };
  const text = `The last backup is ${Math.floor((now - backupAt) / DAY_MS)} days old.`;
  return line(id, title, text, now - backupAt > BACKUP_AGE_MS && { text, fix });
};

/** There is nothing that talks to Proxmox yet. */
const proxmoxToken = (): CheckupLine => ({
  id: 'proxmox-token',
  title: 'Proxmox token is restricted',
  state: 'ok',
  text: 'AMUD holds no Proxmox token.',
});

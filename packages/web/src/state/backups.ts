import type { BackupEntry } from '@amud/protocol/backup.ts';
import type { Clock } from '../link/clock.ts';
import type { Answer, Http } from '../link/http.ts';

export type { BackupCheck, BackupCounts, BackupEntry, BackupsOutput } from '@amud/protocol/backup.ts';
export type { Refusal } from '../link/http.ts';

export type Backups = ReturnType<typeof createBackups>;

const of = (name: string): string => `/api/backups/files/${encodeURIComponent(name)}`;

/** Backups of this installation, as admins see and order them. */
export const createBackups = (http: Http) => ({
  look: () => http.call('GET', '/api/backups', 'backupsOutput'),
  /** Without a passphrase: sealed with the one that is kept. */
  make: (passphrase?: string) =>
    http.call('POST', '/api/backups', 'backupOutput', passphrase === undefined ? {} : { passphrase }),
  setPassphrase: (passphrase: string) => http.call('PUT', '/api/backups/passphrase', 'done', { passphrase }),
  forgetPassphrase: () => http.call('DELETE', '/api/backups/passphrase', 'done'),
  filePath: of,
  remove: (name: string) => http.call('DELETE', of(name), 'done'),
  check: (name: string, passphrase: string) =>
    http.call('POST', `${of(name)}/check`, 'backupCheckOutput', { passphrase }),
  restore: (stage: string) => http.call('POST', '/api/backups/restore', 'done', { stage }),
  bring: (file: Blob, onProgress: (share: number) => void, isWanted: () => boolean) =>
    bring(http, file, { onProgress, isWanted }),
});

const TRIES = 3;

type Sending = { onProgress: (share: number) => void; isWanted: () => boolean };

/** Sends a file in pieces; one that was lost on its way is sent again. */
const bring = async (
  http: Http,
  file: Blob,
  { onProgress, isWanted }: Sending,
): Promise<Answer<BackupEntry | null>> => {
  const begun = await http.call('POST', '/api/backups/pieces', 'bringOutput', { bytes: file.size });
  if (!begun.ok) return begun;
  const { id, pieceBytes } = begun.value;
  let received = 0;
  let failures = 0;
  while (isWanted()) {
    const piece = file.slice(received, received + pieceBytes);
    const answer = await http.call('PUT', `/api/backups/pieces/${id}?offset=${received}`, 'pieceOutput', piece);
    if (!answer.ok) {
      failures += 1;
      if (answer.fault.kind !== 'unavailable' || failures >= TRIES) return answer;
      continue;
    }
    failures = 0;
    received = answer.value.received;
    onProgress(received / file.size);
    if (answer.value.backup) return { ok: true, value: answer.value.backup };
  }
  return { ok: true, value: null };
};

const BACK_MS = 700;

/** Resolves when what was restored is there: nobody is signed in any more then. */
export const untilRestored = async (http: Http, clock: Clock): Promise<void> => {
  for (;;) {
    await new Promise<void>((resolve) => clock.after(BACK_MS, resolve));
    const answer = await http.call('GET', '/api/auth/me', 'meOutput');
    if (!answer.ok && answer.fault.kind === 'unauthenticated') return;
  }
};

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import {
  backupCheckInput,
  backupCheckOutput,
  backupInput,
  backupOutput,
  backupsOutput,
  bringInput,
  bringOutput,
  passphraseInput,
  pieceOutput,
  pieceQuery,
  restoreInput,
} from '@amud/protocol/backup.ts';
import { done } from '@amud/protocol/http.ts';
import { limits } from '@amud/protocol/limits.ts';
import { Secret } from '@amud/protocol/secret.ts';
import * as v from 'valibot';
import { type AnyRoute, route } from '../../http/route.ts';
import type { Backups } from './backups.ts';

export type BackupRoutesParts = {
  backups: Backups;
  /** @throws FaultError on the field `passphrase` when others guess it first. */
  refuseGuessable(passphrase: string): Promise<void>;
  /** Ends this process in order and begins a new one, once the answer is on its way. */
  restart(): void;
};

export const backupRoutes = (parts: BackupRoutesParts): AnyRoute[] => [
  lookRoute(parts),
  makeRoute(parts),
  setPassphraseRoute(parts),
  forgetPassphraseRoute(parts),
  fileRoute(parts),
  removeRoute(parts),
  bringRoute(parts),
  pieceRoute(parts),
  checkRoute(parts),
  restoreRoute(parts),
];

const ok = { ok: true } as const;
const admin = { access: 'admin', confirmed: true } as const;
const named = v.object({ name: v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,119}\.amudbackup$/)) });

const lookRoute = ({ backups }: BackupRoutesParts) =>
  route({
    method: 'GET',
    path: '/api/backups',
    summary: 'Backups that there are, the newest first, and how it stands about them.',
    access: 'admin',
    output: backupsOutput,
    handle: () => backups.look(),
  });

const makeRoute = ({ backups, refuseGuessable }: BackupRoutesParts) =>
  route({
    method: 'POST',
    path: '/api/backups',
    summary:
      'Make a backup now: database, pictures and keys in one file, sealed with this passphrase or the one that is kept.',
    ...admin,
    audit: 'backup.make',
    input: backupInput,
    output: backupOutput,
    handle: async ({ input: { passphrase }, note }) => {
      if (passphrase !== undefined) await refuseGuessable(passphrase);
      const backup = await backups.make(passphrase === undefined ? undefined : new Secret(passphrase));
      note({ target: backup.name, detail: { bytes: backup.bytes } });
      return { backup };
    },
  });

const setPassphraseRoute = ({ backups, refuseGuessable }: BackupRoutesParts) =>
  route({
    method: 'PUT',
    path: '/api/backups/passphrase',
    summary: 'Keep a passphrase, sealed, for backups that the schedule makes.',
    ...admin,
    audit: 'backup.passphrase',
    input: passphraseInput,
    output: done,
    handle: async ({ input: { passphrase } }) => {
      await refuseGuessable(passphrase);
      await backups.setPassphrase(new Secret(passphrase));
      return ok;
    },
  });

const forgetPassphraseRoute = ({ backups }: BackupRoutesParts) =>
  route({
    method: 'DELETE',
    path: '/api/backups/passphrase',
    summary: 'Forget the passphrase that is kept. Backups sealed with it still open with it.',
    ...admin,
    audit: 'backup.forget-passphrase',
    output: done,
    handle: async () => {
      await backups.setPassphrase(undefined);
      return ok;
    },
  });

const fileRoute = ({ backups }: BackupRoutesParts) =>
  route({
    method: 'GET',
    path: '/api/backups/files/:name',
    summary: 'A backup as a file; it is sealed with its passphrase.',
    access: 'admin',
    audit: 'backup.download',
    params: named,
    respond: async ({ params: { name } }) => {
      const path = await backups.shelf.find(name);
      const { size } = await stat(path);
      return new Response(Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>, {
        headers: {
          'Content-Type': 'application/octet-stream',
          'Content-Length': String(size),
          'Content-Disposition': `attachment; filename="${name}"`,
          'Cache-Control': 'no-store',
        },
      });
    },
  });

const removeRoute = ({ backups }: BackupRoutesParts) =>
  route({
    method: 'DELETE',
    path: '/api/backups/files/:name',
    summary: 'Remove a backup.',
    ...admin,
    audit: 'backup.remove',
    params: named,
    output: done,
    handle: async ({ params: { name } }) => {
      await backups.shelf.remove(name);
      return ok;
    },
  });

const bringRoute = ({ backups }: BackupRoutesParts) =>
  route({
    method: 'POST',
    path: '/api/backups/pieces',
    summary: 'Bring a backup from elsewhere: say how large it is, then send its pieces in order.',
    ...admin,
    audit: 'backup.bring',
    input: bringInput,
    output: bringOutput,
    handle: async ({ input: { bytes }, note }) => {
      note({ detail: { bytes } });
      return { id: await backups.bring.begin(bytes), pieceBytes: limits.backup.pieceBytes };
    },
  });

const pieceRoute = ({ backups }: BackupRoutesParts) =>
  route({
    method: 'PUT',
    path: '/api/backups/pieces/:id',
    summary: 'The next piece of a backup that is brought: the body is the bytes from `offset` on.',
    ...admin,
    audit: 'backup.bring-piece',
    params: v.object({ id: v.pipe(v.string(), v.regex(/^[0-9a-f]{20}$/)) }),
    query: pieceQuery,
    output: pieceOutput,
    handle: async ({ params: { id }, query: { offset }, readBytes, note, covered }) => {
      const answer = await backups.bring.add(id, offset, await readBytes(limits.backup.pieceBytes));
      if (answer.backup) note({ target: answer.backup.name });
      // Hundreds of them tell nothing that its beginning and its end do not.
      else covered();
      return answer;
    },
  });

const checkRoute = ({ backups }: BackupRoutesParts) =>
  route({
    method: 'POST',
    path: '/api/backups/files/:name/check',
    summary: 'Open a backup and examine all of it. Nothing is changed; the answer says what is in it.',
    ...admin,
    audit: 'backup.check',
    params: named,
    input: backupCheckInput,
    output: backupCheckOutput,
    handle: ({ params: { name }, input: { passphrase } }) => backups.check(name, new Secret(passphrase)),
  });

const restoreRoute = ({ backups, restart }: BackupRoutesParts) =>
  route({
    method: 'POST',
    path: '/api/backups/restore',
    summary: 'Put a checked backup in the place of what is here. The state before is kept; everybody is signed out.',
    ...admin,
    audit: 'backup.restore',
    input: restoreInput,
    output: done,
    handle: async ({ input: { stage }, caller, address }) => {
      await backups.restore(stage, caller, address);
      restart();
      return ok;
    },
  });

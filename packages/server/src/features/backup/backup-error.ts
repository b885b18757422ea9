/**
 * Why a backup can't be made or used; the message says what to do.
 *
 * - `not-a-backup`: it begins otherwise.
 * - `newer`: made by a newer AMUD.
 * - `wrong-passphrase`: or the beginning of the file was changed, which looks the same.
 * - `changed`: a bit of it is not as it was written.
 * - `cut-off`: its end is missing.
 * - `no-room`, `closed`: the disk is full, or the folder can't be written.
 * - `damaged`: it is as it was written, and still not whole inside.
 */
export type BackupReason =
  | 'not-a-backup'
  | 'newer'
  | 'wrong-passphrase'
  | 'changed'
  | 'cut-off'
  | 'damaged'
  | 'no-room'
  | 'closed';

export class BackupError extends Error {
  override readonly name = 'BackupError';
  readonly reason: BackupReason;
  constructor(reason: BackupReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

import type { Notice } from '@amud/protocol/http.ts';
import type { Advice } from './advice.ts';

const words: Record<Advice, string> = {
  none: 'There is no backup yet. Make one, or set a schedule, under Settings → Backup.',
  old: 'The last backup is more than a month old. Set a schedule under Settings → Backup.',
  failed: 'The last scheduled backup failed. Settings → Backup says why.',
  'no-passphrase': 'Scheduled backups wait for a passphrase. Choose one under Settings → Backup.',
};

/** What an admin is told wherever they are. */
export const backupNotices = (advice: Advice | undefined): Notice[] =>
  advice === undefined
    ? []
    : [{ id: `backup-${advice}`, level: advice === 'none' ? 'info' : 'warn', text: words[advice] }];

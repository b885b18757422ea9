import type { AppInput } from '@amud/protocol/apps.ts';
import type { BoardContent } from '@amud/protocol/boards.ts';
import type { Clock } from '@amud/protocol/clock.ts';
import type { FeedInput } from '@amud/protocol/feeds.ts';
import type { Audience, Role } from '@amud/protocol/roles.ts';
import type { Secret } from '@amud/protocol/secret.ts';
import type { SettingKey, SettingsView } from '@amud/protocol/settings.ts';
import type { Kysely } from 'kysely';
import type { Queue } from '../../core/queue.ts';
import type { Prepared } from '../../store/prepared.ts';
import type { Tables } from '../../store/tables.ts';
import type { FileProcess } from './file-process.ts';

type Headers = ReadonlyMap<string, Secret>;
export type Editor = { userId: number; username: string; role: Role };

/** What an export is made of and an import goes to, as app.ts hands it over. */
export type ExportParts = {
  query: Kysely<Tables>;
  clock: Clock;
  files: FileProcess;
  apps: {
    list(): { id: string; input: AppInput; headers: Headers }[];
    alone: Queue;
    adopt(of: {
      put: (AppInput & { id: string })[];
      remove: string[];
      headers: ReadonlyMap<string, Headers>;
    }): Prepared;
  };
  boards: {
    list(audience: Audience): { id: string; access: Audience; content: BoardContent }[];
    alone: Queue;
    adopt(
      of: {
        put: { id: string; access: Audience; content: BoardContent; position: number | null }[];
        remove: string[];
      },
      editor: Editor,
    ): Promise<Prepared>;
  };
  feeds: {
    list(audience: Audience): { id: string; input: FeedInput }[];
    alone: Queue;
    adopt(of: { put: (FeedInput & { id: string })[]; remove: string[] }): Prepared;
  };
  settings: {
    chosenFor(userId: number): SettingsView;
    adopt(owner: number | null, wishes: ReadonlyMap<SettingKey, unknown>): Prepared;
  };
  pictures: {
    /** Ids in whatever shows pictures. */
    usedBy(value: unknown): string[];
    read(id: string): Promise<Buffer | undefined>;
    adopt(pictures: { id: string; bytes: Buffer }[], userId: number): Promise<Prepared>;
  };
  seal(passphrase: Secret, text: Secret): Promise<string>;
  open(passphrase: Secret, sealed: string): Promise<Secret>;
  backup: { hasPassphrase(): Promise<boolean>; make(): Promise<{ name: string }> };
};

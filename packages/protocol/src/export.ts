import * as v from 'valibot';
import { appInput } from './apps.ts';
import { boardContent } from './boards.ts';
import { feedInput } from './feeds.ts';
import { shortId } from './ids.ts';
import { limits } from './limits.ts';
import { audience } from './role-schemas.ts';

/** What was built here, as one file that people can read and change: docs/export.md has it in words. */

/** Of the file; grows when an older program could not read it any more. */
export const EXPORT_VERSION = 1;

export const exportFormat = v.picklist(['yaml', 'json']);
export type ExportFormat = v.InferOutput<typeof exportFormat>;

const isBoard = ({ name, icon, sections }: Record<string, unknown>) =>
  v.safeParse(boardContent, { name, icon, sections });

export const exportedApp = v.object({ id: shortId, ...appInput.entries });
export type ExportedApp = v.InferOutput<typeof exportedApp>;

/** Their order is that of the list of boards. */
export const exportedBoard = v.pipe(
  v.object({
    id: shortId,
    /** Who sees it: this role and those above; `public`: anyone. */
    access: v.optional(audience, 'guest'),
    ...boardContent.entries,
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    const parsed = dataset.typed ? isBoard(dataset.value) : undefined;
    if (parsed?.success === false) addIssue({ message: parsed.issues[0].message });
  }),
);
export type ExportedBoard = v.InferOutput<typeof exportedBoard>;

export const exportedFeed = v.object({ id: shortId, ...feedInput.entries });
export type ExportedFeed = v.InferOutput<typeof exportedFeed>;

/** A picture that an app, a board or a setting shows. */
export const exportedPicture = v.object({
  id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/, 'This is no id of a picture.')),
  /** The file, base64. */
  webp: v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]+={0,2}$/, 'This is no picture in base64.')),
});
export type ExportedPicture = v.InferOutput<typeof exportedPicture>;

const chosen = v.optional(v.record(v.string(), v.unknown()), () => ({}));

export const exportedFile = v.object({
  amud: v.literal(EXPORT_VERSION),
  of: v.picklist(['everything', 'board']),
  settings: v.optional(v.object({ everyone: chosen, mine: chosen }), () => ({ everyone: {}, mine: {} })),
  apps: v.optional(v.pipe(v.array(exportedApp), v.maxLength(limits.app.count)), () => []),
  boards: v.optional(v.pipe(v.array(exportedBoard), v.maxLength(limits.board.count)), () => []),
  feeds: v.optional(v.pipe(v.array(exportedFeed), v.maxLength(limits.feed.count)), () => []),
  pictures: v.optional(v.pipe(v.array(exportedPicture), v.maxLength(limits.upload.count)), () => []),
  /** Values of headers, sealed with a passphrase. */
  secrets: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]*={0,2}$/, 'This is no sealed text.')), ''),
});
export type ExportedFile = v.InferOutput<typeof exportedFile>;

// ---- over HTTP

const passphrase = v.pipe(v.string(), v.maxLength(limits.backup.passphraseMaxLength, 'This passphrase is too long.'));

export const exportInput = v.object({
  format: exportFormat,
  /** One board with its apps; without: everything. */
  board: v.optional(shortId),
  pictures: v.optional(v.boolean(), true),
  /** Seals the secrets and puts them in; without, they are left out. */
  passphrase: v.optional(
    v.pipe(
      passphrase,
      v.minLength(limits.backup.passphraseLength, `Use ${limits.backup.passphraseLength} characters or more.`),
    ),
  ),
});
export type ExportInput = v.InferOutput<typeof exportInput>;
export const exportOutput = v.object({
  name: v.string(),
  text: v.string(),
  /** Apps whose checks have headers with values that are not in the file. */
  withoutSecrets: v.array(v.string()),
});
export type ExportOutput = v.InferOutput<typeof exportOutput>;

/** `removed` is here and not in the file: it goes when the file replaces what is here, and stays when it is added. */
export const difference = v.object({
  kind: v.picklist(['setting', 'own-setting', 'app', 'board', 'feed', 'picture']),
  id: v.string(),
  name: v.string(),
  change: v.picklist(['added', 'changed', 'removed']),
  /** Of what changed: where, and from what to what, as text; null: not there. */
  fields: v.array(v.object({ field: v.string(), before: v.nullable(v.string()), after: v.nullable(v.string()) })),
  /** More fields than are told. */
  more: v.number(),
});
export type Difference = v.InferOutput<typeof difference>;

/** What is wrong with a file, and where: `path` as a person would write it, `line` from 1. */
export const fileFault = v.object({ line: v.number(), path: v.string(), message: v.string() });
export type FileFault = v.InferOutput<typeof fileFault>;

const readable = v.object({
  ok: v.literal(true),
  stage: v.string(),
  of: v.picklist(['everything', 'board']),
  differences: v.array(difference),
  /** How many things are the same in both. */
  same: v.number(),
  hasSecrets: v.boolean(),
  /** Apps whose checks come without the value of a header. */
  withoutSecrets: v.array(v.string()),
  /** A passphrase is kept: a backup can be made before. */
  canBackup: v.boolean(),
});
export type ImportCheck = v.InferOutput<typeof readable>;
export const importCheckOutput = v.variant('ok', [
  readable,
  v.object({ ok: v.literal(false), faults: v.array(fileFault) }),
]);
export type ImportVerdict = v.InferOutput<typeof importCheckOutput>;

export const importInput = v.object({
  stage: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/, 'is not a stage')),
  /** `add`: what the file does not have stays. `replace`: it goes. */
  mode: v.picklist(['add', 'replace']),
  /** Opens the secrets; without, they are left as they are here. */
  passphrase: v.optional(passphrase),
  backup: v.optional(v.boolean(), false),
});
export type ImportInput = v.InferOutput<typeof importInput>;
export const importOutput = v.object({
  added: v.number(),
  changed: v.number(),
  removed: v.number(),
  /** The backup that was made before. */
  backup: v.nullable(v.string()),
});
export type ImportDone = v.InferOutput<typeof importOutput>;

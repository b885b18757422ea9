import type { ExportedFile, ImportCheck, ImportDone, ImportInput, ImportVerdict } from '@amud/protocol/export.ts';
import { limits } from '@amud/protocol/limits.ts';
import { Secret } from '@amud/protocol/secret.ts';
import { type SettingKey, settingKeys } from '@amud/protocol/settings.ts';
import { randomToken } from '../../core/random.ts';
import { FaultError } from '../../http/faults.ts';
import type { Recorder } from '../../http/route.ts';
import type { Prepared } from '../../store/prepared.ts';
import { isOfTheFile, toCanonical } from './canonical.ts';
import { appIdsOf, collect } from './collect.ts';
import { differencesOf } from './differences.ts';
import type { Editor, ExportParts } from './parts.ts';
import { appsWithoutSecrets, headersFrom } from './secrets-text.ts';

type Staged = { id: string; userId: number; file: ExportedFile; here: string; check: ImportCheck };

export type Imports = {
  check(bytes: Buffer, editor: Editor): Promise<ImportVerdict>;
  apply(input: ImportInput, editor: Editor, record: Recorder): Promise<ImportDone>;
  stop(): void;
};

/** Reads a file, says what it would change, and then does just that: all of it or nothing. */
export const createImports = (parts: ExportParts): Imports => {
  let staged: Staged | undefined;
  let forget = () => {};
  const drop = (): void => {
    forget();
    staged = undefined;
  };
  return {
    stop: drop,
    check: async (bytes, editor) => {
      // Most that is no export is told apart without a process for it.
      if (!bytes.includes('amud')) return notAnExport();
      const read = await parts.files.read(bytes);
      if (!read.ok) return read;
      const { file } = read;
      refuseLostCards(parts, file);
      const { here, differences, same } = await compareWithHere(parts, editor, file);
      drop();
      const check: ImportCheck = {
        ok: true,
        stage: randomToken(),
        of: file.of,
        differences,
        same,
        hasSecrets: file.secrets !== '',
        withoutSecrets: appsWithoutSecrets(file),
        canBackup: await parts.backup.hasPassphrase(),
      };
      staged = { id: check.stage, userId: editor.userId, file, here, check };
      forget = parts.clock.after(limits.export.stagedMs, drop);
      return check;
    },
    apply: async (input, editor, record) => {
      const ready = staged;
      if (!ready || ready.id !== input.stage || ready.userId !== editor.userId)
        throw new FaultError('missing', 'This file is no longer here. Choose it again.');
      const headers = await openHeaders(parts, ready.file, input.passphrase);
      const backup = input.backup ? (await parts.backup.make()).name : null;
      const done = await parts.apps.alone(() =>
        parts.boards.alone(() =>
          parts.feeds.alone(() => take(parts, { ready, mode: input.mode, headers, editor, record })),
        ),
      );
      drop();
      return { ...done, backup };
    },
  };
};

const notAnExport = (): ImportVerdict => ({
  ok: false,
  faults: [{ line: 1, path: '', message: 'This is no export of AMUD: it has no line "amud: 1".' }],
});

const refuseLostCards = (parts: ExportParts, { of, apps, boards, feeds }: ExportedFile): void => {
  const known = new Set(apps.map(({ id }) => id));
  if (of === 'board') for (const { id } of parts.apps.list()) known.add(id);
  for (const board of boards) {
    const lost = appIdsOf(board).find((id) => !known.has(id));
    if (lost !== undefined)
      throw new FaultError(
        'invalid',
        `The board "${board.name}" has a card of the app ${lost}, which is not in the file.`,
        {
          field: 'file',
        },
      );
  }
  for (const things of [apps, boards, feeds]) {
    const twice = repeated(things.map(({ id }) => id));
    if (twice !== undefined) throw new FaultError('invalid', `The id ${twice} is there twice.`, { field: 'file' });
  }
  const url = repeated(feeds.map((feed) => feed.url));
  if (url !== undefined) throw new FaultError('invalid', `The address ${url} is there twice.`, { field: 'file' });
};

const repeated = (texts: string[]): string | undefined => texts.find((text, index) => texts.indexOf(text) !== index);

const compareWithHere = async (parts: ExportParts, { userId }: Editor, file: ExportedFile) => {
  const all = collect(parts, userId, undefined);
  const known = new Set<string>();
  for (const { id } of file.pictures) if (await parts.pictures.read(id)) known.add(id);
  const here = file.of === 'everything' ? all : narrowed(all, file);
  return { here: JSON.stringify(toCanonical(all)), ...differencesOf(here, file, known) };
};

/** A file of one board says nothing of the rest. */
const narrowed = (all: ExportedFile, file: ExportedFile): ExportedFile => {
  const ids = new Set([...file.boards, ...file.apps, ...file.feeds].map(({ id }) => id));
  return {
    ...all,
    settings: { everyone: {}, mine: {} },
    apps: all.apps.filter(({ id }) => ids.has(id)),
    boards: all.boards.filter(({ id }) => ids.has(id)),
    feeds: all.feeds.filter(({ id }) => ids.has(id)),
  };
};

const openHeaders = async (parts: ExportParts, { secrets }: ExportedFile, passphrase: string | undefined) =>
  secrets === '' || !passphrase ? new Map() : headersFrom(await parts.open(new Secret(passphrase), secrets));

type Taking = {
  ready: Staged;
  mode: ImportInput['mode'];
  headers: ReadonlyMap<string, ReadonlyMap<string, Secret>>;
  editor: Editor;
  record: Recorder;
};

const take = async (parts: ExportParts, taking: Taking): Promise<Omit<ImportDone, 'backup'>> => {
  const { ready, mode, editor, record } = taking;
  if (JSON.stringify(toCanonical(collect(parts, editor.userId, undefined))) !== ready.here)
    throw new FaultError('conflict', 'Something was changed here meanwhile. Look at the differences again.');
  const counts = countsOf(ready.check, mode);
  const prepared = await prepare(parts, taking);
  await parts.query.transaction().execute(async (transaction) => {
    for (const { write } of prepared) await write(transaction);
    await record(transaction, { detail: { of: ready.file.of, mode, ...counts } });
  });
  for (const { done } of prepared) done();
  return counts;
};

const countsOf = ({ differences }: ImportCheck, mode: ImportInput['mode']) => {
  const count = (change: string) => differences.filter((one) => one.change === change).length;
  return { added: count('added'), changed: count('changed'), removed: mode === 'replace' ? count('removed') : 0 };
};

/** In the order in which they are told: a card needs its app. */
const prepare = async (parts: ExportParts, { ready, mode, headers, editor }: Taking): Promise<Prepared[]> => {
  const { file, check } = ready;
  const isReplacing = mode === 'replace' && file.of === 'everything';
  const differing = (kind: string) =>
    new Set(check.differences.flatMap((one) => (one.kind === kind && one.change !== 'removed' ? [one.id] : [])));
  const removed = (kind: string) =>
    isReplacing
      ? check.differences.flatMap((one) => (one.kind === kind && one.change === 'removed' ? [one.id] : []))
      : [];
  const [apps, boards, feeds] = [differing('app'), differing('board'), differing('feed')];
  const pictures = file.pictures.map(({ id, webp }) => ({ id, bytes: Buffer.from(webp, 'base64') }));
  const put = file.boards.map(({ id, access, ...content }, index) => ({
    id,
    access,
    content,
    position: isReplacing ? index : null,
  }));
  return [
    await parts.pictures.adopt(pictures, editor.userId),
    parts.settings.adopt(null, wishesOf(file.settings.everyone, isReplacing)),
    parts.settings.adopt(editor.userId, wishesOf(file.settings.mine, isReplacing)),
    parts.apps.adopt({
      put: file.apps.filter(({ id }) => apps.has(id) || headers.has(id)),
      remove: removed('app'),
      headers,
    }),
    parts.feeds.adopt({ put: file.feeds.filter(({ id }) => feeds.has(id)), remove: removed('feed') }),
    await parts.boards.adopt(
      { put: isReplacing ? put : put.filter(({ id }) => boards.has(id)), remove: removed('board') },
      editor,
    ),
  ];
};

const wishesOf = (chosen: Readonly<Record<string, unknown>>, isReplacing: boolean): Map<SettingKey, unknown> =>
  new Map(
    settingKeys.flatMap((key): [SettingKey, unknown][] => {
      if (!isOfTheFile(key)) return [];
      if (Object.hasOwn(chosen, key)) return [[key, chosen[key]]];
      return isReplacing ? [[key, undefined]] : [];
    }),
  );

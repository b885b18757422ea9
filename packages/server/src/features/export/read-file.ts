import { EXPORT_VERSION, type ExportedFile, exportedFile, type FileFault } from '@amud/protocol/export.ts';
import { limits } from '@amud/protocol/limits.ts';
import { settingSchema } from '@amud/protocol/setting-schemas.ts';
import { isSettingKey, settingOf } from '@amud/protocol/settings.ts';
import * as v from 'valibot';
import { type Document, isCollection, isNode, LineCounter, parseDocument } from 'yaml';
import { isOfTheFile } from './canonical.ts';
import { type Path, unknownKeys } from './shape.ts';

export type FileRead = { ok: true; file: ExportedFile } | { ok: false; faults: FileFault[] };
type Wrong = { path: Path; message: string };

/** Reads an export, YAML or JSON: JSON is YAML too. It says where each fault is, for who wrote it by hand. */
export const readFile = (text: string): FileRead => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  if (document.errors.length > 0)
    return refuse(document.errors.map(({ pos: [at], message }) => ({ line: lineAt(at), path: '', message })));
  const lineOf = (path: Path): number => lineAt(offsetOf(document, path));
  const refuseAt = (wrongs: Wrong[]): FileRead =>
    refuse(wrongs.map(({ path, message }) => ({ line: lineOf(path), path: toText(path), message })));
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: limits.export.aliases });
  } catch {
    return refuseAt([{ path: [], message: `It uses aliases (*name) more than ${limits.export.aliases} times.` }]);
  }
  const wrong = notAnExport(value);
  if (wrong) return refuseAt([wrong]);
  const parsed = v.safeParse(exportedFile, value);
  const wrongs = [
    ...unknownKeys(exportedFile, value).map((path) => ({ path, message: `"${path.at(-1)}" is not known here.` })),
    ...(parsed.success ? settingsWrongs(parsed.output) : parsed.issues.map(toWrong)),
  ];
  if (wrongs.length > 0 || !parsed.success) return refuseAt(wrongs);
  return { ok: true, file: withParsedSettings(parsed.output) };
};

const refuse = (faults: FileFault[]): FileRead => ({
  ok: false,
  faults: faults
    .toSorted((one, other) => one.line - other.line)
    .slice(0, limits.export.faults)
    .map(({ line, path, message }) => ({ line, path: path.slice(0, 200), message: message.slice(0, 300) })),
});

const notAnExport = (value: unknown): Wrong | undefined => {
  const version = (value as { amud?: unknown } | null)?.amud;
  if (typeof version !== 'number')
    return { path: [], message: `This is no export of AMUD: it has no line "amud: ${EXPORT_VERSION}".` };
  if (version > EXPORT_VERSION)
    return { path: ['amud'], message: 'This file was made by a newer AMUD. Update this one first.' };
  return undefined;
};

const toWrong = (issue: v.BaseIssue<unknown>): Wrong => ({
  path: (issue.path ?? []).map(({ key }) => key as string | number),
  message: wordsOf(issue),
});

/** The schema's own words are kept where it has some. */
const wordsOf = ({ kind, message, expected, received, path }: v.BaseIssue<unknown>): string => {
  if (kind !== 'schema') return message;
  if (received === 'undefined') return `"${path?.at(-1)?.key ?? ''}" is missing.`;
  return `It should be ${expected ?? 'something else'}, not ${received}.`;
};

const settingsWrongs = ({ settings }: ExportedFile): Wrong[] =>
  (['everyone', 'mine'] as const).flatMap((whose) =>
    Object.entries(settings[whose]).flatMap(([key, value]): Wrong[] => {
      const path = ['settings', whose, key];
      if (!isSettingKey(key) || !isOfTheFile(key)) return [{ path, message: `There is no setting "${key}".` }];
      if (whose === 'mine' && settingOf(key).scope === 'installation')
        return [{ path, message: 'This setting is one for everyone.' }];
      const parsed = v.safeParse(settingSchema(key), value);
      return parsed.success ? [] : [{ path, message: parsed.issues[0].message }];
    }),
  );

const withParsedSettings = (file: ExportedFile): ExportedFile => {
  const parse = (chosen: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(chosen).map(([key, value]) => [
        key,
        isSettingKey(key) ? v.parse(settingSchema(key), value) : value,
      ]),
    );
  return { ...file, settings: { everyone: parse(file.settings.everyone), mine: parse(file.settings.mine) } };
};

/** Of the thing itself; of what it should be in where it is missing. */
const offsetOf = (document: Document, path: Path): number => {
  for (let length = path.length; length >= 0; length -= 1) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return keyOffset(document, path.slice(0, length)) ?? node.range[0];
  }
  return 0;
};

/** A block of several lines begins where its name stands. */
const keyOffset = (document: Document, path: Path): number | undefined => {
  const parent: unknown = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  if (!isCollection(parent)) return undefined;
  for (const item of parent.items) {
    const key = (item as { key?: unknown }).key;
    if (isNode(key) && String(key) === String(path.at(-1))) return key.range?.[0];
  }
  return undefined;
};

/** `boards[0].sections[2].title` */
const toText = (path: Path): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');

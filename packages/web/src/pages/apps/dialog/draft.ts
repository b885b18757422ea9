import { type App, type AppInput, appInput } from '@amud/protocol/apps.ts';
import { type Check, type CheckKind, check } from '@amud/protocol/checks.ts';
import * as v from 'valibot';

/** A header as it is typed. `null`: the secret value that is stored stays. */
export type HeaderDraft = { name: string; value: string | null; isStored: boolean };

/**
 * An app as it is typed: numbers are texts, and the fields of all kinds of checks stand side by side, so that nothing is
 * lost by choosing another kind and coming back.
 */
export type Draft = Omit<AppInput, 'check'> & { isWatched: boolean; check: CheckDraft };

export type CheckDraft = {
  kind: CheckKind;
  intervalSeconds: string;
  timeoutSeconds: string;
  retries: string;
  /** Empty: never slow. */
  slowMs: string;
  paused: boolean;
  url: string;
  method: 'GET' | 'HEAD' | 'POST';
  headers: HeaderDraft[];
  expectedStatus: string;
  keyword: string;
  jsonPath: string;
  jsonValue: string;
  pin: string;
  host: string;
  port: string;
  name: string;
  record: Extract<Check, { kind: 'dns' }>['record'];
  server: string;
  expected: string;
  warnDays: string;
};

export const emptyCheck: CheckDraft = {
  kind: 'http',
  intervalSeconds: '60',
  timeoutSeconds: '10',
  retries: '2',
  slowMs: '',
  paused: false,
  url: '',
  method: 'GET',
  headers: [],
  expectedStatus: '200-399,401,403',
  keyword: '',
  jsonPath: '',
  jsonValue: '',
  pin: '',
  host: '',
  port: '',
  name: '',
  record: 'A',
  server: '',
  expected: '',
  warnDays: '14',
};

export const emptyDraft = (): Draft => ({
  name: '',
  url: '',
  outsideUrl: '',
  icon: '',
  description: '',
  tags: [],
  target: 'new',
  node: null,
  isWatched: true,
  check: { ...emptyCheck, headers: [] },
});

const asTyped = (value: unknown): unknown => (typeof value === 'number' ? String(value) : (value ?? ''));

const checkDraftOf = (known: Check | null): CheckDraft => {
  if (known === null) return { ...emptyCheck, headers: [] };
  const headers = known.kind === 'http' ? known.headers.map(({ name }) => ({ name, value: null, isStored: true })) : [];
  const typed = Object.fromEntries(
    Object.entries(known).map(([name, value]) => [name, typeof value === 'boolean' ? value : asTyped(value)]),
  );
  return { ...emptyCheck, ...typed, headers } as CheckDraft;
};

export const draftOf = ({ id: _, revision: __, check: known, ...rest }: App): Draft => ({
  ...rest,
  tags: [...rest.tags],
  isWatched: known !== null,
  check: checkDraftOf(known),
});

/** What is no number goes out as NaN, which no schema takes. */
const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.')));

/** Only what belongs to its kind. */
const rawCheckOf = (typed: CheckDraft) => {
  const { kind, paused } = typed;
  const common = {
    kind,
    paused,
    intervalSeconds: numberOf(typed.intervalSeconds),
    timeoutSeconds: numberOf(typed.timeoutSeconds),
    retries: numberOf(typed.retries),
    slowMs: typed.slowMs.trim() === '' ? null : numberOf(typed.slowMs),
  };
  const { url, method, expectedStatus, keyword, jsonPath, jsonValue, pin, host, name, record, server, expected } =
    typed;
  const headers = typed.headers.map((header) => ({ name: header.name, value: header.value }));
  if (kind === 'http') return { ...common, url, method, headers, expectedStatus, keyword, jsonPath, jsonValue, pin };
  if (kind === 'tcp') return { ...common, host, port: numberOf(typed.port) };
  if (kind === 'ping') return { ...common, host };
  if (kind === 'dns') return { ...common, name, record, server, expected };
  return { ...common, host, port: numberOf(typed.port), warnDays: numberOf(typed.warnDays), pin };
};

const rawOf = ({ isWatched, check: typed, ...rest }: Draft) => ({
  ...rest,
  check: isWatched ? rawCheckOf(typed) : null,
});

export type Parsed<T> = { ok: true; value: T } | { ok: false; paths: string[] };

const parsed = <S extends v.GenericSchema>(schema: S, raw: unknown): Parsed<v.InferOutput<S>> => {
  const result = v.safeParse(schema, raw);
  if (result.success) return { ok: true, value: result.output };
  return { ok: false, paths: result.issues.map((issue) => v.getDotPath(issue) ?? '') };
};

/** What the server is given, or the paths of what is wrong: `check.headers.0.name`. */
export const toInput = (draft: Draft): Parsed<AppInput> => parsed(appInput, rawOf(draft));

export const toCheck = (typed: CheckDraft): Parsed<Check> => parsed(check, rawCheckOf(typed));

/** A check of an address that nobody watches yet. */
export const plainCheck = (): Check => v.parse(check, { kind: 'http' });

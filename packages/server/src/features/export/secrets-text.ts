import type { ExportedFile } from '@amud/protocol/export.ts';
import { Secret } from '@amud/protocol/secret.ts';
import * as v from 'valibot';
import { FaultError } from '../../http/faults.ts';
import type { ExportParts } from './parts.ts';

/** Values of headers by app and by the name in lower case, as they are sealed into a file. */
const shape = v.record(v.string(), v.record(v.string(), v.string()));

export const secretsOf = (
  apps: ReturnType<ExportParts['apps']['list']>,
  ids: ReadonlySet<string>,
): Secret | undefined => {
  const held = apps.filter(({ id, headers }) => ids.has(id) && headers.size > 0);
  if (held.length === 0) return undefined;
  const values = held.map(({ id, headers }) => [
    id,
    Object.fromEntries([...headers].map(([name, value]) => [name, value.reveal()])),
  ]);
  return new Secret(JSON.stringify(Object.fromEntries(values)));
};

/** @throws FaultError when it was sealed, but is nothing of ours. */
export const headersFrom = (text: Secret): Map<string, Map<string, Secret>> => {
  const parsed = v.safeParse(shape, parseJson(text.reveal()));
  if (!parsed.success)
    throw new FaultError('invalid', 'The sealed secrets of this file were changed.', { field: 'file' });
  return new Map(
    Object.entries(parsed.output).map(([id, headers]) => [
      id,
      new Map(Object.entries(headers).map(([name, value]) => [name, new Secret(value)])),
    ]),
  );
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Names of apps whose checks have headers, of which the file has no values. */
export const appsWithoutSecrets = ({ apps, secrets }: ExportedFile): string[] =>
  secrets === ''
    ? apps.flatMap(({ name, check }) =>
        check?.kind === 'http' && check.headers.some(({ value }) => value === null) ? [name] : [],
      )
    : [];

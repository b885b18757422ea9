import type { AppInput } from '@amud/protocol/apps.ts';
import type { Check } from '@amud/protocol/checks.ts';
import { Secret } from '@amud/protocol/secret.ts';
import type { Transaction } from 'kysely';
import { FaultError } from '../../http/faults.ts';
import type { Secrets } from '../../store/secrets.ts';
import type { Tables } from '../../store/tables.ts';

/** Values of a check's headers by the name in lower case. They go in, and never come out again (security 21). */
export type Headers = ReadonlyMap<string, Secret>;

export const ownerOf = (appId: string): string => `app:${appId}`;
export const fieldOf = (name: string): string => `header:${name.toLowerCase()}`;

type Header = Extract<Check, { kind: 'http' }>['headers'][number];
export const headersOf = (check: Check | null): Header[] => (check?.kind === 'http' ? check.headers : []);

/**
 * Takes the secret values out of what a person sent. One that was left as it was stays, unless the check now asks another
 * server: else whoever may edit an app could have its secret sent to a server of theirs.
 * @throws FaultError naming the header whose value is missing.
 */
export const takeHeaders = (
  input: AppInput,
  before?: { input: AppInput; headers: Headers },
): { input: AppInput; headers: Headers } => {
  const { check } = input;
  if (check?.kind !== 'http') return { input, headers: new Map() };
  const isMoved = before !== undefined && isElsewhere(before.input, input);
  const headers = new Map<string, Secret>();
  check.headers.forEach(({ name, value }, index) => {
    const key = name.toLowerCase();
    const field = `check.headers.${index}`;
    if (headers.has(key)) throw new FaultError('invalid', `The header ${name} is there twice.`, { field });
    const kept = isMoved ? undefined : before?.headers.get(key);
    const secret = value === null ? kept : new Secret(value);
    if (!secret) {
      const why = isMoved ? ' again, since the check now asks another server' : '';
      throw new FaultError('invalid', `Type the value of ${name}${why}.`, { field: `${field}.value` });
    }
    headers.set(key, secret);
  });
  const stripped = check.headers.map(({ name }) => ({ name, value: null }));
  return { input: { ...input, check: { ...check, headers: stripped } }, headers };
};

/** Whether the check of an app asks another server than before. */
export const isElsewhere = (before: AppInput, after: AppInput): boolean => originOf(before) !== originOf(after);

/** Where the check of an app goes: its own address when the check has none. */
const originOf = ({ url, check }: AppInput): string | undefined => {
  const target = (check?.kind === 'http' && check.url) || url;
  return URL.canParse(target) ? new URL(target).origin : undefined;
};

/** Seals what is new, and forgets what is no more. */
export const sealHeaders = async (
  secrets: Secrets,
  transaction: Transaction<Tables>,
  appId: string,
  change: { from: Headers; to: Headers },
): Promise<void> => {
  const owner = ownerOf(appId);
  for (const name of change.from.keys())
    if (!change.to.has(name)) await secrets.remove(owner, fieldOf(name), transaction);
  for (const [name, value] of change.to)
    if (change.from.get(name) !== value) await secrets.set(owner, fieldOf(name), value, transaction);
};

import { settingSchema } from '@amud/protocol/setting-schemas.ts';
import { isSettingKey, type SettingKey } from '@amud/protocol/settings.ts';
import type { Kysely, Transaction } from 'kysely';
import * as v from 'valibot';
import type { Log } from '../../core/log.ts';
import type { Tables } from '../../store/tables.ts';

/** Whose choices: a person's id, or null for everyone's. */
export type Owner = number | null;
export type Chosen = Readonly<Partial<Record<SettingKey, unknown>>>;
type Row = { key: string; value: string };

/** Everything that is stored, by owner. What this program does not know, or no longer takes, is left where it is. */
export const readChosen = async (query: Kysely<Tables>, log: Log): Promise<Map<Owner, Chosen>> => {
  const shared = await query.selectFrom('settings').selectAll().execute();
  const own = await query.selectFrom('user_settings').selectAll().execute();
  const byOwner = new Map<Owner, Record<string, unknown>>([[null, {}]]);
  for (const row of [...shared.map((one) => ({ ...one, user_id: null })), ...own]) {
    const value = parse(row);
    if (value === undefined)
      log.warn({ setting: row.key }, 'a stored setting is not one that AMUD takes; its preset counts');
    else byOwner.set(row.user_id, { ...byOwner.get(row.user_id), [row.key]: value });
  }
  return byOwner;
};

const parse = ({ key, value }: Row): unknown => {
  if (!isSettingKey(key)) return undefined;
  try {
    const parsed = v.safeParse(settingSchema(key), JSON.parse(value));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
};

/** The owner's rows of these keys as they are now. */
export const rowsOf = async (
  transaction: Transaction<Tables>,
  owner: Owner,
  keys: string[],
): Promise<Map<string, unknown>> => {
  const rows: Row[] =
    owner === null
      ? await transaction.selectFrom('settings').select(['key', 'value']).where('key', 'in', keys).execute()
      : await transaction
          .selectFrom('user_settings')
          .select(['key', 'value'])
          .where('user_id', '=', owner)
          .where('key', 'in', keys)
          .execute();
  return new Map(
    rows.flatMap((row) => {
      const value = parse(row);
      return value === undefined ? [] : [[row.key, value] as const];
    }),
  );
};

export const writeRow = async (
  transaction: Transaction<Tables>,
  owner: Owner,
  { key, value, at }: { key: string; value: unknown; at: number },
): Promise<void> => {
  const row = { key, value: JSON.stringify(value), changed_at: at };
  if (owner === null) await transaction.replaceInto('settings').values(row).execute();
  else
    await transaction
      .replaceInto('user_settings')
      .values({ ...row, user_id: owner })
      .execute();
};

export const removeRow = async (transaction: Transaction<Tables>, owner: Owner, key: string): Promise<void> => {
  if (owner === null) await transaction.deleteFrom('settings').where('key', '=', key).execute();
  else await transaction.deleteFrom('user_settings').where('user_id', '=', owner).where('key', '=', key).execute();
};

import type { AppInput } from '@amud/protocol/apps.ts';
import { limits } from '@amud/protocol/limits.ts';
import { Secret } from '@amud/protocol/secret.ts';
import { FaultError } from '../../http/faults.ts';
import type { Prepared } from '../../store/prepared.ts';
import type { AppsParts, KnownApp } from './apps.ts';
import { type Headers, headersOf, isElsewhere, sealHeaders } from './headers.ts';
import * as queries from './queries.ts';
import { toRow } from './row.ts';

/** Apps as a file has them, under the ids that it gives them. */
export type AppAdoption = {
  put: readonly (AppInput & { id: string })[];
  remove: readonly string[];
  /** Values of headers that came with the file, by app. */
  headers: ReadonlyMap<string, Headers>;
};

/** Prepares taking apps over; what they replace is gone, what is removed can come back for a while. */
export const prepareAdoption = (
  { secrets, bus, clock }: AppsParts,
  state: Map<string, KnownApp>,
  { put, remove, headers }: AppAdoption,
): Prepared => {
  const removed = remove.flatMap((id) => {
    const app = state.get(id);
    return app ? [{ ...app, revision: app.revision + 1, removedAt: clock.now() }] : [];
  });
  const changed = [...put.map((app) => adopted(state.get(app.id), app, headers.get(app.id))), ...removed];
  refuseTooMany(state, changed);
  return {
    write: async (transaction) => {
      for (const app of changed) {
        const before = state.get(app.id);
        const row = toRow(app, clock.now());
        await (before ? queries.updateApp(transaction, row) : queries.insertApp(transaction, row));
        await sealHeaders(secrets, transaction, app.id, { from: before?.headers ?? new Map(), to: app.headers });
      }
    },
    done: () => {
      for (const app of changed) state.set(app.id, app);
      if (changed.length > 0) bus.emit('apps-changed', { ids: changed.map(({ id }) => id) });
    },
  };
};

/** A header whose value came neither with the file nor is here for the same server waits for somebody to type it. */
const adopted = (
  before: KnownApp | undefined,
  { id, ...input }: AppInput & { id: string },
  given: Headers | undefined,
): KnownApp => {
  const kept = before && !isElsewhere(before.input, input) ? before.headers : undefined;
  const headers = new Map<string, Secret>();
  for (const { name, value } of headersOf(input.check)) {
    const key = name.toLowerCase();
    const secret = value === null ? (given?.get(key) ?? kept?.get(key)) : new Secret(value);
    if (secret) headers.set(key, secret);
  }
  const { check } = input;
  const stripped =
    check?.kind === 'http' ? { ...check, headers: check.headers.map(({ name }) => ({ name, value: null })) } : check;
  return { id, revision: (before?.revision ?? 0) + 1, input: { ...input, check: stripped }, headers, removedAt: null };
};

const refuseTooMany = (state: ReadonlyMap<string, KnownApp>, changed: readonly KnownApp[]): void => {
  const after = new Map([...state, ...changed.map((app) => [app.id, app] as const)]);
  if ([...after.values()].filter(({ removedAt }) => removedAt === null).length > limits.app.count)
    throw new FaultError('conflict', `With these there are more than ${limits.app.count} apps.`);
};

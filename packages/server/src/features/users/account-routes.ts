import {
  accountChange,
  accountInput,
  accountsOutput,
  done,
  newAccountOutput,
  oneTimePasswordOutput,
} from '@amud/protocol/http.ts';
import * as v from 'valibot';
import { type AnyRoute, route } from '../../http/route.ts';
import type { Accounts } from './accounts.ts';

const ok = { ok: true } as const;
const userId = v.object({ id: v.pipe(v.string(), v.regex(/^[1-9]\d{0,14}$/), v.transform(Number)) });

/** Settings → Users. */
export const accountRoutes = (accounts: Accounts): AnyRoute[] => [
  listRoute(accounts),
  createRoute(accounts),
  changeRoute(accounts),
  removeRoute(accounts),
  resetRoute(accounts),
  endSessionsRoute(accounts),
];

const listRoute = (accounts: Accounts) =>
  route({
    method: 'GET',
    path: '/api/users',
    summary: 'Every account, by name.',
    access: 'admin',
    output: accountsOutput,
    handle: async () => ({ users: await accounts.list() }),
  });

const createRoute = (accounts: Accounts) =>
  route({
    method: 'POST',
    path: '/api/users',
    summary: 'Make an account; the answer holds its one-time password.',
    access: 'admin',
    confirmed: true,
    audit: 'user.create',
    input: accountInput,
    output: newAccountOutput,
    handle: async ({ input, note, record }) => {
      note({ target: input.username, detail: { role: input.role } });
      return accounts.create(input, record);
    },
  });

const changeRoute = (accounts: Accounts) =>
  route({
    method: 'PATCH',
    path: '/api/users/:id',
    summary: 'Change the role of an account, disable or enable it; its sessions end.',
    access: 'admin',
    confirmed: true,
    audit: 'user.change',
    input: accountChange,
    params: userId,
    output: done,
    handle: async ({ input, params, note, record }) => {
      const { role, disabled } = input;
      note({ detail: { ...(role && { role }), ...(disabled !== undefined && { disabled }) } });
      await accounts.change(params.id, input, record);
      return ok;
    },
  });

const removeRoute = (accounts: Accounts) =>
  route({
    method: 'DELETE',
    path: '/api/users/:id',
    summary: 'Remove an account and end its sessions.',
    access: 'admin',
    confirmed: true,
    audit: 'user.remove',
    params: userId,
    output: done,
    handle: async ({ params, record }) => {
      await accounts.remove(params.id, record);
      return ok;
    },
  });

const resetRoute = (accounts: Accounts) =>
  route({
    method: 'POST',
    path: '/api/users/:id/reset-password',
    summary: 'Give an account a one-time password and end its sessions.',
    access: 'admin',
    confirmed: true,
    audit: 'user.reset-password',
    params: userId,
    output: oneTimePasswordOutput,
    handle: async ({ params, record }) => ({ password: await accounts.resetPassword(params.id, record) }),
  });

const endSessionsRoute = (accounts: Accounts) =>
  route({
    method: 'DELETE',
    path: '/api/users/:id/sessions',
    summary: 'End every session of an account.',
    access: 'admin',
    audit: 'user.end-sessions',
    params: userId,
    output: done,
    handle: async ({ params, record }) => {
      await accounts.endSessions(params.id, record);
      return ok;
    },
  });

import {
  appChange,
  appInput,
  appOutput,
  appsChange,
  appsChangeOutput,
  appsOutput,
  appUsesOutput,
  shortId,
} from '@amud/protocol/apps.ts';
import { done } from '@amud/protocol/http.ts';
import type { Role } from '@amud/protocol/roles.ts';
import * as v from 'valibot';
import { FaultError } from '../../http/faults.ts';
import { type AnyRoute, type Caller, route } from '../../http/route.ts';
import { type Apps, type KnownApp, toApp } from './apps.ts';
import type { Cards } from './cards.ts';

export type AppRouteParts = {
  apps: Apps;
  cards: Cards;
  /** Tells which apps someone with this role may know of. */
  reach(role: Role): (appId: string) => boolean;
  /** The boards with a card of each app, of those that someone with this role may see. */
  placesOf(role: Role): ReadonlyMap<string, string[]>;
};

const params = v.object({ id: shortId });

export const appRoutes = (parts: AppRouteParts): AnyRoute[] => [
  listRoute(parts),
  usesRoute(parts),
  manyRoute(parts),
  addRoute(parts),
  appRoute(parts),
  changeRoute(parts),
  removeRoute(parts),
  restoreRoute(parts),
];

/** What someone may not see is not there. */
const find = ({ apps, reach }: AppRouteParts, id: string, { role }: Caller): KnownApp => {
  const app = apps.get(id);
  if (!app || !reach(role)(id)) throw new FaultError('missing', 'There is no such app. It may have been removed.');
  return app;
};

const listRoute = ({ apps, cards, reach }: AppRouteParts) =>
  route({
    method: 'GET',
    path: '/api/apps',
    summary: 'The apps that you may see, with their state: all for those who edit, else those on a card.',
    access: 'guest',
    output: appsOutput,
    handle: async ({ caller: { role } }) => {
      const isVisible = reach(role);
      return { apps: apps.list().flatMap(({ id }) => (isVisible(id) ? (cards.of(id, role) ?? []) : [])) };
    },
  });

const usesRoute = ({ apps, reach, placesOf }: AppRouteParts) =>
  route({
    method: 'GET',
    path: '/api/app-uses',
    summary: 'Of each app that you may change: how it is watched, and which boards have a card of it.',
    access: 'operator',
    output: appUsesOutput,
    handle: async ({ caller: { role } }) => {
      const isVisible = reach(role);
      const places = placesOf(role);
      const shown = apps.list().filter(({ id }) => isVisible(id));
      return { apps: shown.map((app) => ({ ...useOf(app), boards: places.get(app.id) ?? [] })) };
    },
  });

const useOf = ({ id, input: { check } }: KnownApp) => ({
  id,
  check: check && { kind: check.kind, intervalSeconds: check.intervalSeconds, paused: check.paused },
});

const manyRoute = ({ apps, reach }: AppRouteParts) =>
  route({
    method: 'PATCH',
    path: '/api/apps',
    summary:
      'The same change for many apps: pause, interval, tags, remove, bring back. Those that you may not change stay.',
    access: 'operator',
    audit: 'app.change-many',
    input: appsChange,
    output: appsChangeOutput,
    handle: async ({ caller: { role }, input, record }) => {
      const isVisible = reach(role);
      return { changed: await apps.changeMany({ ...input, ids: input.ids.filter(isVisible) }, record) };
    },
  });

const addRoute = ({ apps }: AppRouteParts) =>
  route({
    method: 'POST',
    path: '/api/apps',
    summary: 'Add an app. Values of headers are sealed and never come out again.',
    access: 'operator',
    audit: 'app.create',
    input: appInput,
    output: appOutput,
    handle: async ({ input, record }) => ({ app: toApp(await apps.add(input, record)) }),
  });

const appRoute = (parts: AppRouteParts) =>
  route({
    method: 'GET',
    path: '/api/apps/:id',
    summary: 'One app, with its check.',
    access: 'operator',
    params,
    output: appOutput,
    handle: async ({ caller, params: { id } }) => ({ app: toApp(find(parts, id, caller)) }),
  });

const changeRoute = (parts: AppRouteParts) =>
  route({
    method: 'PUT',
    path: '/api/apps/:id',
    summary: 'Change an app. A header whose value is null keeps the one it has.',
    access: 'operator',
    audit: 'app.change',
    params,
    input: appChange,
    output: appOutput,
    handle: async ({ caller, params: { id }, input, record }) => {
      find(parts, id, caller);
      return { app: toApp(await parts.apps.change(id, input, record)) };
    },
  });

const removeRoute = (parts: AppRouteParts) =>
  route({
    method: 'DELETE',
    path: '/api/apps/:id',
    summary: 'Remove an app from everywhere; for 30 days it can be restored.',
    access: 'operator',
    audit: 'app.remove',
    params,
    output: done,
    handle: async ({ caller, params: { id }, record }) => {
      find(parts, id, caller);
      await parts.apps.remove(id, record);
      return { ok: true } as const;
    },
  });

const restoreRoute = ({ apps, reach }: AppRouteParts) =>
  route({
    method: 'POST',
    path: '/api/apps/:id/restore',
    summary: 'Bring back an app that was removed, with its cards on every board.',
    access: 'operator',
    audit: 'app.restore',
    params,
    output: appOutput,
    handle: async ({ caller, params: { id }, record }) => {
      if (!reach(caller.role)(id)) throw new FaultError('missing', 'There is no such app.');
      return { app: toApp(await apps.restore(id, record)) };
    },
  });

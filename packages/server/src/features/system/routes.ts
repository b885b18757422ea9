import { healthOutput } from '@amud/protocol/http.ts';
import * as v from 'valibot';
import { FaultError } from '../../http/faults.ts';
import { describeRoutes } from '../../http/openapi.ts';
import { type AnyRoute, route } from '../../http/route.ts';

export type SystemParts = {
  /** Throws when the database does not answer. */
  checkStore(): void;
  version: string;
  /** Every route, known once all features are built. */
  routes(): AnyRoute[];
};

export const systemRoutes = (parts: SystemParts): AnyRoute[] => [aliveRoute(), readyRoute(parts), openapiRoute(parts)];

const aliveRoute = () =>
  route({
    method: 'GET',
    path: '/healthz',
    summary: 'Alive.',
    access: 'public',
    output: healthOutput,
    handle: async () => ({ ok: true }),
  });

const readyRoute = ({ checkStore }: SystemParts) =>
  route({
    method: 'GET',
    path: '/readyz',
    summary: 'Ready: the database is open and migrated.',
    access: 'public',
    output: healthOutput,
    handle: async () => {
      try {
        checkStore();
      } catch {
        throw new FaultError('unavailable', 'The database does not answer.');
      }
      return { ok: true };
    },
  });

const openapiRoute = ({ routes, version }: SystemParts) =>
  route({
    method: 'GET',
    path: '/api/openapi.json',
    summary: 'This description.',
    access: 'guest',
    output: v.record(v.string(), v.unknown()),
    handle: async () => ({ ...(await describeRoutes(routes(), version)) }),
  });

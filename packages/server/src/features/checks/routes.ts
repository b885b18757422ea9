import { checkTestInput } from '@amud/protocol/apps.ts';
import { checkTestOutput } from '@amud/protocol/checks.ts';
import { limits } from '@amud/protocol/limits.ts';
import { createGate } from '../../core/gate.ts';
import { FaultError } from '../../http/faults.ts';
import { type AnyRoute, route } from '../../http/route.ts';
import { toCertificate } from './certificates.ts';
import type { Look } from './look.ts';
import { originOf, storedHeaders } from './stored-headers.ts';
import type { WatchedApp } from './watched.ts';

export type CheckRouteParts = { look: Look; find(appId: string): WatchedApp | undefined };

export const checkRoutes = (parts: CheckRouteParts): AnyRoute[] => [testRoute(parts)];

const testRoute = ({ look, find }: CheckRouteParts) => {
  const gate = createGate(limits.check.tests, 0);
  return route({
    method: 'POST',
    path: '/api/checks/test',
    summary: 'Try a check once, now, without keeping it.',
    access: 'operator',
    audit: 'check.test',
    input: checkTestInput,
    output: checkTestOutput,
    handle: async ({ input: { appId, url, check }, note }) => {
      note({
        ...(appId === null ? {} : { target: `app:${appId}` }),
        detail: { kind: check.kind, at: originOf(url, check) },
      });
      const headers = storedHeaders(appId === null ? undefined : find(appId), url, check);
      const looked = await gate(() => look({ url, check, headers }, new AbortController().signal));
      if (!looked) throw new FaultError('too-many-requests', 'Too many tests are running. Try again in a few seconds.');
      const { state, latencyMs, reason, hops, certificate } = looked;
      const shown = { latencyMs, reason, hops, certificate: toCertificate(certificate) };
      return { ...shown, state: state === 'busy' ? 'unknown' : state };
    },
  });
};

import { checkTestInput, shortId } from '@amud/protocol/apps.ts';
import {
  type CheckTest,
  checkHistoryOutput,
  checkHistoryQuery,
  checkNowOutput,
  checkTestOutput,
} from '@amud/protocol/checks.ts';
import type { Clock } from '@amud/protocol/clock.ts';
import { limits } from '@amud/protocol/limits.ts';
import type { Role } from '@amud/protocol/roles.ts';
import * as v from 'valibot';
import { createGate } from '../../core/gate.ts';
import { FaultError } from '../../http/faults.ts';
import { type AnyRoute, route } from '../../http/route.ts';
import { toCertificate } from './certificates.ts';
import type { Checks } from './checks.ts';
import type { Look } from './look.ts';
import { originOf, storedHeaders } from './stored-headers.ts';
import type { Outcome, WatchedApp } from './watched.ts';

export type CheckRouteParts = {
  checks: Checks;
  look: Look;
  /** Undefined also where someone with this role may not know of it. */
  find(appId: string, role: Role): WatchedApp | undefined;
  clock: Clock;
};

export const checkRoutes = (parts: CheckRouteParts): AnyRoute[] => [
  testRoute(parts),
  historyRoute(parts),
  nowRoute(parts),
];

const DAY_MS = 86_400_000;
const USUAL_POINTS = 300;
const params = v.object({ id: shortId });
const gone = () => new FaultError('missing', 'There is no such app. It may have been removed.');

const historyRoute = ({ checks, find, clock }: CheckRouteParts) =>
  route({
    method: 'GET',
    path: '/api/apps/:id/history',
    summary: 'Latency and availability of an app over the last 400 days, and how its state changed.',
    access: 'viewer',
    params,
    query: checkHistoryQuery,
    output: checkHistoryOutput,
    handle: async ({ caller, params: { id }, query }) => {
      if (!find(id, caller.role)) throw gone();
      const now = clock.now();
      const to = Math.min(query.to ?? now, now);
      const from = Math.max(query.from ?? to - DAY_MS, now - limits.check.keepMs);
      if (from >= to) throw new FaultError('invalid', '`from` is not before `to`.', { field: 'from' });
      return checks.history(id, { from, to, points: query.points ?? USUAL_POINTS });
    },
  });

const nowRoute = ({ checks, find }: CheckRouteParts) =>
  route({
    method: 'POST',
    path: '/api/apps/:id/check',
    summary: 'Check an app now; answers when it is done.',
    access: 'operator',
    audit: 'app.check',
    params,
    output: checkNowOutput,
    handle: async ({ caller, params: { id }, note }) => {
      note({ target: id });
      if (!find(id, caller.role)) throw gone();
      const looked = await checks.checkNow(id);
      if (!looked)
        throw new FaultError('conflict', 'This app is not watched: it has no check, or its check is paused.');
      return { status: looked.status, look: looked.found && shownLook(looked.found) };
    },
  });

const shownLook = ({ state, latencyMs, reason, hops, certificate }: Outcome): CheckTest => ({
  state: state === 'busy' ? 'unknown' : state,
  latencyMs,
  reason,
  hops,
  certificate: toCertificate(certificate),
});

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
    handle: async ({ caller, input: { appId, url, check }, note }) => {
      note({
        ...(appId === null ? {} : { target: appId }),
        detail: { kind: check.kind, at: originOf(url, check) },
      });
      const headers = storedHeaders(appId === null ? undefined : find(appId, caller.role), url, check);
      const looked = await gate(() => look({ url, check, headers }, new AbortController().signal));
      if (!looked) throw new FaultError('too-many-requests', 'Too many tests are running. Try again in a few seconds.');
      return shownLook(looked);
    },
  });
};

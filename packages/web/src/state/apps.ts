import type { AppChange, AppInput, AppsChange, CardApp } from '@amud/protocol/apps.ts';
import type { AppsData } from '@amud/protocol/boards.ts';
import type { Check } from '@amud/protocol/checks.ts';
import type { Snapshot } from '@amud/protocol/live.ts';
import { createEffect, createSignal } from 'solid-js';
import { createStore, produce, reconcile } from 'solid-js/store';
import type { Clock } from '../link/clock.ts';
import { openTopic } from '../link/collection.ts';
import type { Http } from '../link/http.ts';
import type { Link } from '../link/socket.ts';
import { mergePatch, replaceFields } from './merge-patch.ts';
import type { SessionState } from './session.ts';

export type AppsState = ReturnType<typeof createApps>;
export type { App, AppInput, AppUse, CardApp } from '@amud/protocol/apps.ts';
export type {
  AppStatus,
  Certificate,
  Check,
  CheckHistory,
  CheckKind,
  CheckReason,
  CheckTest,
  Hop,
} from '@amud/protocol/checks.ts';

type AppsParts = { http: Http; link: Link; clock: Clock; session: Pick<SessionState, 'user'> };
export type ManyChange = Pick<AppsChange, 'ids'> & Partial<AppsChange>;
export type HistoryRange = { from: number; to: number; points: number };

/** Every app that this person may know of, live while somebody watches the list; and what can be done with them. */
export const createApps = ({ http, link, clock, session }: AppsParts) => {
  const [data, setData] = createStore<{ known: boolean } & AppsData>({ known: false, apps: {} });
  const take = (snapshot: Pick<Snapshot, 'data'>) =>
    setData(produce((draft) => replaceFields(draft, { known: true, ...(snapshot.data as AppsData) })));
  const takePatch = (patch: unknown, nulls?: string[][]) =>
    setData(produce((draft) => mergePatch(draft, patch, nulls)));
  const topic = openTopic({
    link,
    clock,
    topic: 'apps',
    on: { snapshot: take, patch: takePatch, gone: () => {} },
  });
  const shown = createShown();
  // What one person may see is not for the next one on this screen.
  createEffect(() => {
    if (session.user()) return;
    setData(reconcile({ known: false, apps: {} }));
    shown.close();
  });
  return {
    data,
    watch: topic.watch,
    ...createCalls(http),
    shown,
  };
};

const createCalls = (http: Http) => {
  const of = (id: string) => `/api/apps/${encodeURIComponent(id)}`;
  return {
    get: (id: string) => http.call('GET', of(id), 'appOutput'),
    add: (input: AppInput) => http.call('POST', '/api/apps', 'appOutput', input),
    change: (id: string, change: AppChange) => http.call('PUT', of(id), 'appOutput', change),
    remove: (id: string) => http.call('DELETE', of(id), 'done'),
    uses: () => http.call('GET', '/api/app-uses', 'appUsesOutput'),
    changeMany: (change: ManyChange) => http.call('PATCH', '/api/apps', 'appsChangeOutput', change),
    restore: (id: string) => http.call('POST', `${of(id)}/restore`, 'appOutput'),
    checkNow: (id: string) => http.call('POST', `${of(id)}/check`, 'checkNowOutput'),
    /** Tries a check that is not kept; `appId` is the app whose secret headers it may use. */
    test: (appId: string | null, url: string, check: Check) =>
      http.call('POST', '/api/checks/test', 'checkTestOutput', { appId, url, check }),
    history: (id: string, { from, to, points }: HistoryRange) =>
      http.call('GET', `${of(id)}/history?from=${from}&to=${to}&points=${points}`, 'checkHistoryOutput'),
  };
};

/** What stands in front of the page: the details of an app, or the dialog that changes one (null: makes one). */
type Shown =
  | { kind: 'details'; app: () => CardApp }
  | { kind: 'edit'; appId: string | null; onSaved: (id: string) => void };

const createShown = () => {
  const [shown, setShown] = createSignal<Shown>();
  return {
    now: shown,
    /** `app` is read for as long as they are open: it may change meanwhile. */
    details: (app: () => CardApp) => setShown({ kind: 'details', app }),
    edit: (appId: string | null, onSaved: (id: string) => void = () => {}) =>
      setShown({ kind: 'edit', appId, onSaved }),
    close: () => setShown(undefined),
  };
};

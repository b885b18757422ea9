import { AGENT_PATH } from '@amud/protocol/agent.ts';
import type { Clock } from '@amud/protocol/clock.ts';
import type { Notice } from '@amud/protocol/http.ts';
import { LIVE_PATH } from '@amud/protocol/live.ts';
import type { Secret } from '@amud/protocol/secret.ts';
import { createBus } from './core/bus.ts';
import type { Log } from './core/log.ts';
import { createNodes, type Nodes } from './features/nodes/nodes.ts';
import { nodeRoutes } from './features/nodes/routes.ts';
import { createPublisher, nodeTopics } from './features/nodes/topics.ts';
import { createWatch } from './features/nodes/watch.ts';
import { systemRoutes } from './features/system/routes.ts';
import { createFirstAdmin } from './features/users/first-admin.ts';
import { createPasswords } from './features/users/passwords.ts';
import { toUser, userRoutes } from './features/users/routes.ts';
import { createSessions } from './features/users/sessions.ts';
import { createSignIn } from './features/users/sign-in.ts';
import { createClientAddress } from './http/address.ts';
import { createSessionCookie } from './http/cookies.ts';
import { pageRoutes } from './http/pages.ts';
import type { Caller } from './http/route.ts';
import { createHttpServer, type HttpServer } from './http/server.ts';
import type { WebApp } from './http/web-app.ts';
import { createAgents } from './live/agents.ts';
import { type Channel, createChannel } from './live/channel.ts';
import { createClients } from './live/clients.ts';
import { listenOnUnixSocket } from './live/unix-socket.ts';
import type { Store } from './store/open.ts';

export type AppOptions = {
  version: string;
  store: Store;
  web: WebApp;
  clock: Clock;
  log: Log;
  agentSecret: Secret;
  socketPath: string;
  socketMode: number;
  secureCookies: boolean;
  trustedProxies: string[];
  publicUrl: URL | undefined;
};

export type App = {
  http: HttpServer;
  /** Starts every part. @returns the one-time password, when the first user was made just now. */
  start(): Promise<{ firstPassword: string | null }>;
  stop(): Promise<void>;
};

/** Builds every part of the server, in order. Nothing runs before `start`. */
export const createApp = (options: AppOptions): App => {
  const { version, store, web, clock, log } = options;
  const { query } = store;
  const bus = createBus(log);
  const publicOrigin = options.publicUrl?.origin;
  const cookie = createSessionCookie(options.secureCookies);
  const clientAddress = createClientAddress(options.trustedProxies);
  const notices = createNotices(options);

  const passwords = createPasswords();
  const sessions = createSessions({ store, clock, bus, log });
  const signIn = createSignIn({ query, clock, log, passwords, sessions });

  const nodes = createNodes({ query, clock, bus, log, changed: (id, what) => publish(id, what) });
  const watch = createWatch(
    () => nodes.list().map(({ id }) => id),
    (id, intervalMs) => agents.setInterval(id, intervalMs),
  );
  const channel = createChannel(nodeTopics({ nodes, watch, clock }));
  const publish = createPublisher(channel, () => nodes.list().length, clock);
  const agents = createAgents({
    secret: options.agentSecret,
    version,
    clock,
    bus,
    log,
    have: (nodeId, runId) => nodes.get(nodeId)?.held.get(runId),
    intervalMs: watch.intervalMs,
  });

  const authenticate = sessions.resolve;
  const live = { channel, authenticate, cookie, publicOrigin, version, build: web.build, clock, bus, log };
  const clients = createClients(live);
  const http = createHttpServer({
    authenticate,
    cookie,
    clientAddress,
    publicOrigin,
    log,
    secureCookies: options.secureCookies,
    upgrades: { [LIVE_PATH]: clients.upgrade, [AGENT_PATH]: agents.upgrade },
    routes: [
      ...systemRoutes({
        checkStore: () => store.database.prepare('SELECT count(*) FROM users').get(),
        version,
        routes: () => http.routes,
      }),
      ...userRoutes({ query, clock, log, passwords, sessions, signIn, cookie, sawHttps: notices.sawHttps }),
      ...nodeRoutes({ nodes, ask: agents.ask, clock }),
      ...pageRoutes({ web, first: createFirst({ version, web, clock, channel, nodes, notices: notices.list }) }),
    ],
  });

  let stopSocket = async (): Promise<void> => {};
  return {
    http,
    start: async () => {
      const firstPassword = await createFirstAdmin({ query, passwords, clock });
      await nodes.start();
      sessions.start();
      clients.start();
      stopSocket = await listenOnUnixSocket(options.socketPath, options.socketMode, agents.upgrade);
      return { firstPassword };
    },
    stop: async () => {
      clients.stop();
      agents.close();
      await stopSocket();
      await http.close();
      sessions.stop();
      await nodes.stop();
      await store.close();
    },
  };
};

/** What the owner should know of this installation (security 7); shown under Settings → Security. */
const createNotices = ({ secureCookies, log }: AppOptions) => {
  const text = 'People come here over HTTPS, but cookies are not marked Secure. Set AMUD_SECURE_COOKIES=1 and restart.';
  let httpsSeen = false;
  return {
    sawHttps: (): void => {
      if (secureCookies || httpsSeen) return;
      httpsSeen = true;
      log.warn(text);
    },
    list: (): Notice[] => (httpsSeen ? [{ id: 'insecure-cookies', level: 'warn', text }] : []),
  };
};

const pages = /^\/(sign-in|nodes|settings|settings\/security)?$/;

/** The data in a page: who looks, and the snapshot of what that page shows. */
const createFirst =
  (parts: { version: string; web: WebApp; clock: Clock; channel: Channel; nodes: Nodes; notices(): Notice[] }) =>
  (caller: Caller | null, path: string) => {
    const { version, web, clock, channel, nodes } = parts;
    const nodeId = /^\/nodes\/([^/]+)$/.exec(path)?.[1];
    const topic = nodeId === undefined ? 'nodes' : `node:${nodeId}`;
    const isReady = caller !== null && !caller.mustChangePassword;
    const isListed = path === '/' || path === '/nodes' || nodeId !== undefined;
    const snapshot = isReady && isListed ? channel.snapshot(topic, caller) : undefined;
    return {
      isFound: pages.test(path) || (nodeId !== undefined && (!isReady || nodes.get(nodeId) !== undefined)),
      data: {
        version,
        build: web.build,
        now: clock.now(),
        user: caller && toUser(caller),
        notices: caller ? parts.notices() : [],
        ...(snapshot ? { snapshot } : {}),
      },
    };
  };

import { dirname, join } from 'node:path';
import { AGENT_PATH } from '@amud/protocol/agent.ts';
import { LIVE_PATH } from '@amud/protocol/channel.ts';
import type { Clock } from '@amud/protocol/clock.ts';
import type { DiscoverAnswer } from '@amud/protocol/discovery.ts';
import type { Result } from '@amud/protocol/faults.ts';
import type { Notice } from '@amud/protocol/http.ts';
import { limits } from '@amud/protocol/limits.ts';
import { unknownTone } from '@amud/protocol/look/backdrop.ts';
import type { Role } from '@amud/protocol/roles.ts';
import type { Secret } from '@amud/protocol/secret.ts';
import { createBus } from './core/bus.ts';
import { createGate } from './core/gate.ts';
import type { Log } from './core/log.ts';
import { createOutbound, type Outbound } from './core/outbound/outbound.ts';
import { createApps, toWatched } from './features/apps/apps.ts';
import { createCards } from './features/apps/cards.ts';
import { appRoutes } from './features/apps/routes.ts';
import { appTopics } from './features/apps/topics.ts';
import { auditRoutes } from './features/audit/routes.ts';
import { createBackups } from './features/backup/backups.ts';
import { backupNotices } from './features/backup/notices.ts';
import { backupRoutes } from './features/backup/routes.ts';
import { openText, sealText } from './features/backup/seal-text.ts';
import { createBoards } from './features/boards/boards.ts';
import { createFindWidget } from './features/boards/find-widget.ts';
import { createBoardPages } from './features/boards/pages.ts';
import { picturesIn } from './features/boards/pictures.ts';
import { publishBoards } from './features/boards/publish.ts';
import { createPlaces, createReach } from './features/boards/reach.ts';
import { boardRoutes } from './features/boards/routes.ts';
import { boardTopics } from './features/boards/topics.ts';
import { createViews } from './features/boards/views.ts';
import { createCalendars } from './features/calendar/calendars.ts';
import type { ReadCalendar } from './features/calendar/read.ts';
import { calendarRoutes } from './features/calendar/routes.ts';
import { createChecks } from './features/checks/checks.ts';
import { createLook } from './features/checks/look.ts';
import { checkRoutes } from './features/checks/routes.ts';
import { type Settings as Installation, lookAtInstallation, type Seen } from './features/checkup/look.ts';
import { checkupRoutes } from './features/checkup/routes.ts';
import { createDiscovery } from './features/discovery/discovery.ts';
import { createIgnored } from './features/discovery/ignored.ts';
import { createProbe } from './features/discovery/probe.ts';
import { discoveryRoutes } from './features/discovery/routes.ts';
import type { FileProcess } from './features/export/file-process.ts';
import { createImports } from './features/export/imports.ts';
import type { ExportParts } from './features/export/parts.ts';
import { exportRoutes } from './features/export/routes.ts';
import { createFeeds } from './features/feeds/feeds.ts';
import { createMarks } from './features/feeds/marks.ts';
import { createReader } from './features/feeds/reader.ts';
import { feedRoutes } from './features/feeds/routes.ts';
import { feedTopics } from './features/feeds/topics.ts';
import { fetchIcon } from './features/icons/fetch-icon.ts';
import { createIcons } from './features/icons/icons.ts';
import type { Pack } from './features/icons/pack.ts';
import { iconRoutes } from './features/icons/routes.ts';
import { createAppearance } from './features/look/appearance.ts';
import { lookRoutes } from './features/look/routes.ts';
import { createNodes } from './features/nodes/nodes.ts';
import { nodeRoutes } from './features/nodes/routes.ts';
import { createPublisher, nodeTopics } from './features/nodes/topics.ts';
import { createWatch } from './features/nodes/watch.ts';
import { settingsRoutes } from './features/settings/routes.ts';
import { createSettings } from './features/settings/settings.ts';
import { systemRoutes } from './features/system/routes.ts';
import type { Rasterise } from './features/uploads/drawing.ts';
import { isTaken } from './features/uploads/images.ts';
import { uploadRoutes } from './features/uploads/routes.ts';
import { createUploads } from './features/uploads/uploads.ts';
import { accountRoutes } from './features/users/account-routes.ts';
import { createAccounts } from './features/users/accounts.ts';
import { createFirstAdmin } from './features/users/first-admin.ts';
import { createKnownDevices } from './features/users/known-device.ts';
import { type Estimate, refuseGuessablePassphrase } from './features/users/password-policy.ts';
import { createPasswords } from './features/users/passwords.ts';
import { userRoutes } from './features/users/routes.ts';
import { createSessions } from './features/users/sessions.ts';
import { createSignIn } from './features/users/sign-in.ts';
import { createWeatherHere } from './features/weather/find-place.ts';
import type { Endpoints } from './features/weather/open-meteo.ts';
import { weatherRoutes } from './features/weather/routes.ts';
import { createWeather } from './features/weather/weather.ts';
import { createFirst } from './first-data.ts';
import { type ClientAddress, createClientAddress, isPublicAddress } from './http/address.ts';
import { createDeviceCookie, createSessionCookie } from './http/cookies.ts';
import { pageRoutes } from './http/pages.ts';
import { createHttpServer, type HttpServer } from './http/server.ts';
import type { WebApp } from './http/web-app.ts';
import { createAgents } from './live/agents.ts';
import { createChannel, type FindTopic } from './live/channel.ts';
import { createClients } from './live/clients.ts';
import { listenOnUnixSocket } from './live/unix-socket.ts';
import { createAuditLog } from './store/audit-log.ts';
import { migrations } from './store/migrations/index.ts';
import type { Store } from './store/open.ts';
import { createSecrets } from './store/secrets.ts';

export type AppOptions = {
  version: string;
  store: Store;
  web: WebApp;
  icons: Pack;
  clock: Clock;
  log: Log;
  agentSecret: Secret;
  socketPath: string;
  socketMode: number;
  secretsKey: Secret;
  /** Tells how hard a password is to guess. */
  estimate: Estimate;
  rasterise: Rasterise;
  readCalendar: ReadCalendar;
  exportFiles: FileProcess;
  backupFolder: string;
  /** Ends this process in order and begins a new one. */
  restart(): void;
  /** Tests allow what they serve themselves. */
  outbound?: Outbound;
  /** Single addresses that requests to elsewhere may go to, although their range is refused. */
  outboundAllow: readonly string[];
  /** Where tests have their own weather. */
  openMeteo?: Endpoints;
} & Installation;

export type App = {
  http: HttpServer;
  /** Starts every part. @returns the one-time password, when the first user was made just now. */
  start(): Promise<{ firstPassword: string | null }>;
  stop(): Promise<void>;
};

/** Builds every part of the server, in order. Nothing runs before `start`. @throws StartError when the key is wrong. */
export const createApp = async (options: AppOptions): Promise<App> => {
  const { version, store, web, clock, log } = options;
  const { query } = store;
  const bus = createBus(log);
  const publicOrigin = options.publicUrl?.origin;
  const cookie = createSessionCookie(options.secureCookies);
  const deviceCookie = createDeviceCookie(options.secureCookies);
  const notices = createNotices(options);
  const clientAddress = notices.watching(createClientAddress(options.trustedProxies));

  const secrets = await createSecrets({ query, key: options.secretsKey, clock });
  const audit = createAuditLog({ query, clock, log });

  const passwords = createPasswords();
  const sessions = createSessions({ store, clock, bus, log });
  const devices = await createKnownDevices({ secrets, clock });
  const signIn = createSignIn({ query, clock, log, passwords, sessions, devices });
  const accounts = createAccounts({ query, clock, passwords, sessions });
  const { estimate } = options;
  const settings = createSettings({ query, clock, bus, log });
  const appearance = createAppearance({
    chosenBy: settings.forUser,
    themeFile: web.themeFile,
    toneOf: (url) => uploads.tone(picturesIn(url)[0] ?? '') ?? unknownTone,
  });

  const apps = createApps({ query, secrets, clock, bus, log });
  const isAppPresent = (id: string): boolean => apps.get(id) !== undefined;
  const boards = createBoards({ query, clock, bus, log, isAppKnown: apps.isKnown, isAppPresent });
  // What checks ask has bounds of its own, so that a hundred apps that hang hold up nothing else.
  const look = createLook({
    outbound: createOutbound({ allowed: options.outboundAllow, bounds: limits.check }),
    now: clock.now,
    pingProgram: 'ping',
    pings: createGate(limits.check.pings, 0),
  });
  const checks = createChecks({ store, clock, bus, log, look, watched: apps.watched, isKnown: apps.isKnown });
  const cards = createCards(apps, checks.status);
  const views = createViews({ boards, cardOf: cards.of, isPresent: isAppPresent });
  const reach = createReach(boards);
  const findWatched = (id: string, role: Role) => {
    const app = reach(role)(id) ? apps.get(id) : undefined;
    return app && toWatched(app);
  };
  const findWidget = createFindWidget(boards);

  const uploads = createUploads({
    folder: join(dirname(options.databasePath), 'uploads'),
    query,
    clock,
    log,
    sources: [
      { used: boards.pictures, shows: views.shows },
      // Seen with their cards on a board.
      { used: () => picturesIn(apps.icons()), shows: () => false },
      {
        used: () => picturesIn(settings.all()),
        // What is behind the door is seen by everyone, what a person has of their own by people with an account.
        shows: (id, audience) => picturesIn(audience === 'public' ? settings.view(null) : settings.all()).includes(id),
      },
    ],
    rasterise: options.rasterise,
  });

  const outbound = options.outbound ?? createOutbound({ allowed: options.outboundAllow });
  const weather = createWeather({ outbound, clock, endpoints: options.openMeteo });
  const homeOf = (userId: number) => settings.forUser(userId).get('homePlace');
  const calendars = createCalendars({ outbound, clock, read: options.readCalendar });
  const readFeedAt = createReader(outbound);
  const feeds = createFeeds({ query, clock, bus, log, read: readFeedAt });
  const icons = createIcons({ pack: options.icons, clock });

  const backups = createBackups({
    store,
    secrets,
    clock,
    log,
    program: version,
    databasePath: options.databasePath,
    folder: options.backupFolder,
    key: options.secretsKey,
    keyIsInEnvironment: options.keyIsInEnvironment,
    schedule: () => ({
      every: settings.get('backupEvery'),
      hour: settings.get('backupHour'),
      weekday: settings.get('backupWeekday'),
      keep: settings.get('backupKeep'),
    }),
  });

  const exported: ExportParts = {
    query,
    clock,
    files: options.exportFiles,
    apps,
    boards,
    feeds,
    settings,
    pictures: { usedBy: picturesIn, read: uploads.read, adopt: uploads.adopt },
    seal: (passphrase, text) =>
      sealText(passphrase, { createdAt: clock.now(), program: version, schema: migrations.length }, text),
    open: openText,
    backup: { hasPassphrase: backups.hasPassphrase, make: () => backups.make(undefined) },
  };
  const imports = createImports(exported);

  const nodes = createNodes({ query, clock, bus, log, changed: (id, what) => publish(id, what) });
  const watch = createWatch(
    () => nodes.list().map(({ id }) => id),
    (id, intervalMs) => agents.setInterval(id, intervalMs),
  );
  const topics: FindTopic[] = [
    nodeTopics({ nodes, watch, clock }),
    boardTopics({ boards, views }),
    appTopics({ apps, cards, reach }),
    feedTopics(feeds),
  ];
  const channel = createChannel((name, audience) => topics.map((find) => find(name, audience)).find(Boolean));
  publishBoards({ bus, clock, views, channel, forgetCards: cards.forget });
  bus.on('feeds-changed', 'feeds', () => channel.publish('feeds'));
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

  const ignored = createIgnored({ query, clock });
  const finder = createDiscovery({
    nodes: () => nodes.list().flatMap(({ id, name, state }) => (state.state === 'online' ? [{ id, name }] : [])),
    isNode: (id) => nodes.get(id) !== undefined,
    ask: async (id) => (await agents.ask(id, 'discover')) as Result<DiscoverAnswer>,
    // Many ports of one host at once, which nothing else asks for.
    probe: createProbe(
      createOutbound({
        allowed: options.outboundAllow,
        bounds: { concurrent: limits.discovery.probes, concurrentPerHost: limits.discovery.probes },
      }),
    ),
    icons,
    known: () => apps.list().map(({ input: { url, node } }) => ({ url, nodeId: node?.id, part: node?.part ?? '' })),
    ignored,
    ownPorts: () => http.ports(),
  });

  const authenticate = sessions.resolve;
  const live = {
    channel,
    authenticate,
    recheck: sessions.recheck,
    cookie,
    clientAddress,
    isAnythingPublic: () => boards.list('public').length > 0,
    publicOrigin,
    version,
    build: web.build,
    settingsOf: settings.view,
    clock,
    bus,
    log,
  };
  const clients = createClients(live);
  const http = createHttpServer({
    authenticate,
    cookie,
    clientAddress,
    publicOrigin,
    audit,
    log,
    secureCookies: options.secureCookies,
    upgrades: { [LIVE_PATH]: clients.upgrade, [AGENT_PATH]: agents.upgrade },
    routes: [
      ...systemRoutes({
        checkStore: () => store.database.prepare('SELECT count(*) FROM users').get(),
        version,
        routes: () => http.routes,
      }),
      ...userRoutes({
        query,
        clock,
        log,
        passwords,
        sessions,
        signIn,
        estimate,
        cookie,
        deviceCookie,
        sawHttps: notices.sawHttps,
      }),
      ...accountRoutes(accounts),
      ...auditRoutes({ query, clock }),
      ...uploadRoutes(uploads),
      ...iconRoutes({
        icons,
        fetch: (url) => fetchIcon({ outbound, isPicture: isTaken }, url),
        keep: uploads.add,
      }),
      ...backupRoutes({
        backups,
        refuseGuessable: (passphrase) => refuseGuessablePassphrase(estimate, passphrase),
        restart: options.restart,
      }),
      ...exportRoutes({
        parts: exported,
        imports,
        refuseGuessable: (passphrase) => refuseGuessablePassphrase(estimate, passphrase),
      }),
      ...settingsRoutes(settings),
      ...lookRoutes({
        appearance,
        chosenBy: settings.forUser,
        words: web.words,
        sizeOf: (url) => uploads.find(picturesIn(url)[0] ?? ''),
        publicBoards: () => boards.list('public').map(({ id, content: { name } }) => ({ id, name })),
      }),
      ...appRoutes({ apps, cards, reach, placesOf: createPlaces(boards) }),
      ...boardRoutes({ boards, views }),
      ...discoveryRoutes({ finder, ignored }),
      ...weatherRoutes({ weather, findWidget, homeOf }),
      ...calendarRoutes({ calendars, findWidget }),
      ...feedRoutes({
        feeds,
        marks: createMarks(query, clock.now),
        query,
        read: readFeedAt,
        now: clock.now,
        findWidget,
      }),
      ...checkupRoutes(() => lookAtInstallation(query, installationOf(options), notices.seen(), clock.now())),
      ...nodeRoutes({ nodes, ask: agents.ask, clock }),
      ...checkRoutes({ checks, look, find: findWatched, clock }),
      ...pageRoutes({
        web,
        cookie,
        look: (caller, wishes) => appearance.page(caller?.userId ?? null, wishes),
        first: createFirst({
          version,
          web,
          icons: icons.version,
          clock,
          channel,
          nodes,
          boardPages: createBoardPages({ boards, views }),
          publicHost: options.publicUrl?.host,
          settings,
          notices: (caller) => [
            ...notices.list(),
            ...(caller.role === 'admin' ? backupNotices(backups.advised()) : []),
          ],
          weatherHere: createWeatherHere({ weather, findWidget, homeOf }),
        }),
      }),
    ],
  });

  let stopSocket = async (): Promise<void> => {};
  return {
    http,
    start: async () => {
      const firstPassword = await createFirstAdmin({ query, passwords, clock });
      await settings.start();
      await nodes.start();
      await apps.start();
      await checks.start();
      await boards.start();
      await feeds.start();
      sessions.start();
      await uploads.start();
      await backups.start();
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
      uploads.stop();
      icons.stop();
      imports.stop();
      await checks.stop();
      await backups.stop();
      apps.stop();
      feeds.stop();
      boards.stop();
      await nodes.stop();
      await store.close();
    },
  };
};

/** What the owner should know of this installation (security 7), from what was seen of its visitors. */
const createNotices = ({ secureCookies, log }: AppOptions) => {
  const text = 'People come here over HTTPS, but cookies are not marked Secure. Set AMUD_SECURE_COOKIES=1 and restart.';
  let httpsSeen = false;
  let publicClient: string | null = null;
  return {
    sawHttps: (): void => {
      if (!secureCookies && !httpsSeen) log.warn(text);
      httpsSeen = true;
    },
    watching:
      (clientAddress: ClientAddress): ClientAddress =>
      (request) => {
        const address = clientAddress(request);
        if (publicClient === null && isPublicAddress(address)) publicClient = address;
        return address;
      },
    seen: (): Seen => ({ httpsSeen, publicClient }),
    list: (): Notice[] => (httpsSeen && !secureCookies ? [{ id: 'insecure-cookies', level: 'warn', text }] : []),
  };
};

const installationOf = (options: AppOptions): Installation => {
  const { bindAddress, publicUrl, secureCookies, trustedProxies, databasePath, keyIsInEnvironment } = options;
  return { bindAddress, publicUrl, secureCookies, trustedProxies, databasePath, keyIsInEnvironment };
};

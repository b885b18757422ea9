import { exportLimits } from './export-limits.ts';

/**
 * Every bound that AMUD puts on what comes from outside, in one place. Each has a test that crosses it
 * (`test/limits.test.ts`). Sizes are bytes, times are milliseconds, unless the name says otherwise.
 */
export const limits = {
  http: {
    headerBytes: 16 * 1024,
    bodyBytes: 64 * 1024,
    urlBytes: 2 * 1024,
    /** Time for a client to send its headers, then its whole request. */
    headersTimeoutMs: 10_000,
    requestTimeoutMs: 30_000,
    connections: 4_096,
  },
  agent: {
    frameBytes: 1024 * 1024,
    /** Before an agent has proved itself it may say only `hello`, which is small. */
    greetingBytes: 32 * 1024,
    handshakeMs: 5_000,
    /** Connections that have not proved themselves yet; one more is refused. */
    unproven: 64,
    connections: 2_048,
    heartbeatMs: 15_000,
    pendingAsks: 64,
    askMs: 10_000,
    /** How long a live connection has to answer when another agent claims its node. */
    rivalMs: 2_000,
    reconnectMaxMs: 30_000,
    /** Refused agents remembered for the Nodes page. */
    refusals: 16,
    /** Sending stops while this much waits in the socket. */
    backlogBytes: 4 * 1024 * 1024,
    backfillFrameBytes: 256 * 1024,
    /** Faster than any agent samples; a connection that sends more is closed. */
    framesPerSecond: 50,
  },
  sample: {
    minIntervalMs: 1_000,
    maxIntervalMs: 60_000,
    defaultIntervalMs: 5_000,
    watchedIntervalMs: 1_000,
  },
  spool: {
    bucketMs: 10_000,
    keepMs: 24 * 3_600_000,
    bytes: 64 * 1024 * 1024,
  },
  recent: {
    keepMs: 15 * 60_000,
    points: 1_024,
    series: 1_024,
    /** Points of a chart that a page is given at once; a finer step is averaged. */
    snapshotPoints: 300,
  },
  live: {
    frameBytes: 64 * 1024,
    connections: 1_024,
    connectionsPerSession: 32,
    /** Of people without an account, while a board is for everyone. */
    anonymousConnections: 128,
    anonymousPerAddress: 16,
    subscriptions: 16,
    framesPerSecond: 50,
    backlogBytes: 1024 * 1024,
    heartbeatMs: 15_000,
  },
  reading: {
    cores: 1_024,
    fileSystems: 256,
    disks: 256,
    interfaces: 512,
    sensors: 512,
    gpus: 32,
    batteries: 16,
    processes: 20,
    failedUnits: 100,
    nameLength: 128,
    textLength: 512,
  },
  node: { count: 2_048 },
  board: {
    count: 64,
    sections: 60,
    items: 1_000,
    /** A board as JSON, in a request or at rest. */
    bytes: 1024 * 1024,
    /** Steps that undo goes back, as many as fit into `stepsBytes` on disk. */
    steps: 50,
    stepsBytes: 8 * 1024 * 1024,
    /** What was removed can come back for so long. */
    keepRemovedMs: 30 * 24 * 3_600_000,
    sweepMs: 3_600_000,
    /** Saves of one person are one entry in the audit log for so long. */
    auditMs: 10 * 60_000,
    /** Origins that the page of a board may frame. */
    frameOrigins: 20,
  },
  weather: {
    /** So long what was asked of Open-Meteo is new, and so soon it is asked again when it failed. */
    freshMs: 20 * 60_000,
    retryMs: 60_000,
    places: 64,
    searchFreshMs: 24 * 3_600_000,
    searches: 200,
    queryLength: 80,
  },
  calendar: {
    freshMs: 15 * 60_000,
    retryMs: 60_000,
    sources: 48,
    /** Time and memory of the process that reads one. */
    readMs: 10_000,
    readMegabytes: 160,
    /** Kept of one calendar, from some days ago to some days ahead. */
    events: 2_000,
    daysBack: 62,
    daysAhead: 400,
    textLength: 200,
    /** Steps of repeating, for one event and for a calendar. */
    stepsPerEvent: 40_000,
    steps: 400_000,
    /** Asked for at once. */
    days: 62,
    sent: 500,
    /** Calendars that are read at once, and that wait for it. */
    concurrent: 1,
    waiting: 64,
  },
  feed: {
    count: 200,
    /** Of one feed at once; the newest. */
    entriesRead: 100,
    /** Kept of one feed; older than `keepMs` only the newest few. What somebody starred stays. */
    entriesKept: 300,
    entriesLeast: 10,
    keepMs: 90 * 24 * 3_600_000,
    titleLength: 200,
    authorLength: 80,
    excerptLength: 300,
    /** Elements of a feed, and how deep they may lie in each other. */
    tags: 200_000,
    depth: 64,
    concurrent: 4,
    /** After a failure a feed rests for so long, then twice as long, up to a day. */
    retryMs: 5 * 60_000,
    retryMostMs: 24 * 3_600_000,
    /** In one answer. */
    pageEntries: 100,
    previewEntries: 8,
    /** Feeds looked at for the address of a site. */
    found: 6,
    marks: 500,
    starsPerUser: 2_000,
    queryLength: 100,
    opmlBytes: 512 * 1024,
    keepRemovedMs: 30 * 24 * 3_600_000,
    sweepMs: 3_600_000,
  },
  app: { count: 2_000, keepRemovedMs: 30 * 24 * 3_600_000, sweepMs: 3_600_000 },
  /** Apps that are found on hosts. */
  discovery: {
    addresses: 16,
    ports: 512,
    containers: 512,
    labelLength: 1_024,
    textLength: 256,
    /** Processes whose open files are looked at for the ports they listen on. */
    processes: 4_096,
    /** Of what an engine answers. */
    engineBytes: 8 * 1024 * 1024,
    engineMs: 4_000,
    /** How long a port has to answer like a web app, all of them together, and how many are asked at once. */
    probeMs: 2_500,
    totalMs: 9_000,
    probes: 16,
    probeBytes: 32 * 1024,
    proposals: 1_000,
    /** Ignored ones remembered; the oldest goes. */
    ignored: 5_000,
  },
  upload: {
    bytes: 5 * 1024 * 1024,
    videoBytes: 16 * 1024 * 1024,
    /** Of the picture as sent, all frames together; a small file can hold a very large picture. */
    pixels: 40_000_000,
    frames: 100,
    /** Longer sides are scaled down to this. */
    sidePixels: 2_048,
    count: 2_000,
    /** What nothing shows for so long goes. */
    unusedMs: 24 * 3_600_000,
    sweepMs: 3_600_000,
    /** Pictures re-encoded at once, and waiting. */
    concurrent: 1,
    waiting: 8,
  },
  icons: {
    /** In one answer. */
    shapes: 200,
    hits: 300,
    queryLength: 100,
    /** A drawing (SVG) that is made a picture of so many pixels a side. */
    drawingBytes: 512 * 1024,
    drawingPixels: 256,
    drawingMs: 5_000,
    /** Pages, manifests and pictures looked at for one address. */
    fetches: 6,
  },
  look: { customCssBytes: 20_000 },
  /** Engines of one's own in the search of the web. */
  search: { engines: 20 },
  backup: {
    passphraseLength: 12,
    passphraseMaxLength: 512,
    /** Of the beginning that says how the rest is sealed. */
    headBytes: 16 * 1024,
    chunkBytes: 64 * 1024,
    /** What a file may ask for to make its key. */
    memoryKiB: 256 * 1024,
    /** Of a backup that is brought here, and of one piece of it. */
    fileBytes: 64 * 1024 * 1024 * 1024,
    pieceBytes: 4 * 1024 * 1024,
    /** Uploads that were begun. */
    pieces: 4,
    kept: 100,
    /** A checked backup waits for so long to be put in the place of what is here. */
    stagedMs: 3_600_000,
    /** Tries that are remembered. */
    runs: 100,
    /** Nobody is told to make one before: the first week is for trying things out, unless so many apps are there. */
    firstWeekMs: 7 * 24 * 3_600_000,
    builtApps: 5,
  },
  export: exportLimits,
  user: { nameLength: 64, count: 256 },
  password: {
    minLength: 12,
    maxLength: 256,
    /** How long a one-time password waits for its owner. */
    oneTimeMs: 7 * 24 * 3_600_000,
  },
  session: {
    lifetimeMs: 24 * 3_600_000,
    sweepMs: 3_600_000,
    perUser: 64,
    /** For so long after the password was typed, what needs it typed may be done. */
    confirmedMs: 15 * 60_000,
  },
  /** What AMUD asks of other machines. */
  outbound: {
    urlBytes: 2 * 1024,
    headerBytes: 16 * 1024,
    /** After decompression. */
    bodyBytes: 4 * 1024 * 1024,
    /** From the look-up of the name to the last byte, redirects included. */
    totalMs: 10_000,
    redirects: 3,
    concurrent: 64,
    concurrentPerHost: 8,
  },
  /** Looks at apps; what they ask goes out by the same rules, with bounds of its own. */
  check: {
    headerBytes: 32 * 1024,
    /** Read at most when a keyword or JSON is looked for, after decompression. */
    bodyBytes: 1024 * 1024,
    redirects: 5,
    /** Looks under way at once; the others wait. */
    concurrent: 512,
    concurrentPerHost: 16,
    /** Programs that ping at once. */
    pings: 16,
    /** Looks that people try at once. */
    tests: 8,
    /** Changes of state remembered for each app. */
    eventsPerApp: 500,
    keepMs: 400 * 24 * 3_600_000,
  },
  signIn: {
    windowMs: 5 * 60_000,
    failuresPerName: 5,
    failuresPerAddress: 30,
    /** Names and addresses remembered; when full the oldest is forgotten. */
    tableSize: 4_096,
    /** Password checks at once, each of 19 MiB and one core; browsers that signed in before have their own queue. */
    concurrent: 1,
    waiting: 64,
    /** How long a browser is known after it signed in. */
    deviceMs: 400 * 24 * 3_600_000,
  },
  audit: {
    /** Entries kept; older ones go, and the chain says from where it continues. About 60 MB. */
    entries: 200_000,
    /** Refused tries recorded per minute; the next entry counts the rest, so that nobody fills the disk. */
    refusalsPerMinute: 120,
    pageEntries: 200,
    detailBytes: 2 * 1024,
  },
} as const;

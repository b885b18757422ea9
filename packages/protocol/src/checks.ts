import * as v from 'valibot';
import { parseJsonPath } from './json-path.ts';

/** How an app is watched, and what was seen. Times are epoch milliseconds, latencies milliseconds. */

const moment = v.pipe(v.string(), v.digits(), v.maxLength(16), v.transform(Number));

const between = (from: number, to: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(from, `${from} s at least.`), v.maxValue(to, `${to} s at most.`));
export const intervalSeconds = between(10, 86_400);

const common = {
  intervalSeconds: v.optional(intervalSeconds, 60),
  timeoutSeconds: v.optional(between(1, 30), 10),
  /** Tries more before it counts as down. */
  retries: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10, '10 at most.')), 2),
  /** Slower than this is "slow"; null: never. */
  slowMs: v.optional(v.nullable(v.pipe(v.number(), v.minValue(1), v.maxValue(30_000))), null),
  paused: v.optional(v.boolean(), false),
};

const host = v.pipe(
  v.string(),
  v.trim(),
  v.regex(
    /^(\[?[0-9a-fA-F:.]+\]?|[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*\.?)$/,
    'Type a name or an address such as nas.lan or 192.168.1.5.',
  ),
  v.maxLength(253),
);
/** A DNS server: a host, with `:port` where it is not 53. */
const dnsServer = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(259),
  v.check(
    (text: string) => text === '' || [text, text.replace(/:\d{1,5}$/, '')].some((part) => v.is(host, part)),
    'Type a name or an address such as 192.168.1.1 or 192.168.1.1:5335.',
  ),
);
const port = v.pipe(v.number(), v.integer(), v.minValue(1, '1 at least.'), v.maxValue(65_535, '65535 at most.'));
/** SHA-256 of the certificate to accept, lower-case hex; empty: the system's authorities decide. */
const pin = v.optional(
  v.pipe(v.string(), v.regex(/^([0-9a-f]{64})?$/, 'Give the SHA-256 of the certificate: 64 hex digits.')),
  '',
);

/** `200-299,401`: a list of codes and ranges. */
const statusCodes = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(80),
  v.regex(/^[1-5]\d\d(-[1-5]\d\d)?(\s*,\s*[1-5]\d\d(-[1-5]\d\d)?)*$/, 'Give codes and ranges such as 200-299,401.'),
);

const jsonPath = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(200),
  v.check((text) => parseJsonPath(text) !== undefined, 'Type a path such as data.state or items[0].name.'),
);

/** Those that say how a message is cut, or where it goes: AMUD's own. */
const ownHeaders =
  /^(connection|content-length|expect|host|keep-alive|proxy-connection|te|trailer|transfer-encoding|upgrade)$/i;

/** A value that is secret goes only in: what comes out says that there is one. */
export const checkHeader = v.object({
  name: v.pipe(
    v.string(),
    v.trim(),
    v.regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,80}$/, 'This is no name of a header.'),
    v.check((name) => !ownHeaders.test(name), 'AMUD sets this header itself.'),
  ),
  /** null: as it was. */
  value: v.nullable(
    v.pipe(v.string(), v.maxLength(4_096), v.regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'A header is one line.')),
  ),
});

export const check = v.variant('kind', [
  v.object({
    kind: v.literal('http'),
    ...common,
    /** Empty: the app's own address. */
    url: v.optional(
      v.pipe(
        v.string(),
        v.trim(),
        v.maxLength(2_048),
        v.regex(/^(https?:\/\/.+)?$/, 'Begin with http:// or https://.'),
      ),
      '',
    ),
    /** What needs a body (a keyword, a JSON path) is asked by GET where HEAD is chosen: an answer to HEAD has none. */
    method: v.optional(v.picklist(['GET', 'HEAD', 'POST']), 'GET'),
    headers: v.optional(v.pipe(v.array(checkHeader), v.maxLength(20, '20 headers at most.')), () => []),
    /**
     * More than `200-399`: also answers that say "sign in first" show that the app lives. A redirect is followed, unless
     * its code stands here by itself (`302`).
     */
    expectedStatus: v.optional(statusCodes, '200-399,401,403'),
    /** Text that the body must have; with `!` before it, must not have. Empty: the body is not read. */
    keyword: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
    /** `data.state`, `items[0].name` or `["a.b"]` in a JSON body; empty: not looked at. */
    jsonPath: v.optional(jsonPath, ''),
    /** What must be there, as text; empty: anything. */
    jsonValue: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
    pin,
  }),
  v.object({ kind: v.literal('tcp'), ...common, host, port }),
  v.object({ kind: v.literal('ping'), ...common, host }),
  v.object({
    kind: v.literal('dns'),
    ...common,
    name: host,
    record: v.optional(v.picklist(['A', 'AAAA', 'CNAME', 'MX', 'NS', 'TXT', 'PTR', 'SRV']), 'A'),
    /** The DNS server to ask; empty: the system's. */
    server: v.optional(dnsServer, ''),
    /** Text that one of the records must have; empty: any record will do. */
    expected: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
  }),
  v.object({
    kind: v.literal('tls'),
    ...common,
    host,
    port: v.optional(port, 443),
    warnDays: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(365)), 14),
    pin,
  }),
]);
export type Check = v.InferOutput<typeof check>;
export type CheckKind = Check['kind'];

/**
 * - `up`: works. `slow`: works, but answers slower than `slowMs`, or its certificate ends soon: the reason says which.
 * - `down`: did not work, and not at `retries` tries more either.
 * - `blocked`: AMUD does not go there, so nothing is known of it. `paused`: nobody looks. `unknown`: nobody has
 *   looked yet, or could: then the reason says why.
 */
export const checkState = v.picklist(['up', 'slow', 'down', 'blocked', 'paused', 'unknown']);
export type CheckState = v.InferOutput<typeof checkState>;

/** The step of a check that failed, in the order in which they happen. */
export const hop = v.picklist(['policy', 'dns', 'tcp', 'tls', 'http', 'body', 'ping']);
export type Hop = v.InferOutput<typeof hop>;

/**
 * Why a check is not "up": the browser has the words. `detail` goes into them, and may be empty:
 *
 * - `refused`, `unreachable`, `timeout`, `closed`, `no-reply`: where to, `nas.lan:5000`, or the host alone (ping, dns)
 * - `forbidden-address`: the address · `bad-address`: what there is instead of a web address · `credentials`: empty
 * - `unknown-name`: the name · `record-different`: what there was instead, empty when the name has no such record
 * - `certificate-untrusted`: the code of OpenSSL, `DEPTH_ZERO_SELF_SIGNED_CERT` · `certificate-other`: the SHA-256 shown
 * - `certificate-expired`: when it ended, epoch ms · `certificate-expiring`: whole days that are left
 * - `status`: the code · `keyword-…`: the keyword · `json-missing`: the path · `json-different`: the value found
 * - `slow`: milliseconds · `no-program`: its name · `bad-answer`, `failed`: a code or a few words
 * - `redirects`: where the last one led, without its path
 */
export const checkReason = v.object({
  hop,
  code: v.picklist([
    'forbidden-address',
    'bad-address',
    'credentials',
    'busy',
    'unknown-name',
    'record-different',
    'refused',
    'unreachable',
    'timeout',
    'closed',
    'certificate-untrusted',
    'certificate-expired',
    'certificate-expiring',
    'certificate-other',
    'bad-answer',
    'too-large',
    'redirects',
    'status',
    'keyword-missing',
    'keyword-present',
    'not-json',
    'json-missing',
    'json-different',
    'no-reply',
    'no-program',
    'slow',
    'failed',
  ]),
  detail: v.pipe(v.string(), v.maxLength(300)),
});
export type CheckReason = v.InferOutput<typeof checkReason>;

/**
 * What a card shows.
 *
 * The bars have a letter for each slot, oldest first; the last slot is the present one, not over yet. The letter is the
 * worst state that the app had in the slot for a second or more: `d`own before `b`locked, `s`low, `u`p, `p`aused; `-` when
 * nothing is known of the whole slot. Slots begin at multiples of their length since 1970, so days are those of UTC.
 *
 * Known time is time in the states up, slow and down. A check vouches for the time until the next one, and at most for
 * two intervals and 30 s: time while AMUD was off, or could not look, is unknown, never up. An app is down from the first
 * of the tries that failed.
 */
export const appStatus = v.object({
  state: checkState,
  /** Since when it is in this state, as far as was seen; null before the first check. */
  since: v.nullable(v.number()),
  checkedAt: v.nullable(v.number()),
  /** Of the last check that went well: from the look-up of the name to the last byte that was needed. */
  latencyMs: v.nullable(v.number()),
  reason: v.nullable(checkReason),
  /** Share of the known time of the slots of `day` that it was up or slow, 0 to 1; null when none is known. */
  uptimeDay: v.nullable(v.number()),
  /** The same of `month`. */
  uptimeMonth: v.nullable(v.number()),
  /** 48 slots of half an hour. */
  day: v.string(),
  /** 30 slots of a day. */
  month: v.string(),
});
export type AppStatus = v.InferOutput<typeof appStatus>;

/** A certificate that a server showed, for the person to look at and to pin. */
export const certificate = v.object({
  sha256: v.string(),
  subject: v.string(),
  issuer: v.string(),
  names: v.array(v.string()),
  validFrom: v.number(),
  validTo: v.number(),
});
export type Certificate = v.InferOutput<typeof certificate>;

/** The answer of "Test": one check, done now. */
export const checkTestOutput = v.object({
  state: checkState,
  latencyMs: v.nullable(v.number()),
  reason: v.nullable(checkReason),
  /** Of each hop that was passed, in order; from the beginning again for each redirect. */
  hops: v.array(v.object({ hop, ms: v.number() })),
  /** That of the last server, whether it was accepted or not. */
  certificate: v.nullable(certificate),
});
export type CheckTest = v.InferOutput<typeof checkTestOutput>;

/** The answer of "Check now": how the app is, and what this one look found; null when it was given up. */
export const checkNowOutput = v.object({ status: appStatus, look: v.nullable(checkTestOutput) });

/** Latency and availability between two moments; arrays of equal length, one entry per step. null: nothing known. */
export const checkHistoryOutput = v.object({
  from: v.number(),
  stepMs: v.number(),
  latencyMs: v.array(v.nullable(v.number())),
  latencyMaxMs: v.array(v.nullable(v.number())),
  /** Share of the known time that it was up, 0 to 1. */
  up: v.array(v.nullable(v.number())),
  /** Changes of state in this time, the newest first. */
  events: v.array(v.object({ at: v.number(), state: checkState, reason: v.nullable(checkReason) })),
  uptime: v.nullable(v.number()),
});
export type CheckHistory = v.InferOutput<typeof checkHistoryOutput>;

/** The last 24 hours, unless it says otherwise; `points` steps at most. */
export const checkHistoryQuery = v.object({
  from: v.optional(moment),
  to: v.optional(moment),
  points: v.optional(v.pipe(moment, v.minValue(1), v.maxValue(2_000, '2000 points at most.'))),
});

import * as v from 'valibot';

/**
 * Every way in which AMUD refuses or fails, in one table. `status` is the HTTP status; the message is chosen where the
 * fault arises and says what to do.
 */
export const faults = {
  invalid: { status: 422 },
  malformed: { status: 400 },
  unauthenticated: { status: 401 },
  'sign-in-failed': { status: 401 },
  'password-change-required': { status: 403 },
  'confirmation-required': { status: 403 },
  forbidden: { status: 403 },
  'cross-site': { status: 403 },
  missing: { status: 404 },
  'method-not-allowed': { status: 405 },
  conflict: { status: 409 },
  'too-large': { status: 413 },
  'unsupported-media-type': { status: 415 },
  'uri-too-long': { status: 414 },
  'too-many-requests': { status: 429 },
  internal: { status: 500 },
  'agent-failed': { status: 502 },
  unavailable: { status: 503 },
  'agent-away': { status: 503 },
  'agent-timeout': { status: 504 },
  'storage-full': { status: 507 },
} as const;

export type FaultKind = keyof typeof faults;

export const faultKind = v.picklist(Object.keys(faults) as [FaultKind, ...FaultKind[]]);

/** What a person or program is told of a failure. `field` names the input that is wrong. */
export const fault = v.object({
  kind: faultKind,
  message: v.string(),
  field: v.optional(v.string()),
});
export type Fault = v.InferOutput<typeof fault>;

/** The body of every HTTP error. */
export const faultBody = v.object({ error: fault });

/** An expected failure is a value; see `faults`. */
export type Result<T> = { ok: true; value: T } | { ok: false; fault: Fault };

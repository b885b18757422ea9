import * as v from 'valibot';

/**
 * Why something could not be had from another machine, for the page to say in its own words.
 *
 * - `address`: it is no address that can be asked.
 * - `blocked`: AMUD does not connect there: this machine itself, link-local, metadata and the like.
 * - `unknown-host`, `unreachable`, `tls`, `slow`, `large`, `broken`: how the way there ended.
 * - `status`: it answered with an error; `detail` is its number.
 * - `denied`: it wants a sign-in. `missing`: there is nothing at that address. `limited`: asked too often.
 * - `content`: the answer is not what it should be.
 * - `busy`: too much is asked of this server at once.
 */
export const remoteReason = v.picklist([
  'address',
  'blocked',
  'unknown-host',
  'unreachable',
  'tls',
  'slow',
  'large',
  'broken',
  'status',
  'denied',
  'missing',
  'limited',
  'content',
  'busy',
]);
export type RemoteReason = v.InferOutput<typeof remoteReason>;

export const remoteFault = v.object({
  reason: remoteReason,
  /** A name or number that belongs into the sentence, such as a host or a status. */
  detail: v.string(),
  /** Since when it can't be had, epoch ms. */
  since: v.number(),
});
export type RemoteFault = v.InferOutput<typeof remoteFault>;

import * as v from 'valibot';

/** A node's id: its tag in lower case. It stands in addresses and topics, so it is narrow. */
export const nodeId = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'is not a node id'));

/** A random id made by us: 16 bytes or more, base64url. */
export const randomId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{21,64}$/, 'is not an id'));

/** 32 random bytes, base64url. */
export const nonce = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/, 'is not a nonce'));

/** Turns a host name or tag into a node id: `NAS (attic)` → `nas-attic`. Empty when nothing is left. */
export const toNodeId = (tag: string): string =>
  tag
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 63)
    .replace(/-+$/, '');

/** An id of an app, a board, or of what is on one: made by the server, or by the browser for what it adds. */
export const shortId = v.pipe(v.string(), v.regex(/^[a-z0-9]{8,20}$/, 'This is no id.'));

import type { Delta, LiveMessage, Snapshot } from '@amud/protocol/live.ts';

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/**
 * Only the envelope is checked: the server that sent this page sent the frame, and a schema walk over 15 minutes of 500
 * nodes would cost more than drawing them.
 */
const envelopes: Record<LiveMessage['type'], (frame: Fields) => boolean> = {
  hello: (frame) => typeof frame['build'] === 'string' && typeof frame['now'] === 'number',
  snapshot: (frame) => isTopicFrame(frame) && isFields(frame['data']) && isFields(frame['history']),
  delta: (frame) => isTopicFrame(frame) && 'patch' in frame,
  settings: (frame) => isFields(frame['settings']),
  gone: (frame) => typeof frame['topic'] === 'string' && typeof frame['message'] === 'string',
};

const isTopicFrame = (frame: Fields): frame is Fields & Pick<Snapshot | Delta, 'topic' | 'version'> =>
  typeof frame['topic'] === 'string' && typeof frame['version'] === 'number';

/** `undefined` for what is not a frame of ours, or of a kind that only a newer page knows. */
export const parseFrame = (text: unknown): LiveMessage | undefined => {
  if (typeof text !== 'string') return undefined;
  try {
    const frame: unknown = JSON.parse(text);
    if (!isFields(frame)) return undefined;
    const type = frame['type'];
    if (typeof type !== 'string' || !Object.hasOwn(envelopes, type)) return undefined;
    return envelopes[type as LiveMessage['type']](frame) ? (frame as LiveMessage) : undefined;
  } catch {
    return undefined;
  }
};

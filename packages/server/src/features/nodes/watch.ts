import { limits } from '@amud/protocol/limits.ts';

/** A list of this many nodes or fewer is watched as closely as one node's page. */
const CLOSE_LIST = 8;

/** Fast when watched: how often each node samples, by who looks (design §4). */
export type Watch = {
  intervalMs(nodeId: string): number;
  list(isWatched: boolean): void;
  node(nodeId: string, isWatched: boolean): void;
};

export const createWatch = (
  nodeIds: () => string[],
  setInterval: (nodeId: string, intervalMs: number) => void,
): Watch => {
  const watched = new Set<string>();
  let isListWatched = false;
  const intervalMs = (nodeId: string): number =>
    watched.has(nodeId) || (isListWatched && nodeIds().length <= CLOSE_LIST)
      ? limits.sample.watchedIntervalMs
      : limits.sample.defaultIntervalMs;
  const change = (ids: string[], apply: () => void): void => {
    const before = ids.map(intervalMs);
    apply();
    ids.forEach((id, index) => {
      if (intervalMs(id) !== before[index]) setInterval(id, intervalMs(id));
    });
  };
  return {
    intervalMs,
    list: (isWatched) =>
      change(nodeIds(), () => {
        isListWatched = isWatched;
      }),
    node: (nodeId, isWatched) =>
      change([nodeId], () => {
        if (isWatched) watched.add(nodeId);
        else watched.delete(nodeId);
      }),
  };
};

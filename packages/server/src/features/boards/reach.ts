import type { Audience } from '@amud/protocol/roles.ts';
import { appIdsOf, itemsOf } from './board.ts';
import type { Boards } from './boards.ts';
import { isFor } from './visible.ts';

/** Tells which apps an audience may know of. */
export type Reach = (audience: Audience) => (appId: string) => boolean;

/**
 * An app is for those who may see a card of it. One that is on no board yet is for those who make boards; admins see all.
 */
export const createReach =
  (boards: Pick<Boards, 'list'>): Reach =>
  (audience) => {
    if (audience === 'admin') return () => true;
    const shown = new Set(
      boards
        .list(audience)
        .flatMap(({ content }) => itemsOf(content))
        .flatMap((item) => (item.kind === 'app' && isFor(item, audience) ? [item.appId] : [])),
    );
    if (audience !== 'operator') return (appId) => shown.has(appId);
    const placed = new Set(boards.list('admin').flatMap(({ content }) => [...appIdsOf(content)]));
    return (appId) => shown.has(appId) || !placed.has(appId);
  };

/** The boards with a card of each app, of those that an audience may see. */
export const createPlaces =
  (boards: Pick<Boards, 'list'>) =>
  (audience: Audience): ReadonlyMap<string, string[]> => {
    const places = new Map<string, string[]>();
    for (const { id, content } of boards.list(audience))
      for (const appId of appIdsOf(content)) places.set(appId, [...(places.get(appId) ?? []), id]);
    return places;
  };

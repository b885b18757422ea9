import type { CardApp } from '@amud/protocol/apps.ts';
import type { AppStatus } from '@amud/protocol/checks.ts';
import { type Audience, sees } from '@amud/protocol/roles.ts';
import type { Apps, KnownApp } from './apps.ts';

/** What a card shows of an app, by who looks. The same object until something of it changed. */
export type Cards = {
  of(appId: string, audience: Audience): CardApp | undefined;
  /** Something of these changed. */
  forget(appIds: string[]): void;
};

export const createCards = (apps: Pick<Apps, 'get'>, statusOf: (appId: string) => AppStatus | null): Cards => {
  const full = new Map<string, CardApp>();
  const reduced = new Map<string, CardApp>();
  return {
    of: (id, audience) => {
      const cards = sees(audience, 'viewer') ? full : reduced;
      const known = cards.get(id);
      if (known) return known;
      const app = apps.get(id);
      if (!app) return undefined;
      const whole = cardOf(app, statusOf(id));
      const card = cards === full ? whole : reduce(whole);
      cards.set(id, card);
      return card;
    },
    forget: (ids) => {
      for (const id of ids) {
        full.delete(id);
        reduced.delete(id);
      }
    },
  };
};

const cardOf = ({ id, input }: KnownApp, status: AppStatus | null): CardApp => {
  const { name, url, outsideUrl, icon, description, tags, target, node } = input;
  return { id, name, url, outsideUrl, icon, description, tags, target, node, status: status && { ...status } };
};

/**
 * For guests and those without an account: which node an app runs on is no business of theirs, and the detail of a failure
 * names inner addresses, certificates and what a page should contain. They learn that it is down, since when, and why in
 * general.
 */
const reduce = (card: CardApp): CardApp => ({
  ...card,
  node: null,
  status: card.status && { ...card.status, reason: card.status.reason && { ...card.status.reason, detail: '' } },
});

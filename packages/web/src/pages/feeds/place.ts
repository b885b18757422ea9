import { type FeedsShown, feedsShown } from '@amud/protocol/feeds.ts';
import type { Address } from '../../state/address.ts';
import type { Which } from '../../state/feeds.ts';

/** What of the feeds is shown: it stands in the address, so that it can be gone back to. */
export type Place = Which & { show: FeedsShown };

export const placeOf = ({ parameter }: Pick<Address, 'parameter'>): Place => {
  const show = feedsShown.find((one) => one === parameter('show')) ?? 'all';
  const [feed, category] = [parameter('feed'), parameter('category')];
  return { show, ...(feed ? { feed } : {}), ...(category ? { category } : {}) };
};

export const pathOf = ({ feed, category, show }: Partial<Place>): string => {
  const parts = Object.entries({ feed, category, show: show === 'all' ? undefined : show });
  const query = new URLSearchParams(parts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  return query.size === 0 ? '/feeds' : `/feeds?${query}`;
};

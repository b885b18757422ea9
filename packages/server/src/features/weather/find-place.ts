import type { Place } from '@amud/protocol/forms.ts';
import type { WeatherOutput } from '@amud/protocol/weather.ts';
import type { FindWidget } from '../../core/find-widget.ts';
import { audienceOf, type Caller } from '../../http/route.ts';
import type { Weather } from './weather.ts';

export type FindPlaceParts = {
  findWidget: FindWidget;
  /** Where a person is at home, for widgets without a place of their own. */
  homeOf(userId: number): Place | null;
};

/** The place of a weather widget, as this caller has it; null: none is chosen; undefined: there is no such widget for them. */
export const findPlace = (
  { findWidget, homeOf }: FindPlaceParts,
  boardId: string,
  itemId: string,
  caller: Caller | null,
): Place | null | undefined => {
  const audience = audienceOf(caller);
  const item = findWidget(boardId, itemId, audience);
  if (item?.widget !== 'weather') return undefined;
  // Who has no account here is not told where the house is.
  const home = caller && audience !== 'public' ? homeOf(caller.userId) : null;
  return (item.settings['place'] as Place | null) ?? home;
};

/** What a page can carry of a weather widget, without asking anybody. */
export const createWeatherHere =
  ({ weather, ...parts }: FindPlaceParts & { weather: Weather }) =>
  (boardId: string, itemId: string, caller: Caller | null): WeatherOutput | undefined => {
    const place = findPlace(parts, boardId, itemId, caller);
    return place ? weather.here(place) : undefined;
  };

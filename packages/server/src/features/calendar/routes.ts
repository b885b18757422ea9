import { shortId } from '@amud/protocol/apps.ts';
import { calendarOutput, calendarPreview, calendarQuery } from '@amud/protocol/calendar.ts';
import * as v from 'valibot';
import type { FindWidget } from '../../core/find-widget.ts';
import { FaultError } from '../../http/faults.ts';
import { type AnyRoute, audienceOf, route } from '../../http/route.ts';
import type { Calendars, Source } from './calendars.ts';

export type CalendarRoutesParts = { calendars: Calendars; findWidget: FindWidget };

export const calendarRoutes = (parts: CalendarRoutesParts): AnyRoute[] => [ofWidgetRoute(parts), previewRoute(parts)];

/** By board and widget, never by address: those are secrets, and nobody asks others through us. */
const ofWidgetRoute = ({ calendars, findWidget }: CalendarRoutesParts) =>
  route({
    method: 'GET',
    path: '/api/boards/:board/calendar/:item',
    summary: 'What a calendar widget shows of some days, for whoever may see it.',
    access: 'public',
    params: v.object({ board: shortId, item: shortId }),
    query: calendarQuery,
    output: calendarOutput,
    handle: async ({ params, query, identify }) => {
      const item = findWidget(params.board, params.item, audienceOf(await identify()));
      if (item?.widget !== 'calendar') throw new FaultError('missing', 'There is no such widget.');
      return calendars.events(item.settings['sources'] as Source[], query);
    },
  });

const previewRoute = ({ calendars }: CalendarRoutesParts) =>
  route({
    method: 'POST',
    path: '/api/calendar/preview',
    summary: 'What calendars that are being chosen have in some days.',
    access: 'operator',
    audit: 'calendar.preview',
    input: calendarPreview,
    output: calendarOutput,
    handle: async ({ input: { sources, ...range }, note }) => {
      note({ target: sources.map(({ url }) => hostOf(url)).join(' ') });
      return calendars.events(sources, range);
    },
  });

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '');

import type { WidgetItem } from '@amud/protocol/boards.ts';
import { valuesOf } from '@amud/protocol/forms.ts';
import { type WidgetKind, widgets } from '@amud/protocol/widgets.ts';
import { type Component, ErrorBoundary } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { m } from '../../messages.ts';
import { lazyPart } from '../../parts/lazy-part.tsx';
import type { BodyProps, WidgetSource } from './body.ts';
import { ClockWidget } from './kinds/clock.tsx';
import { GreetingWidget } from './kinds/greeting.tsx';
import { NodesWidget } from './kinds/nodes.tsx';
import { SearchWidget } from './kinds/search.tsx';
import { WeatherWidget } from './kinds/weather.tsx';

const more = () => import('./kinds/more.ts');

/** What is heavy, or on few boards, comes when a board has one. */
const bodies: { [K in WidgetKind]?: Component<BodyProps<K>> } = {
  clock: ClockWidget,
  greeting: GreetingWidget,
  search: SearchWidget,
  countdown: lazyPart(async () => (await more()).CountdownWidget),
  frame: lazyPart(async () => (await more()).FrameWidget),
  image: lazyPart(async () => (await more()).ImageWidget),
  links: lazyPart(async () => (await more()).LinksWidget),
  note: lazyPart(async () => (await import('./kinds/note.tsx')).NoteWidget),
  weather: WeatherWidget,
  calendar: lazyPart(async () => (await import('./kinds/calendar.tsx')).CalendarWidget),
  feeds: lazyPart(async () => (await import('./kinds/feeds.tsx')).FeedsWidget),
  nodes: NodesWidget,
  chart: lazyPart(async () => (await import('./kinds/chart.tsx')).ChartWidget),
};

/** Kinds that can be drawn; others are not offered. */
export const isDrawn = (kind: WidgetKind): boolean => bodies[kind] !== undefined;

/** A widget of a board: it fills the place that it is given. */
export const Widget = (props: { item: WidgetItem; boardId: string; editing: boolean }) => {
  const source = (): WidgetSource => ({ from: 'item', boardId: props.boardId, itemId: props.item.id });
  return <WidgetView kind={props.item.widget} settings={props.item.settings} source={source()} still={props.editing} />;
};

type WidgetViewProps = {
  kind: WidgetKind;
  settings: Readonly<Record<string, unknown>>;
  source: WidgetSource;
  still?: boolean;
};

/** One that breaks breaks alone. */
export const WidgetView = (props: WidgetViewProps) => (
  <section class="card widget" data-widget={props.kind} inert={props.still ?? false}>
    <ErrorBoundary fallback={(error, retry) => <Broken error={error} onRetry={retry} />}>
      <Dynamic
        component={bodies[props.kind] as Component<BodyProps<never>>}
        settings={{ ...valuesOf(widgets[props.kind].fields), ...props.settings } as never}
        source={props.source}
      />
    </ErrorBoundary>
  </section>
);

const Broken = (props: { error: unknown; onRetry: () => void }) => {
  console.error(props.error);
  return (
    <div class="widget-empty" role="alert">
      <p>{m.widgets_broken()}</p>
      <button type="button" class="button slim" onClick={() => props.onRetry()}>
        {m.widgets_broken_retry()}
      </button>
    </div>
  );
};

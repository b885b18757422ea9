import type { WidgetSettings } from '@amud/protocol/widgets.ts';
import { Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { lazyPart } from '../../../parts/lazy-part.tsx';
import { useApp } from '../../../state/app.ts';
import { chosen } from '../../../state/chosen.ts';
import type { BodyProps } from '../body.ts';
import { WidgetEmpty } from '../empty.tsx';

const PlacedWeather = lazyPart(async () => (await import('./placed-weather.tsx')).PlacedWeather);

/** The weather, once there is a place: every new board has this widget, most of what it is made of is fetched with a place. */
export const WeatherWidget = (props: BodyProps<'weather'>) => {
  const { session } = useApp();
  const isUnset = () =>
    props.source.from !== 'sample' &&
    placeOf(props.settings) === null &&
    (props.source.from === 'settings' || session.mayEdit());
  return (
    <Show when={!isUnset()} fallback={<NoPlace />}>
      <PlacedWeather {...props} />
    </Show>
  );
};

export const NoPlace = () => {
  const { session } = useApp();
  return (
    <WidgetEmpty icon="map-pin" text={m.widgets_weather_empty()}>
      <Show when={session.user()}>
        <a class="button slim" href="/settings/region#homePlace">
          {m.widgets_weather_choose()}
        </a>
      </Show>
    </WidgetEmpty>
  );
};

/** Without one of its own, the home of whoever looks. */
export const placeOf = ({ place }: WidgetSettings<'weather'>) => place ?? chosen('homePlace');

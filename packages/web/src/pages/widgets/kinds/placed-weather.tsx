import type { Weather } from '@amud/protocol/weather.ts';
import type { WidgetSettings } from '@amud/protocol/widgets.ts';
import { createMemo, For, type JSX, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { locale } from '../../../parts/locale.ts';
import { useApp } from '../../../state/app.ts';
import { chosen } from '../../../state/chosen.ts';
import { createAsked } from '../asked.ts';
import type { BodyProps } from '../body.ts';
import { sampleWeather } from '../samples/weather.ts';
import { NothingYet, OldMark } from '../states.tsx';
import { conditionOf } from '../weather/conditions.ts';
import { createUnits, type Units } from '../weather/units.ts';
import { FactIcon, SkyIcon } from '../weather/weather-icon.tsx';
import { NoPlace, placeOf } from './weather.tsx';

const EVERY_MS = 20 * 60_000;

/** The weather of a place: now, the next hours, the days ahead, as much as there is room for. */
export const PlacedWeather = (props: BodyProps<'weather'>) => {
  const { widgets } = useApp();
  const asked = createAsked({
    key: () => keyOf(props),
    ask: () => widgets.weather(subjectOf(props)),
    first: () => (props.source.from === 'item' ? widgets.firstWeather(props.source.itemId) : undefined),
    everyMs: EVERY_MS,
  });
  const weather = () => (props.source.from === 'sample' ? sampleWeather(Date.now()) : asked.value()?.weather);
  // Who may not change the board is not told its place, so only the server knows whether there is one.
  const isUnset = () => asked.value()?.weather === null && !asked.value()?.fault;
  return (
    <Show when={!isUnset()} fallback={<NoPlace />}>
      <Show
        when={weather()}
        fallback={<NothingYet fault={asked.fault()} remote={asked.value()?.fault} onRetry={asked.again} />}
      >
        {(found) => (
          <Found weather={found()} settings={props.settings}>
            <OldMark at={found().at} fault={asked.fault()} remote={asked.value()?.fault} />
          </Found>
        )}
      </Show>
    </Show>
  );
};

type FoundProps = { weather: Weather; settings: WidgetSettings<'weather'>; children: JSX.Element };

const Found = (props: FoundProps) => {
  const units = createMemo(() =>
    createUnits(props.settings.unit === 'auto' ? chosen('temperature') : props.settings.unit),
  );
  return (
    <div class="weather">
      <Now weather={props.weather} units={units()} />
      <Facts weather={props.weather} units={units()} />
      <Hours weather={props.weather} units={units()} />
      <Days weather={props.weather} units={units()} most={props.settings.days} />
      {props.children}
      <p class="weather-credit">
        <a href="https://open-meteo.com/" target="_blank" rel="noreferrer">
          Open-Meteo
        </a>
      </p>
    </div>
  );
};

const keyOf = ({ source, settings }: BodyProps<'weather'>): string | null => {
  if (source.from === 'sample') return null;
  if (source.from === 'item') return `weather ${source.boardId} ${source.itemId} ${JSON.stringify(placeOf(settings))}`;
  return `weather ${JSON.stringify(placeOf(settings))}`;
};

const subjectOf = ({ source, settings }: BodyProps<'weather'>) =>
  source.from === 'item' ? source : (placeOf(settings) ?? { name: '', latitude: 0, longitude: 0 });

type PartProps = { weather: Weather; units: Units };

const Now = (props: PartProps) => {
  const now = () => props.weather.now;
  const condition = () => conditionOf(now().code, now().isDay);
  const today = () => props.weather.days[0];
  return (
    <div class="weather-now">
      <SkyIcon sky={condition().sky} />
      <p class="weather-temperature">
        {props.units.degrees(now().celsius)}
        <span class="unit">{props.units.sign}</span>
      </p>
      <div class="weather-words">
        <p class="weather-place clip" title={props.weather.place}>
          {props.weather.place}
        </p>
        <p class="clip">{condition().words()}</p>
        <Show when={today()}>
          {(day) => (
            <p class="weather-range dim">
              {m.widgets_weather_range({
                high: props.units.degrees(day().highCelsius),
                low: props.units.degrees(day().lowCelsius),
              })}
            </p>
          )}
        </Show>
      </div>
    </div>
  );
};

const Facts = (props: PartProps) => {
  const now = () => props.weather.now;
  const time = createMemo(
    () => new Intl.DateTimeFormat(locale(), { hour: 'numeric', minute: '2-digit', timeZone: props.weather.zone }),
  );
  const facts = () => [
    { icon: 'thermometer' as const, label: m.widgets_weather_feels(), text: props.units.degrees(now().feelsCelsius) },
    { icon: 'wind' as const, label: m.widgets_weather_wind(), text: props.units.wind(now().windMetersPerSecond) },
    {
      icon: 'droplets' as const,
      label: m.widgets_weather_humidity(),
      text: props.units.percent(now().humidityPercent),
    },
    ...props.weather.days.slice(0, 1).flatMap(({ sunriseAt, sunsetAt }) => [
      { icon: 'sunrise' as const, label: m.widgets_weather_sunrise(), text: time().format(sunriseAt) },
      { icon: 'sunset' as const, label: m.widgets_weather_sunset(), text: time().format(sunsetAt) },
    ]),
  ];
  return (
    <dl class="weather-facts">
      <For each={facts()}>
        {({ icon, label, text }) => (
          <div title={label}>
            <dt>
              <FactIcon name={icon} />
              <span class="weather-fact-label">{label}</span>
            </dt>
            <dd>{text}</dd>
          </div>
        )}
      </For>
    </dl>
  );
};

/** Every second hour is enough to see where it goes. */
const HOUR_STEP = 2;
const MOST_HOURS = 12;

const Hours = (props: PartProps) => {
  const { ticker } = useApp();
  const now = ticker.watch('minute');
  const hour = createMemo(() => new Intl.DateTimeFormat(locale(), { hour: 'numeric', timeZone: props.weather.zone }));
  const hours = createMemo(() =>
    props.weather.hours
      .filter(({ at }) => at > now())
      .filter((_, place) => place % HOUR_STEP === 0)
      .slice(0, MOST_HOURS),
  );
  return (
    <ol class="weather-hours" aria-label={m.widgets_weather_hours()}>
      <For each={hours()}>
        {({ at, celsius, code, isDay }) => (
          <li>
            <span class="dim">{hour().format(at)}</span>
            <SkyIcon sky={conditionOf(code, isDay).sky} words={conditionOf(code, isDay).words()} />
            <span>{props.units.degrees(celsius)}</span>
          </li>
        )}
      </For>
    </ol>
  );
};

const Days = (props: PartProps & { most: WidgetSettings<'weather'>['days'] }) => {
  const weekday = new Intl.DateTimeFormat(locale(), { weekday: 'short', timeZone: 'UTC' });
  const days = () => props.weather.days.slice(1, props.most + 1);
  /** All days on one scale, so that a warm one can be told from a cold one. */
  const scale = createMemo(() => {
    const low = Math.min(...days().map(({ lowCelsius }) => lowCelsius));
    const high = Math.max(...days().map(({ highCelsius }) => highCelsius));
    return { low, span: Math.max(1, high - low) };
  });
  const share = (celsius: number) => `${((celsius - scale().low) / scale().span) * 100}%`;
  return (
    <ol class="weather-days" aria-label={m.widgets_weather_days_ahead()}>
      <For each={days()}>
        {(day) => (
          <li>
            <span class="weather-day">{weekday.format(Date.parse(`${day.date}T12:00Z`))}</span>
            <SkyIcon sky={conditionOf(day.code, true).sky} words={conditionOf(day.code, true).words()} />
            <span class="weather-rain">
              {(day.rainPercent ?? 0) >= 10 ? props.units.percent(day.rainPercent ?? 0) : ''}
            </span>
            <span class="weather-low dim">{props.units.degrees(day.lowCelsius)}</span>
            <span
              class="weather-span"
              style={{ '--from': share(day.lowCelsius), '--to': share(day.highCelsius) }}
              aria-hidden="true"
            />
            <span class="weather-high">{props.units.degrees(day.highCelsius)}</span>
          </li>
        )}
      </For>
    </ol>
  );
};

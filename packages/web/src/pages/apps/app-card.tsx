import type { CardApp } from '@amud/protocol/apps.ts';
import { type JSX, Match, Show, Switch } from 'solid-js';
import { m } from '../../messages.ts';
import { AppIcon } from '../../parts/app-icon.tsx';
import { CheckMark } from '../../parts/check-mark.tsx';
import type { BarRange } from '../../parts/check-slots.ts';
import { stateOf, stateWord } from '../../parts/check-words.ts';
import { reasonSoon } from '../../parts/reason-words.ts';
import { useApp } from '../../state/app.ts';
import { addressOf } from '../../state/place.ts';
import { isCardOf } from './card-gestures.ts';
import { Footer, Line, Middle, Numbers, StateLine } from './card-parts.tsx';
import { shapeOf, WIDE_ROW } from './card-shape.ts';

export type AppCardProps = {
  app: CardApp;
  /** Its size in cells. */
  w: number;
  h: number;
  bar: BarRange;
  /** On a board that is being arranged it leads nowhere. */
  editing: boolean;
};

/** An app on a board: one link, with how it is. Its size decides how much it says. */
export const AppCard = (props: AppCardProps) => (
  <div
    class="app-card"
    data-shape={shapeOf(props.w, props.h)}
    data-state={stateOf(props.app.status)}
    data-app={props.app.id}
    inert={props.editing}
    ref={(card) => isCardOf(card, () => props.app)}
  >
    <CardLink app={props.app}>
      <AppIcon icon={props.app.icon} name={props.app.name} />
      <Content {...props} />
    </CardLink>
    <button type="button" class="app-more" tabindex="-1" aria-label={m.apps_details_of({ name: props.app.name })} />
  </div>
);

/** The whole card is the link. An app without an address has its details behind it. */
const CardLink = (props: { app: CardApp; children: JSX.Element }) => {
  const { place } = useApp();
  const address = () => addressOf(props.app, place.isOutside());
  return (
    <Show
      when={address()}
      fallback={
        <button type="button" class="app-link" data-card-link data-details title={tooltip(props.app)}>
          {props.children}
        </button>
      }
    >
      <a
        class="app-link"
        data-card-link
        href={address()}
        target={props.app.target === 'new' ? '_blank' : undefined}
        rel="noopener"
        title={tooltip(props.app)}
      >
        {props.children}
      </a>
    </Show>
  );
};

const tooltip = ({ name, status }: CardApp): string => {
  if (!status) return name;
  const words = status.reason ? reasonSoon(status.reason) : stateWord(status.state);
  return `${name}\n${words}`;
};

const Content = (props: AppCardProps) => {
  const shape = () => shapeOf(props.w, props.h);
  return (
    <Switch>
      <Match when={shape() === 'icon'}>
        <span class="app-name">{props.app.name}</span>
        <CheckMark state={stateOf(props.app.status)} />
      </Match>
      <Match when={shape() === 'column'}>
        <span class="app-name">{props.app.name}</span>
        <StateLine app={props.app} />
      </Match>
      <Match when={shape() === 'row'}>
        <RowContent {...props} />
      </Match>
      <Match when={shape() === 'panel'}>
        <span class="app-words">
          <span class="app-name">{props.app.name}</span>
          <StateLine app={props.app} isPanel />
        </span>
        <Middle app={props.app} />
        <Footer app={props.app} range={props.bar} both={props.h > 3} />
      </Match>
    </Switch>
  );
};

const RowContent = (props: AppCardProps) => (
  <>
    <span class="app-words">
      <span class="app-name">{props.app.name}</span>
      <Show when={props.w > 2} fallback={<StateLine app={props.app} />}>
        <Line app={props.app} />
      </Show>
    </span>
    <Show when={props.w > 2 && props.app.status}>
      <Numbers app={props.app} range={props.bar} bar={props.w >= WIDE_ROW} />
    </Show>
  </>
);

import { createSignal, Match, Show, Switch } from 'solid-js';
import { useApp } from '../state/app.ts';
import type { IconShape } from '../state/icons.ts';
import { lettersOf, tintOf } from './letters.ts';

type AppIconProps = {
  /** `brand:…`, `general:…`, `upload:ID`, or nothing. */
  icon: string;
  /** Of what it stands for: without an icon, its letters. */
  name: string;
  /** Pixels; without it `--icon-size` of a style sheet, which is 32 px. */
  size?: number;
};

/** The icon of an app. It keeps its place while it comes, and says nothing by itself: the name is beside it. */
export const AppIcon = (props: AppIconProps) => (
  <span
    class="app-icon"
    aria-hidden="true"
    style={props.size === undefined ? {} : { '--icon-size': `${props.size}px` }}
  >
    <Switch fallback={<Letters name={props.name} />}>
      <Match when={props.icon.startsWith('upload:')}>
        <Picture id={props.icon.slice('upload:'.length)} name={props.name} />
      </Match>
      <Match when={props.icon !== ''}>
        <Drawing icon={props.icon} name={props.name} />
      </Match>
    </Switch>
  </span>
);

const Letters = (props: { name: string }) => (
  <span class="letters" data-tint={tintOf(props.name)}>
    {lettersOf(props.name)}
  </span>
);

const Picture = (props: { id: string; name: string }) => {
  const [lostId, setLostId] = createSignal<string>();
  return (
    <Show when={lostId() !== props.id} fallback={<Letters name={props.name} />}>
      <img
        src={`/uploads/${props.id}.webp`}
        alt=""
        width="64"
        height="64"
        loading="lazy"
        decoding="async"
        draggable={false}
        onError={() => setLostId(props.id)}
      />
    </Show>
  );
};

/** The place of a drawing stands before it comes: then only what is in it changes, and nothing is laid out anew. */
const Drawing = (props: { icon: string; name: string }) => {
  const { icons } = useApp();
  const shape = () => icons.shape(props.icon);
  return (
    <Show when={shape() !== null} fallback={<Letters name={props.name} />}>
      <svg
        aria-hidden="true"
        class={kindOf(shape())}
        style={coloursOf(shape())}
        width="24"
        height="24"
        viewBox="0 0 24 24"
      >
        <path d={shape()?.path ?? ''} />
      </svg>
    </Show>
  );
};

type Shape = IconShape | null | undefined;

const kindOf = (shape: Shape): string => (!shape ? '' : 'own' in shape ? 'brand' : 'general');

/** Both colours at once: the style sheet takes the one of the theme, so that nothing is drawn anew when it changes. */
const coloursOf = (shape: Shape) =>
  shape && 'own' in shape ? { '--on-dark': shape.dark, '--on-light': shape.light } : {};

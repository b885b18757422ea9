import { createSignal, Match, Show, Switch } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { m } from '../../../messages.ts';
import { Icon } from '../../../parts/icon.tsx';
import { useApp } from '../../../state/app.ts';
import type { BodyProps } from '../body.ts';
import { WidgetEmpty } from '../empty.tsx';
import { frameStateOf, sandboxOf } from './frame-state.ts';

/** Another page inside this one, kept in a sandbox. */
export const FrameWidget = (props: BodyProps<'frame'>) => {
  const { frameOrigins } = useApp();
  const url = () => props.settings.url;
  const state = () =>
    props.source.from === 'sample'
      ? 'sample'
      : frameStateOf(url(), { protocol: location.protocol, host: location.host, frameOrigins });
  const name = () => props.settings.title || new URL(url()).host;
  return (
    <Switch fallback={<Framed url={url()} name={name()} scripts={props.settings.scripts} />}>
      <Match when={state() === 'empty'}>
        <WidgetEmpty icon="globe" text={m.widgets_frame_empty()} />
      </Match>
      <Match when={state() === 'sample'}>
        <WidgetEmpty icon="globe" text="https://" />
      </Match>
      <Match when={state() === 'own'}>
        <WidgetEmpty icon="globe" text={m.widgets_frame_own()} />
      </Match>
      <Match when={state() === 'insecure'}>
        <WidgetEmpty icon="lock" text={m.widgets_frame_insecure({ name: name() })}>
          <OpenLink url={url()} />
        </WidgetEmpty>
      </Match>
      <Match when={state() === 'reload'}>
        <WidgetEmpty icon="globe" text={m.widgets_frame_reload({ name: name() })}>
          <button type="button" class="button slim" onClick={() => location.reload()}>
            {m.widgets_frame_reload_button()}
          </button>
        </WidgetEmpty>
      </Match>
    </Switch>
  );
};

const Framed = (props: { url: string; name: string; scripts: boolean }) => {
  const [helping, setHelping] = createSignal(false);
  return (
    <div class="framed">
      <p class="framed-head">
        <span class="clip">{props.name}</span>
        <button
          type="button"
          class="icon-button slim"
          aria-expanded={helping()}
          aria-label={m.widgets_frame_help_label()}
          title={m.widgets_frame_help_label()}
          onClick={() => setHelping(!helping())}
        >
          <Icon name="circle-help" />
        </button>
        <OpenLink url={props.url} icon />
      </p>
      <Show when={helping()}>
        <p class="framed-help" role="status">
          {m.widgets_frame_help({ name: props.name })}
        </p>
      </Show>
      {/* Made by its name: no markup of ours may have a frame in it. A frame whose sandbox changes must be a new one. */}
      <Show when={`${props.scripts} ${props.url}`} keyed>
        <Dynamic
          component="iframe"
          class="framed-page"
          title={props.name}
          sandbox={sandboxOf(props.scripts)}
          referrerpolicy="no-referrer"
          allow="fullscreen"
          loading="lazy"
          src={props.url}
        />
      </Show>
    </div>
  );
};

/** Whether it can be framed or not, it can be opened. */
const OpenLink = (props: { url: string; icon?: boolean }) => (
  <a
    class={props.icon ? 'icon-button slim' : 'button slim'}
    href={props.url}
    target="_blank"
    rel="noreferrer"
    aria-label={props.icon ? m.widgets_frame_open() : undefined}
    title={props.icon ? m.widgets_frame_open() : undefined}
  >
    <Icon name="external-link" />
    <Show when={!props.icon}>{m.widgets_frame_open()}</Show>
  </a>
);

import { type JSX, Show } from 'solid-js';
import { Icon, type IconName } from '../../parts/icon.tsx';

/** A widget that has nothing to show, and why. */
export const WidgetEmpty = (props: { icon?: IconName; text: string; children?: JSX.Element }) => (
  <div class="widget-empty">
    <Show when={props.icon}>{(icon) => <Icon name={icon()} large />}</Show>
    <p>{props.text}</p>
    {props.children}
  </div>
);

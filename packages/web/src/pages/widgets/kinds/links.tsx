import { isLink } from '@amud/protocol/forms.ts';
import { For, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { AppIcon } from '../../../parts/app-icon.tsx';
import type { BodyProps } from '../body.ts';
import { WidgetEmpty } from '../empty.tsx';

/** A list of places to go. */
export const LinksWidget = (props: BodyProps<'links'>) => (
  <Show when={props.settings.links.length > 0} fallback={<WidgetEmpty text={m.widgets_links_empty()} />}>
    <nav class="links" aria-label={props.settings.title || m.widgets_kind_links()}>
      <Show when={props.settings.title}>
        <h3 class="widget-title clip">{props.settings.title}</h3>
      </Show>
      <ul class="links-list scroll-area">
        <For each={props.settings.links.filter(({ url }) => isLink(url))}>
          {({ name, url }) => (
            <li>
              <a href={url} title={url} rel="noreferrer" target={props.settings.target === 'new' ? '_blank' : '_self'}>
                <AppIcon icon="" name={name} size={24} />
                <span class="clip">{name}</span>
              </a>
            </li>
          )}
        </For>
      </ul>
    </nav>
  </Show>
);

import { isLink } from '@amud/protocol/forms.ts';
import { createSignal, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import type { BodyProps } from '../body.ts';
import { WidgetEmpty } from '../empty.tsx';

/** A picture, which may lead somewhere. */
export const ImageWidget = (props: BodyProps<'image'>) => {
  const [lost, setLost] = createSignal<string>();
  const picture = () => props.settings.picture;
  const link = () => (isLink(props.settings.link) ? props.settings.link : undefined);
  const image = () => (
    <img
      class="picture"
      data-fit={props.settings.fit}
      src={picture()}
      alt={props.settings.alt || (link() === undefined ? '' : (new URL(link() ?? '').hostname ?? ''))}
      draggable={false}
      decoding="async"
      onError={() => setLost(picture())}
    />
  );
  return (
    <Show when={picture() !== ''} fallback={<WidgetEmpty icon="image" text={m.widgets_image_empty()} />}>
      <Show when={lost() !== picture()} fallback={<WidgetEmpty icon="image" text={m.widgets_image_lost()} />}>
        <Show when={link()} fallback={image()}>
          {(href) => (
            <a class="picture-link" href={href()} target="_blank" rel="noreferrer">
              {image()}
            </a>
          )}
        </Show>
      </Show>
    </Show>
  );
};

import { Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { Markdown } from '../../../parts/markdown.tsx';
import type { BodyProps } from '../body.ts';
import { WidgetEmpty } from '../empty.tsx';

/** What somebody wrote down. */
export const NoteWidget = (props: BodyProps<'note'>) => (
  <Show when={props.settings.text.trim()} fallback={<WidgetEmpty icon="sticky-note" text={m.widgets_note_empty()} />}>
    <div class="note scroll-area">
      <Markdown text={props.settings.text} />
    </div>
  </Show>
);

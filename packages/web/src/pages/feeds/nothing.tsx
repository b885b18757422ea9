import { Match, Show, Switch } from 'solid-js';
import { m } from '../../messages.ts';
import { Icon } from '../../parts/icon.tsx';
import { useApp } from '../../state/app.ts';
import { OpmlButton } from './opml-button.tsx';
import type { Place } from './place.ts';

/** Nothing is followed yet: why it would be worth it. */
export const NoFeeds = (props: { onAdd: () => void; onChanged: () => void }) => {
  const { session } = useApp();
  return (
    <div class="empty">
      <Icon name="rss" large />
      <h2>{m.feeds_none()}</h2>
      <Show when={session.mayEdit()} fallback={<p class="dim">{m.feeds_none_ask()}</p>}>
        <p class="dim">{m.feeds_none_why()}</p>
        <div class="actions centred">
          <button type="button" class="button primary" onClick={() => props.onAdd()}>
            <Icon name="plus" /> {m.feeds_add()}
          </button>
          <OpmlButton class="button" onDone={props.onChanged}>
            {m.feeds_opml_import()}
          </OpmlButton>
        </div>
      </Show>
    </div>
  );
};

/** Nothing is here of what was asked for. */
export const NoEntries = (props: { place: Place; words: string; isNew: boolean }) => (
  <div class="empty">
    <p class="dim">
      <Switch fallback={m.feeds_no_entries()}>
        <Match when={props.isNew}>{m.feeds_not_read_yet()}</Match>
        <Match when={props.words.trim() !== ''}>{m.feeds_not_found({ text: props.words.trim() })}</Match>
        <Match when={props.place.show === 'unread'}>{m.feeds_all_read()}</Match>
        <Match when={props.place.show === 'starred'}>{m.feeds_no_stars()}</Match>
      </Switch>
    </p>
  </div>
);

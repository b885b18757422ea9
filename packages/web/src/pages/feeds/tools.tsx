import type { FeedsShown } from '@amud/protocol/feeds.ts';
import { Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Icon } from '../../parts/icon.tsx';
import { Menu } from '../../parts/menu.tsx';
import { Segments } from '../../parts/segments.tsx';
import { useApp } from '../../state/app.ts';
import { OpmlButton } from './opml-button.tsx';
import { type Place, pathOf } from './place.ts';

const shown: { value: FeedsShown; label: string }[] = [
  { value: 'all', label: m.feeds_show_all() },
  { value: 'unread', label: m.feeds_show_unread() },
  { value: 'starred', label: m.feeds_show_starred() },
];

type ToolsProps = {
  place: Place;
  words: string;
  onWords: (words: string) => void;
  onReadAll: () => void;
  onAdd: () => void;
  onChanged: () => void;
};

export const Tools = (props: ToolsProps) => {
  const { address, session } = useApp();
  return (
    <div class="page-tools feeds-tools">
      <search class="input slim">
        <Icon name="search" />
        <input
          type="search"
          aria-label={m.feeds_search()}
          placeholder={m.feeds_search()}
          maxlength="100"
          value={props.words}
          onInput={(event) => props.onWords(event.currentTarget.value)}
        />
      </search>
      <Segments
        label={m.feeds_show()}
        choices={shown}
        value={props.place.show}
        onChoose={(show) => address.go(pathOf({ ...props.place, show }), 'replace')}
      />
      <button type="button" class="button" onClick={() => props.onReadAll()}>
        <Icon name="check" /> {m.feeds_read_all()}
      </button>
      <Show when={session.mayEdit()}>
        <button type="button" class="button primary" onClick={() => props.onAdd()}>
          <Icon name="plus" /> {m.feeds_add()}
        </button>
        <MoreMenu onChanged={props.onChanged} />
      </Show>
    </div>
  );
};

const MoreMenu = (props: { onChanged: () => void }) => {
  const { feeds, toasts } = useApp();
  const look = async () => {
    const answer = await feeds.readNow();
    toasts.say(answer.ok ? m.feeds_looking() : answer.fault.message);
  };
  return (
    <Menu label={<Icon name="ellipsis" />} hint={m.feeds_more()} class="icon-button" align="end">
      <button type="button" class="menu-item" onClick={() => void look()}>
        <Icon name="refresh-cw" /> {m.feeds_look_now()}
      </button>
      <OpmlButton class="menu-item" onDone={props.onChanged}>
        <Icon name="upload" /> {m.feeds_opml_import()}
      </OpmlButton>
      <a class="menu-item" href="/api/feed-opml" download="amud-feeds.opml">
        <Icon name="download" /> {m.feeds_opml_export()}
      </a>
    </Menu>
  );
};

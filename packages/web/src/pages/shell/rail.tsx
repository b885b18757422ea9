import { For } from 'solid-js';
import { m } from '../../messages.ts';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { SiteMark } from '../../parts/site-mark.tsx';
import { useApp } from '../../state/app.ts';
import { siteTitle } from '../title.ts';
import { PersonMenu } from './person-menu.tsx';

type Entry = { href: string; under: string; label: string; icon: IconName };

const entries: Entry[] = [
  { href: '/', under: '/boards', label: m.shell_home(), icon: 'house' },
  { href: '/nodes', under: '/nodes', label: m.shell_nodes(), icon: 'server' },
  { href: '/feeds', under: '/feeds', label: m.shell_feeds(), icon: 'rss' },
];
const settings: Entry = { href: '/settings', under: '/settings', label: m.shell_settings(), icon: 'settings' };

/** Left on wide screens, at the foot of narrow ones. */
export const Rail = (props: { wide: boolean; onPin: () => void; onHelp: () => void }) => (
  <header class="rail">
    <a class="rail-mark" href="/" aria-label={m.shell_start({ title: siteTitle() })}>
      <SiteMark /> <span class="rail-label clip">{siteTitle()}</span>
    </a>
    <nav aria-label={m.shell_main()}>
      <For each={entries}>{(entry) => <RailLink entry={entry} />}</For>
    </nav>
    <SearchButton />
    <div class="rail-foot">
      <button
        type="button"
        class="rail-item rail-pin"
        aria-pressed={props.wide}
        onClick={() => props.onPin()}
        title={props.wide ? m.shell_labels_hide_title() : m.shell_labels_show_title()}
      >
        <Icon name="panel-left" large />
        <span class="rail-label">{props.wide ? m.shell_labels_hide() : m.shell_labels_show()}</span>
      </button>
      <RailLink entry={settings} />
      <PersonMenu onHelp={props.onHelp} />
    </div>
  </header>
);

const SearchButton = () => {
  const { palette } = useApp();
  return (
    <button type="button" class="rail-item" title={m.shell_search_keys()} onClick={() => palette.open()}>
      <Icon name="search" large />
      <span class="rail-label">{m.shell_search()}</span>
    </button>
  );
};

const RailLink = (props: { entry: Entry }) => {
  const { address } = useApp();
  const isHere = () =>
    [props.entry.under, props.entry.href].includes(address.path()) ||
    address.path().startsWith(`${props.entry.under}/`);
  return (
    <a class="rail-item" href={props.entry.href} aria-current={isHere() ? 'page' : undefined} title={props.entry.label}>
      <Icon name={props.entry.icon} large />
      <span class="rail-label">{props.entry.label}</span>
    </a>
  );
};

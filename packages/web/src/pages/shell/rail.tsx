import { For } from 'solid-js';
import { Icon, type IconName, Mark } from '../../parts/icon.tsx';
import { useApp } from '../../state/app.ts';
import { PersonMenu } from './person-menu.tsx';

type Entry = { href: string; under: string; label: string; icon: IconName };

const entries: Entry[] = [{ href: '/nodes', under: '/nodes', label: 'Nodes', icon: 'server' }];
const settings: Entry = { href: '/settings/security', under: '/settings', label: 'Settings', icon: 'settings' };

/** Left on wide screens, at the foot of narrow ones. */
export const Rail = (props: { wide: boolean; onPin: () => void; onHelp: () => void }) => (
  <header class="rail">
    <a class="rail-mark" href="/nodes" aria-label="AMUD, all nodes">
      <Mark /> <span class="rail-label">AMUD</span>
    </a>
    <nav aria-label="Main">
      <For each={entries}>{(entry) => <RailLink entry={entry} />}</For>
    </nav>
    <div class="rail-foot">
      <button
        type="button"
        class="rail-item rail-pin"
        aria-pressed={props.wide}
        onClick={() => props.onPin()}
        title={props.wide ? 'Hide the labels' : 'Show the labels'}
      >
        <Icon name="panel-left" large />
        <span class="rail-label">{props.wide ? 'Hide labels' : 'Show labels'}</span>
      </button>
      <RailLink entry={settings} />
      <PersonMenu onHelp={props.onHelp} />
    </div>
  </header>
);

const RailLink = (props: { entry: Entry }) => {
  const { address } = useApp();
  const isHere = () => address.path() === props.entry.under || address.path().startsWith(`${props.entry.under}/`);
  return (
    <a class="rail-item" href={props.entry.href} aria-current={isHere() ? 'page' : undefined} title={props.entry.label}>
      <Icon name={props.entry.icon} large />
      <span class="rail-label">{props.entry.label}</span>
    </a>
  );
};

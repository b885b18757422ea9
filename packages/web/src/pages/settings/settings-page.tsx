import { type Component, createMemo, createSignal, Match, onCleanup, Show, Switch } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { m } from '../../messages.ts';
import { Icon } from '../../parts/icon.tsx';
import { lazyPart } from '../../parts/lazy-part.tsx';
import { useApp } from '../../state/app.ts';
import { NotFound } from '../not-found.tsx';
import { useTitle } from '../title.ts';
import { About } from './about.tsx';
import { AuditLog } from './audit-log.tsx';
import { groups } from './groups.ts';
import { Installation } from './installation.tsx';
import { Region } from './region.tsx';
import { SearchSettings } from './search-settings.tsx';
import { Security } from './security.tsx';
import { SettingsNav } from './settings-nav.tsx';
import { Users } from './users.tsx';

const BackupPart = lazyPart(async () => (await import('./backup/backup-page.tsx')).BackupPage);
const ExportingPart = lazyPart(async () => (await import('./export/export-page.tsx')).ExportPage);
const LookPart = lazyPart(async () => (await import('./look/look-page.tsx')).LookPage);

/** The page of each group (groups.ts). */
const pages: Readonly<Record<string, Component>> = {
  region: Region,
  look: () => <LookPart />,
  search: SearchSettings,
  security: Security,
  users: Users,
  audit: AuditLog,
  backup: () => <BackupPart />,
  export: () => <ExportingPart />,
  installation: Installation,
  about: About,
};

/** A list of groups and the page of one; where there is no room for both, one after the other. */
export const SettingsPage = () => {
  const { address } = useApp();
  const isNarrow = useNarrow();
  const named = () => address.path().split('/')[2];
  const shown = createMemo(() => named() ?? (isNarrow() ? undefined : groups[0]?.id));
  return (
    <div class="page settings">
      <Show when={!isNarrow() || named() === undefined}>
        <SettingsNav here={shown()} />
      </Show>
      <Show when={shown()} keyed fallback={<Titled />}>
        {(id) => (
          <div class="settings-body">
            <Show when={isNarrow()}>
              <a class="settings-back" href="/settings">
                <Icon name="chevron-left" /> {m.settings_back()}
              </a>
            </Show>
            <GroupOf id={id} />
          </div>
        )}
      </Show>
    </div>
  );
};

/** The list alone has its name in the tab of the browser too. */
const Titled = () => {
  useTitle(() => m.settings_title());
  return undefined;
};

const GroupOf = (props: { id: string }) => {
  const { session } = useApp();
  const isAdmin = () => session.user()?.role === 'admin';
  const group = () => groups.find(({ id }) => id === props.id);
  return (
    <Switch fallback={<Dynamic component={pages[props.id] ?? (() => undefined)} />}>
      <Match when={!group()}>
        <NotFound text={m.shell_not_found_page()} />
      </Match>
      <Match when={group()?.isForAdmins && !isAdmin()}>
        <ForAdmins />
      </Match>
    </Switch>
  );
};

const ForAdmins = () => {
  const { session } = useApp();
  return (
    <div class="empty">
      <h1 tabindex="-1">{m.account_for_admins()}</h1>
      <p class="dim">{m.account_for_admins_why({ role: session.user()?.role ?? 'guest' })}</p>
    </div>
  );
};

const useNarrow = () => {
  const query = matchMedia('(width < 860px)');
  const [isNarrow, setNarrow] = createSignal(query.matches);
  const follow = () => setNarrow(query.matches);
  query.addEventListener('change', follow);
  onCleanup(() => query.removeEventListener('change', follow));
  return isNarrow;
};

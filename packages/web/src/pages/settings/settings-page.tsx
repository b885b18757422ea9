import { For, Match, Show, Switch } from 'solid-js';
import { m } from '../../messages.ts';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { lazyPart } from '../../parts/lazy-part.tsx';
import { useApp } from '../../state/app.ts';
import { AuditLog } from './audit-log.tsx';
import { Security } from './security.tsx';
import { Users } from './users.tsx';

type Tab = { href: string; label: string; icon: IconName; isForAdmins: boolean };

const tabs: Tab[] = [
  { href: '/settings/security', label: m.account_security(), icon: 'shield-check', isForAdmins: false },
  { href: '/settings/users', label: m.account_users(), icon: 'users', isForAdmins: true },
  { href: '/settings/audit', label: m.account_audit(), icon: 'scroll-text', isForAdmins: true },
  { href: '/settings/backup', label: m.data_backup(), icon: 'archive', isForAdmins: true },
];

const backup = lazyPart(async () => (await import('./backup/backup-page.tsx')).BackupPage);

/** Settings, each at an address of its own. */
export const SettingsPage = () => {
  const { address, session } = useApp();
  const isAdmin = () => session.user()?.role === 'admin';
  const here = () => (address.path() === '/settings' ? '/settings/security' : address.path());
  const shown = () => tabs.filter((tab) => isAdmin() || !tab.isForAdmins);
  return (
    <div class="page narrow settings">
      <Show when={shown().length > 1}>
        <nav class="tabs" aria-label={m.account_settings()}>
          <For each={shown()}>
            {(tab) => (
              <a href={tab.href} aria-current={here() === tab.href ? 'page' : undefined}>
                <Icon name={tab.icon} /> {tab.label}
              </a>
            )}
          </For>
        </nav>
      </Show>
      <Switch fallback={<ForAdmins />}>
        <Match when={here() === '/settings/security'}>
          <Security />
        </Match>
        <Match when={here() === '/settings/users' && isAdmin()}>
          <Users />
        </Match>
        <Match when={here() === '/settings/audit' && isAdmin()}>
          <AuditLog />
        </Match>
        <Match when={here() === '/settings/backup' && isAdmin()}>
          <backup.Part />
        </Match>
      </Switch>
    </div>
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

import type { IconName } from '../../look/outlines.ts';
import { m } from '../../messages.ts';

/** A page of the settings, at `/settings/ID`. Those of `protocol/settings.ts` are found in the group that they name. */
export type SettingsGroup = {
  id: string;
  label: () => string;
  /** Other words for it, for who searches. */
  words?: () => string;
  icon: IconName;
  isForAdmins: boolean;
};

const group = (id: string, icon: IconName, label: () => string, more: Partial<SettingsGroup> = {}): SettingsGroup => ({
  id,
  icon,
  label,
  isForAdmins: false,
  ...more,
});
const forAdmins = (words: () => string): Partial<SettingsGroup> => ({ words, isForAdmins: true });

export const groups: readonly SettingsGroup[] = [
  group('region', 'languages', m.settings_group_region),
  group('look', 'palette', m.settings_group_look),
  group('search', 'search', m.settings_group_search),
  group('security', 'shield-check', m.account_security, { words: m.settings_group_security_words }),
  group('users', 'users', m.account_users, forAdmins(m.settings_group_users_words)),
  group('audit', 'scroll-text', m.account_audit, forAdmins(m.settings_group_audit_words)),
  group('backup', 'archive', m.data_backup, forAdmins(m.settings_group_backup_words)),
  group('export', 'file-text', m.data_export, forAdmins(m.data_export_words)),
  group('installation', 'sliders-horizontal', m.settings_group_installation, { isForAdmins: true }),
  group('about', 'info', m.settings_group_about, { words: m.settings_group_about_words }),
];

export const groupPath = ({ id }: Pick<SettingsGroup, 'id'>): string => `/settings/${id}`;

/** What a person with this role is shown. */
export const groupsFor = (role: string | undefined): readonly SettingsGroup[] =>
  groups.filter(({ isForAdmins }) => role === 'admin' || !isForAdmins);

import { m } from '../messages.ts';
import type { Role } from '../state/admin.ts';

/** What a person with the role may do, for choosing. */
export const roles: { value: Role; label: string; may: string }[] = [
  { value: 'guest', label: m.account_role_guest(), may: m.account_role_guest_may() },
  { value: 'viewer', label: m.account_role_viewer(), may: m.account_role_viewer_may() },
  { value: 'operator', label: m.account_role_operator(), may: m.account_role_operator_may() },
  { value: 'admin', label: m.account_role_admin(), may: m.account_role_admin_may() },
];

export const roleLabel = (role: Role): string => roles.find(({ value }) => value === role)?.label ?? role;

import type { Role } from '../../state/admin.ts';

/** What a person with the role may do, for choosing. */
export const roles: { value: Role; label: string; may: string }[] = [
  { value: 'guest', label: 'Guest', may: 'Sees only what is shared with everyone.' },
  { value: 'viewer', label: 'Viewer', may: 'Sees everything, changes nothing.' },
  { value: 'operator', label: 'Operator', may: 'Sees everything, and may act: start, stop, restart.' },
  { value: 'admin', label: 'Admin', may: 'May do everything, and manages users and settings.' },
];

export const roleLabel = (role: Role): string => roles.find(({ value }) => value === role)?.label ?? role;

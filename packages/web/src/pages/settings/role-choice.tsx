import { createUniqueId, For } from 'solid-js';
import { m } from '../../messages.ts';
import type { Role } from '../../state/admin.ts';
import { roles } from '../roles.ts';

/** The roles with what each may do. */
export const RoleChoice = (props: { value: Role; onChoose: (role: Role) => void }) => {
  const name = createUniqueId();
  return (
    <fieldset class="choices">
      <legend>{m.account_role()}</legend>
      <For each={roles}>
        {(role) => (
          <label>
            <input
              type="radio"
              name={name}
              checked={props.value === role.value}
              onChange={() => props.onChoose(role.value)}
            />
            <span>
              <strong>{role.label}</strong>
              <span class="dim small">{role.may}</span>
            </span>
          </label>
        )}
      </For>
    </fieldset>
  );
};

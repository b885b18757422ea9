import { createResource, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { list } from '../../../parts/format.ts';
import { useApp } from '../../../state/app.ts';

/** Where its cards stand: what removing it would take away there. */
export const UsedOn = (props: { appId: string }) => {
  const { apps, boards } = useApp();
  const [uses] = createResource(apps.uses);
  const names = () => {
    const answer = uses.latest;
    const use = answer?.ok ? answer.value.apps.find(({ id }) => id === props.appId) : undefined;
    return use?.boards.map((id) => boards.get(id)?.name ?? id) ?? [];
  };
  return (
    <Show when={names().length > 0}>
      <p class="dim small">{m.apps_used_on({ boards: list(names()) })}</p>
    </Show>
  );
};

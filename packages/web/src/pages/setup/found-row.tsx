import { Show } from 'solid-js';
import { m } from '../../messages.ts';
import { AppIcon } from '../../parts/app-icon.tsx';
import type { FoundApp } from '../../state/setup.ts';

type FoundRowProps = {
  found: FoundApp;
  isKept: boolean;
  isIgnored: boolean;
  onKeep: (keep: boolean) => void;
  onIgnore: (ignored: boolean) => void;
};

export const FoundRow = (props: FoundRowProps) => (
  <li class="found-app" classList={{ old: props.isIgnored || props.found.state === 'added' }}>
    <Show when={props.found.state === 'new' && !props.isIgnored} fallback={<span class="found-box" />}>
      <input
        class="found-box"
        type="checkbox"
        aria-label={m.setup_apps_keep({ name: props.found.name })}
        checked={props.isKept}
        onChange={(event) => props.onKeep(event.currentTarget.checked)}
      />
    </Show>
    <AppIcon icon={props.found.icon} name={props.found.name} />
    <div class="found-words">
      <p class="clip">
        <strong>{props.found.name}</strong>
      </p>
      <p class="dim small clip">
        <bdi>{props.found.url}</bdi> · {origin(props.found)}
      </p>
      <Show when={props.found.pin !== ''}>
        <p class="dim small">{m.setup_apps_pinned()}</p>
      </Show>
      <Show when={props.isIgnored}>
        <p class="small" role="status">
          {m.setup_apps_ignored()}
        </p>
      </Show>
    </div>
    <Show when={props.found.state === 'new'} fallback={<span class="tag">{m.setup_apps_added()}</span>}>
      <button
        type="button"
        class="button quiet slim"
        aria-label={props.isIgnored ? undefined : m.setup_apps_ignore({ name: props.found.name })}
        onClick={() => props.onIgnore(!props.isIgnored)}
      >
        {props.isIgnored ? m.setup_apps_undo() : m.setup_apps_ignore_short()}
      </button>
    </Show>
  </li>
);

const origin = ({ source, part, nodeName }: FoundApp): string => {
  if (source === 'label') return m.setup_apps_from_label({ part });
  return source === 'container'
    ? m.setup_apps_from_container({ part, node: nodeName })
    : m.setup_apps_from_port({ node: nodeName });
};

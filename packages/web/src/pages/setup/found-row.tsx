import { type JSX, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { AppIcon } from '../../parts/app-icon.tsx';
import { Icon } from '../../parts/icon.tsx';
import type { FoundApp } from '../../state/setup.ts';

type FoundRowProps = {
  found: FoundApp;
  isChosen: boolean;
  onChoose: (isWanted: boolean) => void;
  onIgnore: () => void;
};

export const FoundRow = (props: FoundRowProps) => (
  <li class="found-app" classList={{ left: !props.isChosen }}>
    <label>
      <input
        type="checkbox"
        checked={props.isChosen}
        onChange={(event) => props.onChoose(event.currentTarget.checked)}
      />
      <Words found={props.found} />
    </label>
    <button
      type="button"
      class="icon-button"
      title={m.setup_apps_ignore({ name: props.found.name })}
      aria-label={m.setup_apps_ignore({ name: props.found.name })}
      onClick={() => props.onIgnore()}
    >
      <Icon name="eye-off" />
    </button>
  </li>
);

/** One that there is nothing to choose of. */
export const QuietRow = (props: { found: FoundApp; children?: JSX.Element }) => (
  <li class="found-app left">
    <div>
      <Words found={props.found} />
    </div>
    {props.children}
  </li>
);

const Words = (props: { found: FoundApp }) => (
  <>
    <AppIcon icon={props.found.icon} name={props.found.name} size={28} />
    <span class="found-words">
      <strong class="clip">{props.found.name}</strong>
      <span class="dim small clip">
        <bdi>{shortUrl(props.found.url)}</bdi> · {origin(props.found)}
      </span>
      <Show when={props.found.pin !== ''}>
        <span class="dim small found-pin">
          <Icon name="lock" /> {m.setup_apps_pinned()}
        </span>
      </Show>
    </span>
  </>
);

const shortUrl = (url: string): string => url.replace(/^http:\/\//, '').replace(/\/$/, '');

const origin = ({ source, part, nodeName }: FoundApp): string => {
  if (source === 'label') return m.setup_apps_from_label({ part });
  return source === 'container'
    ? m.setup_apps_from_container({ part, node: nodeName })
    : m.setup_apps_from_port({ node: nodeName });
};

import { createUniqueId, For, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Age } from '../../parts/age.tsx';
import type { FoundFeed } from '../../state/feeds.ts';

type PreviewProps = { found: readonly FoundFeed[]; url: string; onChoose: (url: string) => void };

/** What was found at an address, and what is in it. */
export const Preview = (props: PreviewProps) => {
  const name = createUniqueId();
  const chosen = () => props.found.find(({ url }) => url === props.url);
  return (
    <div class="feeds-found">
      <Show when={props.found.length > 1}>
        <fieldset class="checks">
          <legend>{m.feeds_found_many({ count: props.found.length })}</legend>
          <For each={props.found}>
            {(feed) => (
              <label>
                <input
                  type="radio"
                  name={name}
                  checked={feed.url === props.url}
                  onChange={() => props.onChoose(feed.url)}
                />
                <span class="clip">{feed.title || feed.url}</span>
              </label>
            )}
          </For>
        </fieldset>
      </Show>
      <Show when={chosen()}>
        {(feed) => (
          <section class="feeds-preview" aria-label={m.feeds_preview()}>
            <p>
              <strong>{feed().title || feed().url}</strong>{' '}
              <span class="dim small">{m.feeds_found_count({ count: feed().count })}</span>
            </p>
            <ol>
              <For each={feed().entries}>
                {(entry) => (
                  <li>
                    <span class="clip">{entry.title}</span>
                    <Show when={entry.at}>{(at) => <Age since={at()} />}</Show>
                  </li>
                )}
              </For>
            </ol>
          </section>
        )}
      </Show>
    </div>
  );
};

import type { Reading } from '@amud/protocol/reading.ts';
import { Index, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Icon } from '../../parts/icon.tsx';
import { part, Sentence } from '../../parts/sentence.tsx';

/** Drawn only when something failed: then it is the first thing to see. */
export const FailedUnits = (props: { reading: Reading }) => (
  <Show when={props.reading.failedUnits?.count ? props.reading.failedUnits : undefined}>
    {(failed) => (
      <section class="notice bad failed-units" aria-label={m.node_failed()}>
        <Icon name="triangle-alert" />
        <div>
          <p>
            <strong>{m.node_failed_count({ count: failed().count })}</strong>{' '}
            <span class="dim">
              <Sentence
                text={m.node_failed_how({ command: part(0) })}
                parts={[<code>{'systemctl status NAME'}</code>]}
              />
            </span>
          </p>
          <ul>
            <Index each={failed().units}>
              {(unit) => (
                <li>
                  {unit().name} <span class="dim">{unit().description}</span>
                </li>
              )}
            </Index>
          </ul>
        </div>
      </section>
    )}
  </Show>
);

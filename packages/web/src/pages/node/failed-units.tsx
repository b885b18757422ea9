import type { Reading } from '@amud/protocol/reading.ts';
import { Index, Show } from 'solid-js';
import { plural } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';

/** Drawn only when something failed: then it is the first thing to see. */
export const FailedUnits = (props: { reading: Reading }) => (
  <Show when={props.reading.failedUnits?.count ? props.reading.failedUnits : undefined}>
    {(failed) => (
      <section class="notice bad failed-units" aria-label="Failed services">
        <Icon name="triangle-alert" />
        <div>
          <p>
            <strong>{plural(failed().count, 'service')} failed.</strong>{' '}
            <span class="dim">
              On the host, <code>systemctl status NAME</code> says why.
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

import { Index } from 'solid-js';
import { m } from '../messages.ts';
import { wholePercent } from './format.ts';

type CoresProps = { percents: readonly number[] };

/** Above this a core is a stripe, not a column with room around it. */
const MANY = 32;

/** Every core as a column: which are busy, and whether the work is spread. */
export const Cores = (props: CoresProps) => {
  const sentence = () => {
    const highest = Math.max(...props.percents);
    const busiest = props.percents.indexOf(highest);
    return m.shell_cores({ count: props.percents.length, core: busiest, percent: wholePercent(highest) });
  };
  return (
    <div class="cores" classList={{ many: props.percents.length > MANY }} role="img" aria-label={sentence()}>
      <Index each={props.percents}>
        {(percent, core) => (
          <span class="core" title={m.shell_core({ core, percent: wholePercent(percent()) })}>
            <span class="core-track">
              <span class="core-fill" style={{ transform: `scaleY(${percent() / 100})` }} />
            </span>
            <span class="core-name">{core}</span>
          </span>
        )}
      </Index>
    </div>
  );
};

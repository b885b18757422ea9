import { m } from '../messages.ts';
import { Amount } from './amount.tsx';
import { byteRate, maybe, networkRate } from './format.ts';
import { Icon } from './icon.tsx';

type FlowProps = { inwards: number | undefined; outwards: number | undefined; of: 'network' | 'disk' };

const words = {
  network: [m.shell_received(), m.shell_sent()],
  disk: [m.shell_read(), m.shell_written()],
} as const;

/** What comes and what goes, side by side. */
export const Flow = (props: FlowProps) => {
  const format = () => (props.of === 'network' ? networkRate : byteRate);
  return (
    <span class="flow">
      <span class="flow-way">
        <Icon name="arrow-down" />
        <span class="unseen">{words[props.of][0]}</span>
        <Amount of={maybe(props.inwards, format())} />
      </span>
      <span class="flow-way">
        <Icon name="arrow-up" />
        <span class="unseen">{words[props.of][1]}</span>
        <Amount of={maybe(props.outwards, format())} />
      </span>
    </span>
  );
};

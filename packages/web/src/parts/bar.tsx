/** Full enough to act on, and so full that things stop working. */
const WARN_PERCENT = 85;
const BAD_PERCENT = 95;

export const levelOf = (percent: number): 'calm' | 'warn' | 'bad' =>
  percent >= BAD_PERCENT ? 'bad' : percent >= WARN_PERCENT ? 'warn' : 'calm';

type BarProps = {
  percent: number | undefined;
  /** A CPU may be busy; a disk may not be full. */
  judged?: boolean;
  kind?: 'cpu' | 'memory' | 'disk' | 'network';
};

/** A thin bar. The number stands beside it in words, so it is not read out. */
export const Bar = (props: BarProps) => (
  <span
    class={`bar ${props.kind ?? 'cpu'}`}
    data-level={props.judged ? levelOf(props.percent ?? 0) : 'calm'}
    aria-hidden="true"
  >
    <span class="bar-fill" style={{ transform: `scaleX(${Math.min(1, (props.percent ?? 0) / 100)})` }} />
  </span>
);

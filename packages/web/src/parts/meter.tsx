import type { JSX } from 'solid-js';
import { Amount } from './amount.tsx';
import type { Amount as Shown } from './format.ts';

type MeterProps = {
  label: string;
  amount: Shown;
  /** The name of the number, for who looks for it on the page. */
  series?: string;
  testId?: string;
  /** Below: what the number is made of. */
  detail?: JSX.Element;
  /** A bar, a small line, or both. */
  children?: JSX.Element;
};

/** One quantity of a node: what it is, how much, and its shape. */
export const Meter = (props: MeterProps) => (
  <div class="meter">
    <p class="meter-head">
      <span class="meter-label clip" title={props.label}>
        {props.label}
      </span>
      <span class="meter-value" data-testid={props.testId}>
        <Amount of={props.amount} width={3} {...(props.series === undefined ? {} : { series: props.series })} />
      </span>
    </p>
    {props.children}
    <p class="meter-detail clip">{props.detail}</p>
  </div>
);

import type { Amount as Shown } from './format.ts';

/** A number and its unit. `width` is the room of the number in digits, so that it can grow and move nothing. */
export const Amount = (props: { of: Shown; width?: number; series?: string }) => (
  <span class="amount" data-series={props.series}>
    <span class="number" style={{ 'min-inline-size': `${props.width ?? 4}ch` }}>
      {props.of.number}
    </span>
    <span class="unit">{props.of.unit}</span>
  </span>
);

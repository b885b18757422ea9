import { type IconName, outlines } from '../look/outlines.ts';

/** Outlines that point along the line of reading, by what Lucide calls them. */
const isDirected = (name: string): boolean => /(^|-)(left|right|log-in|log-out|undo|redo|reply)(-|$)/.test(name);

/** An outline beside words; it says nothing by itself. */
export const Icon = (props: { name: IconName; large?: boolean }) => (
  <svg
    class="icon"
    classList={{ large: props.large ?? false, directed: isDirected(props.name) }}
    viewBox="0 0 24 24"
    aria-hidden="true"
  >
    <path d={outlines[props.name]} />
  </svg>
);

export type { IconName };

/** The mark of AMUD, which means pillar: capital, three flutes, base. */
export const Mark = () => (
  <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
    <path d="M8 6h16M5.5 26h21M11 12v8M21 12v8" />
    <path class="pillar" d="M16 12v8" />
  </svg>
);

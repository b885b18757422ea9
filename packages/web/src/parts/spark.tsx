import { createMemo } from 'solid-js';
import { startOf } from './chart-data.ts';
import { SPARK_HEIGHT, SPARK_WIDTH, sparkPaths } from './sparkline.ts';
import { createVisible } from './visible.ts';

export type PointSource = {
  recent: { readonly at: readonly number[]; values(name: string): readonly (number | null)[] | undefined };
  /** Changes whenever a point came. */
  tick: () => number;
};

type SparkProps = {
  source: PointSource;
  name: string;
  kind: 'cpu' | 'memory';
  spanMs: number;
  /** The least value of the upper edge; the line's own maximum when that is higher. */
  top: number;
};

/** Fifteen minutes in a small line: a hint of the shape, with the numbers beside it. */
export const Spark = (props: SparkProps) => {
  let picture: SVGSVGElement | undefined;
  const visible = createVisible(() => picture);
  const paths = createMemo<ReturnType<typeof sparkPaths>>(
    (drawn) => {
      if (!visible()) return drawn;
      props.source.tick();
      const { at } = props.source.recent;
      const values = props.source.recent.values(props.name) ?? [];
      const highest = values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
      const top = highest > props.top ? 100 : props.top;
      const endAt = at.at(-1) ?? 0;
      return sparkPaths({ at, values, endAt, spanMs: endAt - startOf(at, endAt, props.spanMs), top });
    },
    { line: '', area: '' },
  );
  return (
    <svg
      ref={picture}
      class={`spark ${props.kind}`}
      viewBox={`0 0 ${SPARK_WIDTH} ${SPARK_HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path class="spark-area" d={paths().area} />
      <path class="spark-line" d={paths().line} vector-effect="non-scaling-stroke" />
    </svg>
  );
};

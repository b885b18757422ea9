import { type Accessor, createContext, createMemo, type JSX, useContext } from 'solid-js';
import type { ChartSource } from './chart-data.ts';

type Board = {
  source: ChartSource;
  spanMs: Accessor<number>;
  /** Whole steps of ten seconds: how often the sentences of charts are written anew. */
  slowTick: Accessor<number>;
  /** Another value whenever colours are others. */
  look: Accessor<string>;
};

const BoardContext = createContext<Board>();

export const useBoard = (): Board => {
  const board = useContext(BoardContext);
  if (!board) throw new Error('A chart was drawn outside of a board.');
  return board;
};

type BoardProps = { source: ChartSource; spanMs: number; look: string; children: JSX.Element };

/** What the charts of a page share: the numbers, the range and the look. */
export const ChartBoard = (props: BoardProps) => {
  const slowTick = createMemo(() => {
    props.source.tick();
    return Math.floor((props.source.recent.at.at(-1) ?? 0) / 10_000);
  });
  const board: Board = {
    get source() {
      return props.source;
    },
    spanMs: () => props.spanMs,
    slowTick,
    look: () => props.look,
  };
  return <BoardContext.Provider value={board}>{props.children}</BoardContext.Provider>;
};

import type { BoardState } from '../../state/board.ts';
import type { Editing } from '../board/editing.ts';

type EditorProps = { board: BoardState; onMode: (mode: Editing | undefined) => void; onDone: () => void };

export const Editor = (_props: EditorProps) => null;

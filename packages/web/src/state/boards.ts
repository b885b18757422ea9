import type { BoardEntry, BoardsData } from '@amud/protocol/board-list.ts';
import type { FirstData } from '@amud/protocol/http.ts';
import { createMemo, createSignal } from 'solid-js';
import type { Clock } from '../link/clock.ts';
import { openTopic } from '../link/collection.ts';
import type { Http } from '../link/http.ts';
import type { Link } from '../link/socket.ts';
import { patched } from './patched.ts';
import { isSame } from './same.ts';

export type BoardsState = ReturnType<typeof createBoards>;

const ordered = (boards: Iterable<BoardEntry>): BoardEntry[] =>
  [...boards].toSorted((one, other) => one.position - other.position);

/** The topic `boards`: those that this person may see, in their order, and the one they begin with. */
export const createBoards = ({ first, link, clock, http }: BoardsParts) => {
  const [byId, setById] = createSignal(toRecord(first.boards), { equals: isSame });
  const [chosenHome, setChosenHome] = createSignal(first.home);
  const [known, setKnown] = createSignal(true);
  const list = createMemo(() => ordered(Object.values(byId())));
  const topic = openTopic({
    link,
    clock,
    topic: 'boards',
    on: {
      snapshot: (snapshot) => setById((snapshot.data as BoardsData).boards),
      patch: (patch, nulls) => setById((boards) => patched<BoardsData>({ boards }, patch, nulls).boards),
      gone: () => setById({}),
    },
  });
  const take = ({ boards, home }: { boards: BoardEntry[]; home: string | null }) => {
    setById(toRecord(boards));
    setChosenHome(home);
    setKnown(true);
  };
  return {
    list,
    /** Whether the list is that of who looks at it. */
    known,
    get: (id: string): BoardEntry | undefined => byId()[id],
    /** The board that `/` shows; null: there is none for this person. */
    home: () => {
      const chosen = chosenHome();
      return chosen !== null && byId()[chosen] ? chosen : (list()[0]?.id ?? null);
    },
    setHome: setChosenHome,
    /** Asks anew: for who came or left. */
    refresh: async () => {
      setKnown(false);
      const answer = await http.call('GET', '/api/boards', 'boardsOutput');
      if (answer.ok) take(answer.value);
      else setKnown(true);
    },
    forget: () => {
      setById({});
      setChosenHome(null);
    },
    watch: topic.watch,
  };
};

type BoardsParts = { first: Pick<FirstData, 'boards' | 'home'>; link: Link; clock: Clock; http: Http };

const toRecord = (boards: readonly BoardEntry[]): Record<string, BoardEntry> =>
  Object.fromEntries(boards.map((board) => [board.id, board]));

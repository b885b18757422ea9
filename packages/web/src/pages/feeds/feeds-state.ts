import { type Accessor, batch, createEffect, createSignal, on, onCleanup } from 'solid-js';
import { createStore, produce, reconcile } from 'solid-js/store';
import type { Refusal } from '../../state/admin.ts';
import { useApp } from '../../state/app.ts';
import type { EntriesOutput, Feed, FeedEntry } from '../../state/feeds.ts';
import type { Place } from './place.ts';

export type Marks = { read?: boolean; starred?: boolean };
export type FeedsPageState = ReturnType<typeof createFeedsPage>;

/** How long what is typed rests before it is looked for. */
const REST_MS = 200;
/** So near to the top, what is new may push the rest down. */
const TOP_PX = 120;

type Data = { feeds: Feed[]; starred: number; entries: FeedEntry[]; next: string | null };

/** The feeds and the entries that the page shows, as the server has them and as they are marked here. */
export const createFeedsPage = (place: Accessor<Place>, words: Accessor<string>) => {
  const { feeds, toasts } = useApp();
  const [data, setData] = createStore<Data>({ feeds: [], starred: 0, entries: [], next: null });
  const [known, setKnown] = createSignal(false);
  const [loading, setLoading] = createSignal(true);
  const [fault, setFault] = createSignal<Refusal>();
  const [waiting, setWaiting] = createSignal<FeedEntry[]>([]);
  let asked = 0;
  let isLate = false;

  const question = () => ({ ...place(), q: words() });
  const loadFeeds = async () => {
    const answer = await feeds.list();
    if (!answer.ok) {
      setFault(answer.fault);
      return;
    }
    batch(() => {
      setData('feeds', reconcile(answer.value.feeds, { key: 'id' }));
      setData('starred', answer.value.starred);
      setKnown(true);
    });
  };
  /** Only the answer to the last question counts. */
  const ask = async (before?: string): Promise<EntriesOutput | undefined> => {
    asked += 1;
    const number = asked;
    const answer = await feeds.entries({ ...question(), before });
    if (number !== asked) return undefined;
    setFault(answer.ok ? undefined : answer.fault);
    return answer.ok ? answer.value : undefined;
  };
  const begin = async () => {
    setLoading(true);
    setWaiting([]);
    const found = await ask();
    if (!found) {
      if (fault()) setLoading(false);
      return;
    }
    batch(() => {
      setData('entries', reconcile(found.entries, { key: 'id' }));
      setData('next', found.next);
      setLoading(false);
    });
    if (isLate) void renew();
  };
  const more = async () => {
    if (loading() || data.next === null) return;
    setLoading(true);
    const found = await ask(data.next);
    if (found)
      batch(() => {
        setData('entries', (entries) => [...entries, ...found.entries]);
        setData('next', found.next);
      });
    setLoading(false);
  };
  const take = () => {
    setData('entries', (entries) => [...waiting(), ...entries].sort(byTime));
    setWaiting([]);
  };
  /** What came meanwhile goes on top at once, or waits while somebody reads further down. */
  const renew = async () => {
    void loadFeeds();
    // What is on its way may be from before.
    isLate = loading();
    if (isLate) return;
    const number = asked;
    const answer = await feeds.entries(question());
    if (number !== asked || !answer.ok) return;
    const found = answer.value;
    if (data.entries.length === 0) {
      setData({ entries: found.entries, next: found.next });
      return;
    }
    const here = new Map(data.entries.map((entry) => [entry.id, entry]));
    setWaiting(found.entries.filter(({ id, at }) => !here.has(id) && at >= (data.entries.at(-1)?.at ?? 0)));
    if (scrollY < TOP_PX) take();
  };

  const setMarks = (entry: FeedEntry, { read, starred }: Marks) => {
    const unread = read === undefined || read === entry.isRead ? 0 : read ? -1 : 1;
    setData(
      produce((draft) => {
        const feed = draft.feeds.find(({ id }) => id === entry.feedId);
        if (feed) feed.unread = Math.max(0, feed.unread + unread);
        if (starred !== undefined && starred !== entry.isStarred) draft.starred += starred ? 1 : -1;
        const own = draft.entries.find(({ id }) => id === entry.id);
        if (own && read !== undefined) own.isRead = read;
        if (own && starred !== undefined) own.isStarred = starred;
      }),
    );
  };
  /** Shown at once; taken back when the server says no. */
  const mark = async (entry: FeedEntry, marks: Marks) => {
    const before: Marks = {
      ...(marks.read === undefined ? {} : { read: entry.isRead }),
      ...(marks.starred === undefined ? {} : { starred: entry.isStarred }),
    };
    setMarks(entry, marks);
    const answer = await feeds.mark([entry.id], marks);
    if (answer.ok) return;
    setMarks(entry, before);
    toasts.say(answer.fault.message);
  };

  void loadFeeds();
  listen({ place, words, changes: feeds.changes, begin, renew });
  return {
    data,
    known,
    loading,
    fault,
    waiting,
    take,
    more,
    begin,
    mark,
    loadFeeds,
    again: () => {
      void loadFeeds();
      void begin();
    },
  };
};

const byTime = (one: FeedEntry, other: FeedEntry): number => other.at - one.at || other.id - one.id;

type Heard = {
  place: Accessor<Place>;
  words: Accessor<string>;
  changes: Accessor<number>;
  begin: () => Promise<void>;
  renew: () => Promise<void>;
};

/** Another place is asked for at once, other words when the typing rests, and what is new when it is told of. */
const listen = ({ place, words, changes, begin, renew }: Heard): void => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const rested = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void begin(), REST_MS);
  };
  createEffect(on(place, () => void begin()));
  createEffect(on(words, rested, { defer: true }));
  createEffect(on(changes, () => void renew(), { defer: true }));
  onCleanup(() => clearTimeout(timer));
};

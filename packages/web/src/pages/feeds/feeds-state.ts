import { type Accessor, batch, createEffect, createSignal, on, onCleanup } from 'solid-js';
import { createStore, produce, reconcile } from 'solid-js/store';
import type { Refusal } from '../../state/admin.ts';
import type { App } from '../../state/app.ts';
import type { EntriesAsked, EntriesOutput, Feed, FeedEntry } from '../../state/feeds.ts';
import type { Place } from './place.ts';

export type Marks = { read?: boolean; starred?: boolean };
export type FeedsPageState = ReturnType<typeof createFeedsPage>;

/** How long what is typed rests before it is looked for. */
const REST_MS = 200;
/** So near to the top, what is new may push the rest down. */
const TOP_PX = 120;
/** What is new and could not be had is asked for again after this. */
const RETRY_MS = 5_000;

type Data = { feeds: Feed[]; starred: number; entries: FeedEntry[]; next: string | null };

/** The feeds and the entries that the page shows, as the server has them and as they are marked here. */
export const createFeedsPage = (
  { feeds, toasts }: Pick<App, 'feeds' | 'toasts'>,
  place: Accessor<Place>,
  words: Accessor<string>,
) => {
  const [data, setData] = createStore<Data>({ feeds: [], starred: 0, entries: [], next: null });
  const [known, setKnown] = createSignal(false);
  const [loading, setLoading] = createSignal(true);
  const [fault, setFault] = createSignal<Refusal>();
  const [waiting, setWaiting] = createSignal<FeedEntry[]>([]);
  const [lists, questions, renewals] = [createTurns(), createTurns(), createTurns()];
  /** Something new was told of while an answer from before was on its way. */
  let isLate = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  /** The question that the entries answer. */
  let shown = '';

  const question = () => ({ ...place(), q: words() });
  const loadFeeds = async () => {
    const isLast = lists.take();
    const answer = await feeds.list();
    if (!isLast()) return;
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
  /** Asks, and has what was answered shown, unless something else was asked for meanwhile: then that goes on. */
  const ask = async (asked: EntriesAsked, show: (found: EntriesOutput) => void) => {
    setLoading(true);
    const isLast = questions.take();
    const answer = await feeds.entries(asked);
    if (!isLast()) return;
    batch(() => {
      setFault(answer.ok ? undefined : answer.fault);
      if (answer.ok) show(answer.value);
      setLoading(false);
    });
    if (isLate) void renew();
  };
  const show = (key: string, { entries, next }: EntriesOutput) => {
    shown = key;
    setData('entries', reconcile(entries, { key: 'id' }));
    setData('next', next);
  };
  const begin = async () => {
    setWaiting([]);
    const asked = question();
    const key = JSON.stringify(asked);
    await ask(asked, (found) => show(key, found));
    // What is there answers something else.
    if (fault() && shown !== key && !loading()) show('', { entries: [], next: null });
  };
  const more = async () => {
    if (loading() || data.next === null) return;
    await ask({ ...question(), before: data.next }, (found) => {
      setData('entries', (entries) => [...entries, ...found.entries]);
      setData('next', found.next);
    });
  };
  const take = () => {
    setData('entries', (entries) => [...waiting(), ...entries].sort(byTime));
    setWaiting([]);
  };
  /** What came meanwhile goes on top at once, or waits while somebody reads further down. */
  const renew = async () => {
    clearTimeout(retry);
    void loadFeeds();
    // What is on its way may be from before.
    isLate = loading();
    if (isLate) return;
    const isLast = renewals.take();
    const isStill = questions.current();
    const asked = question();
    const answer = await feeds.entries(asked);
    if (!isLast()) return;
    if (!isStill()) return void renew();
    if (!answer.ok) {
      retry = setTimeout(() => void renew(), RETRY_MS);
      return;
    }
    setFault(undefined);
    if (data.entries.length === 0) return show(JSON.stringify(asked), answer.value);
    const here = new Set(data.entries.map(({ id }) => id));
    const oldest = data.entries.at(-1)?.at ?? 0;
    setWaiting(answer.value.entries.filter(({ id, at }) => !here.has(id) && at >= oldest));
    if (scrollY < TOP_PX) take();
  };
  onCleanup(() => clearTimeout(retry));

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

/** Tells what is still the last of its kind from what was overtaken. */
const createTurns = () => {
  let last = 0;
  const current = () => {
    const own = last;
    return () => own === last;
  };
  return {
    current,
    take: () => {
      last += 1;
      return current();
    },
  };
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

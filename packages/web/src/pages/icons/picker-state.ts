import type { Upload } from '@amud/protocol/http.ts';
import { createEffect, createResource, createSignal, on, onCleanup } from 'solid-js';
import { m } from '../../messages.ts';
import { useApp } from '../../state/app.ts';
import type { IconHit } from '../../state/icons.ts';

const TYPING_MS = 80;
const SHOWN = 120;
const AT_FIRST = 48;

type Wanted = { name: string; url: string; onChoose: (icon: string) => void };

/** What the picker looks for, and pictures that are brought to it. */
export const createPicker = (props: Wanted) => {
  const { icons, uploads } = useApp();
  const [text, setText] = createSignal('');
  const [hits, setHits] = createSignal<IconHit[]>();
  const [fault, setFault] = createSignal<string>();
  const [busy, setBusy] = createSignal<'fetching' | 'uploading'>();
  const [fitting] = createResource(() => icons.suggest(props.name, props.url));
  const [yours] = createResource(uploads.list);

  let timer: ReturnType<typeof setTimeout> | undefined;
  let newest = 0;
  onCleanup(() => clearTimeout(timer));
  const look = async (typed: string) => {
    newest += 1;
    const mine = newest;
    const answer = await icons.search(typed, typed.trim() === '' ? AT_FIRST : SHOWN);
    // An answer to what is no longer asked.
    if (mine !== newest) return;
    if (answer.ok) setHits(answer.value.icons);
    else setFault(answer.fault.message);
  };
  createEffect(
    on(text, (typed) => {
      clearTimeout(timer);
      timer = setTimeout(() => void look(typed), hits() === undefined ? 0 : TYPING_MS);
    }),
  );

  const take = async (what: 'fetching' | 'uploading', bring: ReturnType<typeof icons.fetchFrom>) => {
    setFault(undefined);
    setBusy(what);
    const answer = await bring;
    setBusy(undefined);
    if (answer.ok) props.onChoose(iconOf(answer.value.upload));
    else setFault(answer.fault.message);
  };
  return {
    text,
    setText,
    hits,
    fault,
    busy,
    fitting: () => (fitting.latest?.ok ? fitting.latest.value.icons : []),
    yours: () => (yours.latest?.ok ? yours.latest.value.uploads : []),
    fetchFrom: (url: string) => take('fetching', icons.fetchFrom(url)),
    upload: (file: File | null | undefined) => {
      if (!file) return;
      if (file.type !== '' && !file.type.startsWith('image/')) setFault(m.icons_no_picture());
      else void take('uploading', uploads.add(file));
    },
  };
};

export type Picker = ReturnType<typeof createPicker>;

export const iconOf = ({ id }: Pick<Upload, 'id'>): string => `upload:${id}`;

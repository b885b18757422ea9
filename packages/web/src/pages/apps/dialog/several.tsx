import { createSignal, For, onCleanup, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { m } from '../../../messages.ts';
import { AppIcon } from '../../../parts/app-icon.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { useApp } from '../../../state/app.ts';
import { addressesIn } from './addresses.ts';
import { emptyDraft, toInput } from './draft.ts';
import { createOthers } from './others.ts';

type Row = {
  name: string;
  url: string;
  icon: string;
  isWanted: boolean;
  state: 'open' | 'busy' | 'done' | 'failed';
  why: string;
};

type SeveralProps = { text: string; onClose: () => void; onSaved: (id: string) => void };

/** Many addresses at once: each becomes an app, with a name and an icon to confirm. */
export const Several = (props: SeveralProps) => {
  const adding = createSeveral(props);
  const { rows } = adding;
  let form: HTMLFormElement | undefined;
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (await adding.addAll()) form?.closest('dialog')?.close();
  };
  return (
    <Dialog kind="form" title={m.apps_several({ count: rows.length })} onClose={props.onClose}>
      <form ref={form} class="app-form" novalidate onSubmit={(event) => void submit(event)}>
        <p class="dim">{m.apps_several_help()}</p>
        <ul class="several">
          <For each={rows}>{(row, index) => <SeveralRow row={row} index={index()} adding={adding} />}</For>
        </ul>
        <div class="actions detail-actions">
          <button type="button" class="button" onClick={(event) => event.currentTarget.closest('dialog')?.close()}>
            {m.shell_cancel()}
          </button>
          <button type="submit" class="button primary" disabled={adding.busy() || adding.wanted() === 0}>
            {adding.busy()
              ? m.apps_several_adding({ done: adding.done(), count: adding.wanted() })
              : m.apps_several_add({ count: adding.wanted() })}
          </button>
        </div>
      </form>
    </Dialog>
  );
};

type Adding = ReturnType<typeof createSeveral>;

const SeveralRow = (props: { row: Row; index: number; adding: Adding }) => {
  const others = createOthers(null);
  const id = () => `several-${props.index}`;
  const warning = () => props.row.why || others.byUrl(props.row.url) || '';
  return (
    <li data-state={props.row.state}>
      <input
        type="checkbox"
        checked={props.row.isWanted}
        disabled={props.row.state === 'done'}
        aria-label={m.apps_several_take({ name: props.row.name || props.row.url })}
        onChange={(event) => props.adding.change(props.index, { isWanted: event.currentTarget.checked })}
      />
      <AppIcon icon={props.row.icon} name={props.row.name || '?'} size={28} />
      <div class="several-words">
        <div class="input slim">
          <input
            type="text"
            aria-label={m.apps_several_name({ url: props.row.url })}
            aria-describedby={id()}
            aria-invalid={props.row.isWanted && props.row.name.trim() === ''}
            maxlength="80"
            value={props.row.name}
            onInput={(event) => props.adding.change(props.index, { name: event.currentTarget.value })}
          />
        </div>
        <p id={id()} class="dim small">
          {props.row.url}
          <Show when={warning()}>
            <span class="warned"> · {warning()}</span>
          </Show>
        </p>
      </div>
    </li>
  );
};

const createSeveral = (props: SeveralProps) => {
  const { apps, icons, toasts } = useApp();
  const [rows, setRows] = createStore<Row[]>(
    addressesIn(props.text).map((one) => ({ ...one, icon: '', isWanted: true, state: 'open', why: '' })),
  );
  const [busy, setBusy] = createSignal(false);
  let isGone = false;
  onCleanup(() => {
    isGone = true;
  });
  const change = (index: number, part: Partial<Row>) => setRows(index, part);
  /** One after the other: a hundred questions at once would be for the server's limit only. */
  const suggest = async () => {
    for (const [index, { name, url }] of rows.entries()) {
      if (isGone) return;
      const answer = await icons.suggest(name, url);
      const found = answer.ok ? answer.value.icons[0] : undefined;
      if (found) change(index, { icon: found.name, ...(name === '' ? { name: found.title } : {}) });
    }
  };
  void suggest();

  const addOne = async (index: number): Promise<void> => {
    const row = rows[index];
    if (!row?.isWanted || row.state === 'done') return;
    const { name, url, icon } = row;
    const input = toInput({ ...emptyDraft(), name, url, icon, isWatched: /^https?:/i.test(url) });
    if (!input.ok) return change(index, { state: 'failed', why: m.apps_wrong_name_empty() });
    change(index, { state: 'busy' });
    const answer = await apps.add(input.value);
    if (answer.ok) {
      change(index, { state: 'done', why: '' });
      props.onSaved(answer.value.app.id);
    } else change(index, { state: 'failed', why: answer.fault.message });
  };
  return {
    rows,
    busy,
    change,
    wanted: () => rows.filter(({ isWanted }) => isWanted).length,
    done: () => rows.filter(({ state }) => state === 'done').length,
    /** Whether all that were wanted are there now. */
    addAll: async (): Promise<boolean> => {
      setBusy(true);
      for (const index of rows.keys()) await addOne(index);
      setBusy(false);
      const added = rows.filter(({ state }) => state === 'done').length;
      if (added > 0) toasts.say(m.apps_several_added({ count: added }));
      return rows.every(({ isWanted, state }) => !isWanted || state === 'done');
    },
  };
};

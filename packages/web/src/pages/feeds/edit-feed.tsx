import { createSignal, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Failure } from '../../parts/failure.tsx';
import type { Refusal } from '../../state/admin.ts';
import { useApp } from '../../state/app.ts';
import type { Feed, FeedInput } from '../../state/feeds.ts';
import { remoteWords } from '../widgets/remote-words.ts';
import { FeedForm, Field, TextInput } from './feed-form.tsx';

type EditFeedProps = { feed: Feed; feeds: readonly Feed[]; onClose: () => void; onChanged: () => void };

/** How a feed is kept; or not any more. */
export const EditFeed = (props: EditFeedProps) => {
  const { feeds, toasts } = useApp();
  const { id, name, category, everyMinutes, visibleTo, url = '' } = props.feed;
  const [input, setInput] = createSignal<FeedInput>({ name, url, category, everyMinutes, visibleTo });
  const [fault, setFault] = createSignal<Refusal>();
  let form: HTMLFormElement | undefined;
  const done = () => {
    props.onChanged();
    form?.closest('dialog')?.close();
  };
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const answer = await feeds.change(id, input());
    setFault(answer.ok ? undefined : answer.fault);
    if (answer.ok) done();
  };
  const restore = async () => {
    const answer = await feeds.restore(id);
    if (!answer.ok) toasts.say(answer.fault.message);
    props.onChanged();
  };
  const remove = async () => {
    const answer = await feeds.remove(id);
    if (!answer.ok) {
      setFault(answer.fault);
      return;
    }
    toasts.say(m.feeds_removed({ name }), { label: m.feeds_undo(), run: () => void restore() });
    done();
  };
  return (
    <Dialog kind="form" title={name} onClose={props.onClose}>
      <form ref={form} class="form feeds-form" novalidate onSubmit={(event) => void save(event)}>
        <Failure fault={fault()} />
        <Show when={props.feed.fault}>
          {(why) => <p class="notice warn">{m.feeds_fault({ why: remoteWords(why()) })}</p>}
        </Show>
        <Field label={m.feeds_url()}>
          {(fieldId) => (
            <TextInput
              id={fieldId}
              type="url"
              value={input().url}
              most={2_048}
              onInput={(text) => setInput((old) => ({ ...old, url: text }))}
            />
          )}
        </Field>
        <FeedForm input={input()} feeds={props.feeds} title={name} onChange={setInput} />
        <div class="actions">
          <button type="button" class="button danger feeds-remove" onClick={() => void remove()}>
            {m.feeds_remove()}
          </button>
          <button type="button" class="button" onClick={(event) => event.currentTarget.closest('dialog')?.close()}>
            {m.shell_cancel()}
          </button>
          <button type="submit" class="button primary">
            {m.feeds_save()}
          </button>
        </div>
      </form>
    </Dialog>
  );
};

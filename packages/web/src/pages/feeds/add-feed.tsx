import type { FeedTest } from '@amud/protocol/feeds.ts';
import { createSignal, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Failure } from '../../parts/failure.tsx';
import type { Refusal } from '../../state/admin.ts';
import { useApp } from '../../state/app.ts';
import type { Feed, FeedInput, FoundFeed } from '../../state/feeds.ts';
import { remoteWords } from '../widgets/remote-words.ts';
import { FeedForm, Field, TextInput } from './feed-form.tsx';
import { Preview } from './preview.tsx';

type AddFeedProps = { feeds: readonly Feed[]; onClose: () => void; onAdded: () => void };

const fresh: FeedInput = { name: '', url: '', category: '', everyMinutes: 60, visibleTo: 'guest' };

/** What is typed, what was found there, and what is made of it. */
const createAdding = (onAdded: () => void) => {
  const { feeds, toasts } = useApp();
  const [address, setAddress] = createSignal('');
  const [test, setTest] = createSignal<FeedTest>();
  const [fault, setFault] = createSignal<Refusal>();
  const [busy, setBusy] = createSignal(false);
  const [input, setInput] = createSignal(fresh);
  const found = () => {
    const result = test();
    return result?.result === 'found' ? result.feeds : [];
  };
  const choose = (url: string) => setInput((old) => ({ ...old, url }));
  const chosen = (): FoundFeed | undefined => found().find(({ url }) => url === input().url);
  const type = (text: string) => {
    setAddress(text);
    setTest(undefined);
    choose('');
  };
  const look = async () => {
    setBusy(true);
    const answer = await feeds.test(address());
    setBusy(false);
    setFault(answer.ok ? undefined : answer.fault);
    setTest(answer.ok ? answer.value : undefined);
    choose(found()[0]?.url ?? '');
  };
  /** @returns whether it is followed now. */
  const add = async (): Promise<boolean> => {
    setBusy(true);
    const answer = await feeds.add(input());
    setBusy(false);
    setFault(answer.ok ? undefined : answer.fault);
    if (!answer.ok) return false;
    toasts.say(m.feeds_added({ name: input().name || chosen()?.title || input().url }));
    onAdded();
    return true;
  };
  return { address, type, test, fault, busy, input, setInput, found, choose, chosen, look, add };
};

/** An address of a site or a feed; then what is there, before it is followed. */
export const AddFeed = (props: AddFeedProps) => {
  const adding = createAdding(props.onAdded);
  let form: HTMLFormElement | undefined;
  const look = () => (adding.address().trim() === '' ? form?.querySelector('input')?.focus() : void adding.look());
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!adding.chosen()) look();
    else if (await adding.add()) form?.closest('dialog')?.close();
  };
  return (
    <Dialog kind="form" title={m.feeds_add()} onClose={props.onClose}>
      <form ref={form} class="form feeds-form" novalidate onSubmit={(event) => void submit(event)}>
        <Failure fault={adding.fault()} />
        <Field label={m.feeds_address()} note={m.feeds_address_help()}>
          {(id) => (
            <TextInput id={id} type="url" value={adding.address()} most={2_048} hint="https://" onInput={adding.type} />
          )}
        </Field>
        <div aria-live="polite">
          <Show when={failureOf(adding.test())}>{(words) => <p class="notice warn">{words()}</p>}</Show>
          <Show when={adding.found().length > 0}>
            <Preview found={adding.found()} url={adding.input().url} onChoose={adding.choose} />
          </Show>
        </div>
        <Show when={adding.chosen()}>
          {(feed) => (
            <FeedForm input={adding.input()} feeds={props.feeds} title={feed().title} onChange={adding.setInput} />
          )}
        </Show>
        <div class="actions">
          <button type="button" class="button" onClick={(event) => event.currentTarget.closest('dialog')?.close()}>
            {m.shell_cancel()}
          </button>
          <button type="submit" class="button primary" disabled={adding.busy()}>
            {adding.busy() ? m.shell_looking() : adding.chosen() ? m.feeds_follow() : m.feeds_find()}
          </button>
        </div>
      </form>
    </Dialog>
  );
};

/** Which step failed, and why. */
const failureOf = (test: FeedTest | undefined): string | undefined => {
  if (test?.result !== 'failed') return undefined;
  const host = URL.canParse(test.url) ? new URL(test.url).host : test.url;
  if (test.step === 'ask' && test.fault) return m.feeds_failed_ask({ why: remoteWords(test.fault) });
  return test.step === 'read' ? m.feeds_failed_read({ host }) : m.feeds_failed_find({ host });
};

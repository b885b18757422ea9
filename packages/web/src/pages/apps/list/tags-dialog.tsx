import { createSignal, For, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { Dialog } from '../../../parts/dialog.tsx';
import { TagField } from '../dialog/tag-field.tsx';
import type { ListState } from './list-state.ts';

type TagsDialogProps = {
  state: ListState;
  onApply: (add: string[], remove: string[]) => Promise<void>;
  onClose: () => void;
};

/** Tags to add to all that are chosen, and those that they have, to be taken off. */
export const TagsDialog = (props: TagsDialogProps) => {
  const [added, setAdded] = createSignal<string[]>([]);
  const [gone, setGone] = createSignal<ReadonlySet<string>>(new Set());
  let form: HTMLFormElement | undefined;
  const worn = () => [...new Set(props.state.chosen().flatMap((id) => props.state.app(id)?.tags ?? []))].toSorted();
  const turn = (tag: string, isGone: boolean) =>
    setGone((tags) => new Set(isGone ? [...tags, tag] : [...tags].filter((one) => one !== tag)));
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    form?.closest('dialog')?.close();
    if (added().length + gone().size > 0) await props.onApply(added(), [...gone()]);
  };
  return (
    <Dialog title={m.apps_list_tags_apply()} onClose={props.onClose}>
      <form ref={form} class="form tags-dialog" onSubmit={(event) => void submit(event)}>
        <TagField
          label={m.apps_list_tags_add()}
          tags={added()}
          known={props.state.tags()}
          wrong={undefined}
          onChange={setAdded}
        />
        <Show when={worn().length > 0}>
          <fieldset>
            <legend class="field-label">{m.apps_list_tags_remove()}</legend>
            <div class="tags-worn">
              <For each={worn()}>
                {(tag) => (
                  <label>
                    <input type="checkbox" onChange={(event) => turn(tag, event.currentTarget.checked)} /> {tag}
                  </label>
                )}
              </For>
            </div>
          </fieldset>
        </Show>
        <div class="actions">
          <button type="button" class="button" onClick={() => form?.closest('dialog')?.close()}>
            {m.apps_cancel()}
          </button>
          <button type="submit" class="button primary">
            {m.apps_save()}
          </button>
        </div>
      </form>
    </Dialog>
  );
};

import { createMemo, For, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import type { Difference, ImportInput } from '../../../state/exports.ts';
import { isShownKey, textOf } from '../setting-texts.ts';

type Kind = Difference['kind'];
type DifferenceListProps = { differences: readonly Difference[]; mode: ImportInput['mode'] };

const kinds: readonly { kind: Kind; label: () => string }[] = [
  { kind: 'board', label: m.data_boards },
  { kind: 'app', label: m.data_apps },
  { kind: 'feed', label: m.data_feeds },
  { kind: 'setting', label: m.data_diff_settings },
  { kind: 'own-setting', label: m.data_diff_own_settings },
  { kind: 'picture', label: m.data_pictures },
];

/** What differs, by kind and name, each field from what to what. */
export const DifferenceList = (props: DifferenceListProps) => (
  <div class="differences">
    <For each={kinds}>
      {({ kind, label }) => {
        const own = createMemo(() => props.differences.filter((difference) => difference.kind === kind));
        return (
          <Show when={own().length > 0}>
            <section aria-label={label()}>
              <h3>{label()}</h3>
              <ul>
                <For each={own()}>{(difference) => <DifferenceRow of={difference} mode={props.mode} />}</For>
              </ul>
            </section>
          </Show>
        );
      }}
    </For>
  </div>
);

const nameOf = ({ kind, name }: Difference): string =>
  kind.endsWith('setting') && isShownKey(name) ? textOf(name).label() : name;

const stateOf = ({ change }: Difference, mode: ImportInput['mode']) =>
  change === 'removed' && mode === 'add' ? 'kept' : change;

const words = {
  added: m.data_diff_added,
  changed: m.data_diff_changed,
  removed: m.data_diff_removed,
  kept: m.data_diff_kept,
};

const DifferenceRow = (props: { of: Difference; mode: ImportInput['mode'] }) => {
  const state = () => stateOf(props.of, props.mode);
  const isOneField = () => props.of.fields.length === 1 && props.of.fields[0]?.field === '';
  return (
    <li data-change={state()}>
      <span class="diff-mark">{words[state()]()}</span>
      <div>
        <p>{nameOf(props.of)}</p>
        <Show when={props.of.fields.length > 0}>
          <dl class="diff-fields">
            <For each={props.of.fields}>
              {(field) => (
                <>
                  <dt classList={{ unseen: isOneField() }}>{field.field}</dt>
                  <dd>
                    <Show when={field.before !== null}>
                      <del>{field.before}</del>
                    </Show>{' '}
                    <Show when={field.after !== null}>
                      <ins>{field.after}</ins>
                    </Show>
                  </dd>
                </>
              )}
            </For>
          </dl>
        </Show>
        <Show when={props.of.more > 0}>
          <p class="dim small">{m.data_diff_more({ count: props.of.more })}</p>
        </Show>
      </div>
    </li>
  );
};

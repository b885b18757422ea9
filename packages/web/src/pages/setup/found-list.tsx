import { createEffect, For, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Icon } from '../../parts/icon.tsx';
import { FoundRow, QuietRow } from './found-row.tsx';
import type { FoundGroup, FoundState } from './found-state.ts';

/** What was found, in the groups that it would be in on the board; below, what is there already or was ignored. */
export const FoundList = (props: { state: FoundState }) => (
  <div class="found" classList={{ old: props.state.loading() }}>
    <For each={props.state.groups()}>{(group) => <Group group={group} state={props.state} />}</For>
    <Rest state={props.state} />
  </div>
);

const Group = (props: { group: FoundGroup; state: FoundState }) => {
  const chosen = () => props.group.members.filter(props.state.isChosen).length;
  const isAll = () => chosen() === props.group.members.length;
  return (
    <section class="found-group" aria-label={props.group.title}>
      <div class="found-head">
        <AllBox
          label={props.group.title}
          isAll={isAll()}
          isSome={chosen() > 0}
          onChange={(isWanted) => props.state.choose(props.group.members, isWanted)}
        />
        <span class="dim small">{m.setup_apps_of({ chosen: chosen(), count: props.group.members.length })}</span>
      </div>
      <ul>
        <For each={props.group.members}>
          {(one) => (
            <FoundRow
              found={one}
              isChosen={props.state.isChosen(one)}
              onChoose={(isWanted) => props.state.choose([one], isWanted)}
              onIgnore={() => void props.state.ignore(one.key, true)}
            />
          )}
        </For>
      </ul>
    </section>
  );
};

const AllBox = (props: { label: string; isAll: boolean; isSome: boolean; onChange: (isWanted: boolean) => void }) => {
  let box: HTMLInputElement | undefined;
  createEffect(() => {
    if (box) box.indeterminate = props.isSome && !props.isAll;
  });
  return (
    <label>
      <input
        type="checkbox"
        ref={box}
        checked={props.isAll}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      {props.label}
    </label>
  );
};

const Rest = (props: { state: FoundState }) => (
  <>
    <Show when={props.state.ignored().length > 0}>
      <details class="found-rest">
        <summary>
          <Icon name="chevron-right" /> {m.setup_apps_ignored_count({ count: props.state.ignored().length })}
        </summary>
        <ul>
          <For each={props.state.ignored()}>
            {(one) => (
              <QuietRow found={one}>
                <button type="button" class="button slim" onClick={() => void props.state.ignore(one.key, false)}>
                  {m.setup_apps_undo()}
                </button>
              </QuietRow>
            )}
          </For>
        </ul>
      </details>
    </Show>
    <Show when={props.state.added().length > 0}>
      <details class="found-rest">
        <summary>
          <Icon name="chevron-right" /> {m.setup_apps_added_count({ count: props.state.added().length })}
        </summary>
        <ul>
          <For each={props.state.added()}>{(one) => <QuietRow found={one} />}</For>
        </ul>
      </details>
    </Show>
  </>
);

import { For, onCleanup, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { Icon } from '../../../parts/icon.tsx';
import { Segments } from '../../../parts/segments.tsx';
import { useApp } from '../../../state/app.ts';
import { guesses } from './addresses.ts';
import type { DraftState, WrongsState } from './draft-state.ts';
import { Field, TextLine } from './field.tsx';
import { createOthers } from './others.ts';
import { TagField } from './tag-field.tsx';

type AboutProps = { appId: string | null; state: DraftState; wrongs: WrongsState };

const isUsed = ({ state: { draft } }: AboutProps): boolean =>
  draft.description !== '' ||
  draft.tags.length > 0 ||
  draft.outsideUrl !== '' ||
  draft.node !== null ||
  draft.target !== 'new';

/** What an app can do without: open where it is used. */
export const AboutFields = (props: AboutProps) => {
  const { state } = props;
  const others = createOthers(props.appId);
  const wasUsed = isUsed(props);
  return (
    <details class="more" open={wasUsed}>
      <summary>
        <Icon name="chevron-right" /> {m.apps_about()}
        <span class="dim small clip">{m.apps_about_what()}</span>
      </summary>
      <div class="form-part">
        <TextLine
          label={m.apps_description()}
          path="description"
          wrongs={props.wrongs}
          value={state.draft.description}
          onInput={(description) => state.set({ description })}
        />
        <TagField
          tags={state.draft.tags}
          known={others.tags()}
          wrong={props.wrongs.at('tags')}
          onChange={(tags) => state.set({ tags })}
        />
        <TextLine
          label={m.apps_outside_url()}
          path="outsideUrl"
          kind="url"
          placeholder="https://"
          help={m.apps_outside_help()}
          wrongs={props.wrongs}
          value={state.draft.outsideUrl}
          onInput={(outsideUrl) => state.set({ outsideUrl })}
          onLeave={() => {
            const [guess] = guesses(state.draft.outsideUrl);
            if (guess !== undefined) state.set({ outsideUrl: guess });
          }}
        />
        <Opens state={state} />
        <RunsOn {...props} />
      </div>
    </details>
  );
};

const Opens = (props: { state: DraftState }) => (
  <div class="field">
    <span class="field-label">{m.apps_target_tab()}</span>
    <Segments
      label={m.apps_target_tab()}
      choices={[
        { value: 'new', label: m.apps_target_new() },
        { value: 'same', label: m.apps_target_same() },
      ]}
      value={props.state.draft.target}
      onChoose={(target) => props.state.set({ target })}
    />
  </div>
);

/** The node, from those that are known. A chosen one that is gone stays, so that it is not lost by looking. */
const RunsOn = (props: AboutProps) => {
  const { nodes } = useApp();
  onCleanup(nodes.watch());
  const chosen = () => props.state.draft.node;
  const names = () => {
    const known = Object.values(nodes.data.nodes).map(({ id, name }) => ({ id, name }));
    const lost = chosen();
    if (lost && !nodes.data.nodes[lost.id]) known.push({ id: lost.id, name: lost.id });
    return known.sort((one, other) => one.name.localeCompare(other.name));
  };
  const choose = (id: string) => {
    // What it is there belongs to the node it was chosen on.
    const part = chosen()?.id === id ? (chosen()?.part ?? '') : '';
    props.state.set({ node: id === '' ? null : { id, part } });
  };
  return (
    <Field label={m.apps_runs_on()} path="node" wrongs={props.wrongs} help={m.apps_runs_on_help()}>
      {(ids) => (
        <div class="field-row">
          <select
            id={ids.id}
            class="select tall"
            aria-describedby={ids.noteId}
            onChange={(event) => choose(event.currentTarget.value)}
          >
            <option value="" selected={chosen() === null}>
              {m.apps_runs_nowhere()}
            </option>
            <For each={names()}>
              {({ id, name }) => (
                <option value={id} selected={chosen()?.id === id}>
                  {name}
                </option>
              )}
            </For>
          </select>
          <Show when={chosen()?.part}>{(part) => <span class="dim clip">{part()}</span>}</Show>
        </div>
      )}
    </Field>
  );
};

import type { Containers } from '@amud/protocol/discovery.ts';
import { createResource, For, onCleanup, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { useApp } from '../../../state/app.ts';
import type { DraftState, WrongsState } from './draft-state.ts';
import { Field } from './field.tsx';

type RunsOnProps = { state: DraftState; wrongs: WrongsState };
type Choice = { id: string; name: string };

/** The node, and the container on it, from those that are known. A chosen one that is gone stays, so that it is not lost by looking. */
export const RunsOn = (props: RunsOnProps) => {
  const { nodes } = useApp();
  onCleanup(nodes.watch());
  const chosen = () => props.state.draft.node;
  const choices = () => {
    const known = Object.values(nodes.data.nodes).map(({ id, name }) => ({ id, name }));
    return withLost(known, chosen()?.id).sort((one, other) => one.name.localeCompare(other.name));
  };
  const choose = (id: string) => {
    // What it is there belongs to the node it was chosen on.
    const part = chosen()?.id === id ? (chosen()?.part ?? '') : '';
    props.state.set({ node: id === '' ? null : { id, part } });
  };
  return (
    <>
      <Field label={m.apps_runs_on()} path="node" wrongs={props.wrongs} help={m.apps_runs_on_help()}>
        {(ids) => (
          <Choices
            ids={ids}
            none={m.apps_runs_nowhere()}
            choices={choices()}
            chosen={chosen()?.id ?? ''}
            onChoose={choose}
          />
        )}
      </Field>
      <Show when={chosen()?.id} keyed>
        {(nodeId) => <InContainer nodeId={nodeId} {...props} />}
      </Show>
    </>
  );
};

const InContainer = (props: RunsOnProps & { nodeId: string }) => {
  const { http } = useApp();
  const [answer] = createResource(() =>
    http.call('GET', `/api/discovery/${encodeURIComponent(props.nodeId)}/containers`, 'containersOutput'),
  );
  const part = () => props.state.draft.node?.part ?? '';
  const found = (): Containers['containers'] => {
    const latest = answer.latest;
    return latest?.ok ? latest.value.containers : [];
  };
  const choices = () =>
    withLost(
      found().map(({ name }) => ({ id: name, name })),
      part(),
    );
  const note = () => {
    const latest = answer.latest;
    if (!latest) return m.apps_container_looking();
    return latest.ok ? latest.value.note || m.apps_container_help() : latest.fault.message;
  };
  return (
    <Field label={m.apps_container()} path="node" wrongs={props.wrongs} help={note()}>
      {(ids) => (
        <Choices
          ids={ids}
          none={m.apps_container_none()}
          choices={choices()}
          chosen={part()}
          onChoose={(name) => props.state.set({ node: { id: props.nodeId, part: name } })}
        />
      )}
    </Field>
  );
};

const withLost = (known: Choice[], id: string | undefined): Choice[] =>
  id && !known.some((one) => one.id === id) ? [...known, { id, name: id }] : known;

type ChoicesProps = {
  ids: { id: string; noteId: string };
  none: string;
  choices: readonly Choice[];
  chosen: string;
  onChoose: (id: string) => void;
};

const Choices = (props: ChoicesProps) => (
  <select
    id={props.ids.id}
    class="select tall"
    aria-describedby={props.ids.noteId}
    onChange={(event) => props.onChoose(event.currentTarget.value)}
  >
    <option value="" selected={props.chosen === ''}>
      {props.none}
    </option>
    <For each={props.choices}>
      {({ id, name }) => (
        <option value={id} selected={props.chosen === id}>
          {name}
        </option>
      )}
    </For>
  </select>
);

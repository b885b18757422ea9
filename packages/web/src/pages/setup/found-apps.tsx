import { createResource, createSignal, For, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Failure } from '../../parts/failure.tsx';
import { useApp } from '../../state/app.ts';
import { said } from '../../state/server-words.ts';
import { createSetup, type FoundApp, type Placed } from '../../state/setup.ts';
import { FoundRow } from './found-row.tsx';

type FoundAppsProps = { onDone: () => void; onBack: () => void };

/** What runs on the hosts already: to keep, or to ignore. */
export const FoundApps = (props: FoundAppsProps) => {
  const app = useApp();
  const setup = createSetup(app.http);
  const [answer, { refetch }] = createResource(setup.find);
  const [left, setLeft] = createSignal<ReadonlySet<string>>(new Set());
  const [ignored, setIgnored] = createSignal<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = createSignal(false);
  const [failures, setFailures] = createSignal<string[]>([]);
  const found = () => (answer.latest?.ok ? answer.latest.value : undefined);
  const fault = () => (answer.latest?.ok === false ? answer.latest.fault : undefined);
  const proposed = () => found()?.apps.filter(({ state }) => state !== 'ignored') ?? [];
  const chosen = () =>
    proposed().filter(({ key, state }) => state === 'new' && !left().has(key) && !ignored().has(key));
  const toggle = (key: string, keep: boolean) =>
    setLeft((keys) => (keep ? new Set([...keys].filter((one) => one !== key)) : new Set([...keys, key])));
  const ignore = async (key: string, isIgnored: boolean) => {
    const { ok } = await setup.ignore([key], isIgnored);
    if (ok) setIgnored((keys) => new Set(isIgnored ? [...keys, key] : [...keys].filter((one) => one !== key)));
  };
  const add = async () => {
    setBusy(true);
    const { placed, failed } = await addAll(setup, chosen());
    const home = app.boards.home();
    const fault = placed.length > 0 && home !== null ? await setup.place(home, placed, m.setup_section()) : undefined;
    setBusy(false);
    const all = fault ? [...failed, fault.message] : failed;
    setFailures(all);
    if (all.length === 0) props.onDone();
    else void refetch();
  };
  return (
    <div class="setup-body">
      <h1 tabindex="-1">{m.setup_apps()}</h1>
      <p class="dim">{m.setup_apps_about()}</p>
      <Failure fault={fault()} onRetry={() => void refetch()} />
      <Show when={answer.loading}>
        <p role="status">{m.setup_apps_looking()}</p>
      </Show>
      <For each={failures()}>{(message) => <Failure fault={{ kind: 'internal', message }} />}</For>
      <Show when={!answer.loading && found() && proposed().length === 0}>
        <p>{m.setup_apps_none()}</p>
        <p class="dim">{m.setup_apps_none_about()}</p>
      </Show>
      <ul class="found-apps" classList={{ old: answer.loading }}>
        <For each={proposed()}>
          {(one) => (
            <FoundRow
              found={one}
              isKept={!left().has(one.key)}
              isIgnored={ignored().has(one.key)}
              onKeep={(keep) => toggle(one.key, keep)}
              onIgnore={(isIgnored) => void ignore(one.key, isIgnored)}
            />
          )}
        </For>
      </ul>
      <For each={found()?.problems ?? []}>
        {({ nodeName, message }) => (
          <p class="dim small">{m.setup_apps_problem({ node: nodeName, message: said(message) })}</p>
        )}
      </For>
      <div class="setup-ways">
        <button type="button" class="button quiet" onClick={() => props.onBack()}>
          {m.setup_back()}
        </button>
        <button type="button" class="button" disabled={answer.loading || busy()} onClick={() => void refetch()}>
          {m.setup_apps_again()}
        </button>
        <Show
          when={chosen().length > 0}
          fallback={
            <button type="button" class="button primary" disabled={busy()} onClick={() => props.onDone()}>
              {m.setup_finish()}
            </button>
          }
        >
          <button type="button" class="button primary" disabled={answer.loading || busy()} onClick={() => void add()}>
            {m.setup_apps_add({ count: chosen().length })}
          </button>
        </Show>
      </div>
    </div>
  );
};

/** One after the other: what fails holds up nothing else. */
const addAll = async (setup: ReturnType<typeof createSetup>, found: readonly FoundApp[]) => {
  const placed: Placed[] = [];
  const failed: string[] = [];
  for (const one of found) {
    const answer = await setup.add(one);
    if (answer.ok) placed.push({ appId: answer.value.app.id, group: one.group });
    else failed.push(m.setup_apps_failed({ name: one.name, message: answer.fault.message }));
  }
  return { placed, failed };
};

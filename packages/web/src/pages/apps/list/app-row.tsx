import { For, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { Age } from '../../../parts/age.tsx';
import { Amount } from '../../../parts/amount.tsx';
import { AppIcon } from '../../../parts/app-icon.tsx';
import { CheckBar } from '../../../parts/check-bar.tsx';
import { latency, uptime } from '../../../parts/check-format.ts';
import { CheckMark } from '../../../parts/check-mark.tsx';
import { isTrouble, shortReason, stateOf, stateWord } from '../../../parts/check-words.ts';
import { duration, maybe } from '../../../parts/format.ts';
import { Icon } from '../../../parts/icon.tsx';
import { reasonSoon } from '../../../parts/reason-words.ts';
import { useApp } from '../../../state/app.ts';
import type { AppStatus, AppUse, CardApp, CheckKind } from '../../../state/apps.ts';
import { addressOf } from '../../../state/place.ts';
import type { ListState } from './list-state.ts';

/** An app in the list. What it is was known when it was put there; it may be gone a moment later. */
export const AppRow = (props: { id: string; state: ListState }) => (
  <Show when={props.state.app(props.id)}>{(app) => <Row app={app()} state={props.state} />}</Show>
);

type RowProps = { app: CardApp; state: ListState };

const Row = (props: RowProps) => {
  const { apps } = useApp();
  return (
    <li class="app-row" data-state={stateOf(props.app.status)} data-app={props.app.id}>
      <label class="app-list-box">
        <input
          type="checkbox"
          aria-label={m.apps_list_choose({ name: props.app.name })}
          checked={props.state.isChosen(props.app.id)}
          onClick={(event) => props.state.turn(props.app.id, event.currentTarget.checked, event.shiftKey)}
        />
      </label>
      <Name app={props.app} />
      <State status={props.app.status} />
      <Day status={props.app.status} />
      <Watching use={props.state.use(props.app.id)} />
      <Tags tags={props.app.tags} onChoose={props.state.setTag} />
      <Boards use={props.state.use(props.app.id)} />
      <button
        type="button"
        class="icon-button slim app-row-edit"
        title={m.apps_edit()}
        aria-label={m.apps_list_edit({ name: props.app.name })}
        onClick={() => apps.shown.edit(props.app.id)}
      >
        <Icon name="pencil" />
      </button>
    </li>
  );
};

const Name = (props: { app: CardApp }) => {
  const { apps, place } = useApp();
  const address = () => addressOf(props.app, place.isOutside());
  return (
    <div class="app-row-name">
      <AppIcon icon={props.app.icon} name={props.app.name} size={28} />
      <div>
        <button type="button" class="app-row-open clip" onClick={() => apps.shown.details(() => props.app)}>
          {props.app.name}
        </button>
        <Show when={address()} fallback={<span class="dim small clip">{props.app.description}</span>}>
          {(url) => (
            <a class="dim small clip" href={url()} target="_blank" rel="noopener" title={url()}>
              <bdi>
                {url()
                  .replace(/^http:\/\//, '')
                  .replace(/\/$/, '')}
              </bdi>
            </a>
          )}
        </Show>
      </div>
    </div>
  );
};

const State = (props: { status: AppStatus | null }) => (
  <div class="app-row-state">
    <Show when={props.status} fallback={<span class="dim small">{stateWord('none')}</span>}>
      {(status) => (
        <>
          <CheckMark state={status().state} silent />
          <div>
            <span>{stateWord(status().state)}</span>{' '}
            <Show when={['up', 'slow'].includes(status().state)} fallback={<Since status={status()} />}>
              <span class="dim">
                <Amount of={maybe(status().latencyMs ?? undefined, latency)} width={0} />
              </span>
            </Show>
            <Show when={isTrouble(status().state) && status().reason}>
              {(reason) => (
                <span class="dim small clip app-row-why" title={reasonSoon(reason())}>
                  {shortReason(reason())}
                </span>
              )}
            </Show>
          </div>
        </>
      )}
    </Show>
  </div>
);

const Since = (props: { status: AppStatus }) => (
  <Show when={props.status.state !== 'unknown' && props.status.since}>
    {(since) => (
      <span class="dim">
        <Age since={since()} />
      </span>
    )}
  </Show>
);

const Day = (props: { status: AppStatus | null }) => (
  <div class="app-row-day">
    <Show when={props.status}>
      {(status) => (
        <>
          <CheckBar bar={status().day} range="day" at={status().checkedAt ?? 0} />
          <Amount of={maybe(status().uptimeDay ?? undefined, uptime)} width={5} />
        </>
      )}
    </Show>
  </div>
);

const kinds: Record<CheckKind, () => string> = {
  http: m.apps_kind_http,
  tcp: m.apps_kind_tcp,
  ping: m.apps_kind_ping,
  dns: m.apps_kind_dns,
  tls: m.apps_kind_tls,
};

const Watching = (props: { use: AppUse | undefined }) => (
  <div class="app-row-check small">
    <Show when={props.use?.check} fallback={<span class="dim">–</span>}>
      {(check) => (
        <>
          <span>{kinds[check().kind as CheckKind]?.() ?? check().kind}</span>{' '}
          <span class="dim">{m.apps_list_every({ time: duration(check().intervalSeconds) })}</span>
        </>
      )}
    </Show>
  </div>
);

const Tags = (props: { tags: readonly string[]; onChoose: (tag: string) => void }) => (
  <div class="app-row-tags">
    <For each={props.tags}>
      {(tag) => (
        <button type="button" class="app-tag" title={m.apps_list_only_tag({ tag })} onClick={() => props.onChoose(tag)}>
          {tag}
        </button>
      )}
    </For>
  </div>
);

const Boards = (props: { use: AppUse | undefined }) => {
  const { boards } = useApp();
  return (
    <div class="app-row-boards small">
      <For
        each={props.use?.boards ?? []}
        fallback={
          <Show when={props.use}>
            <span class="dim">{m.apps_list_no_board()}</span>
          </Show>
        }
      >
        {(id) => (
          <a class="clip" href={`/boards/${id}`}>
            {boards.get(id)?.name ?? id}
          </a>
        )}
      </For>
    </div>
  );
};

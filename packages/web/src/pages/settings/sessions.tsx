import { createResource, createSignal, For, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { ago, exactTime } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { part, Sentence } from '../../parts/sentence.tsx';
import { useApp } from '../../state/app.ts';
import { said } from '../../state/server-words.ts';
import type { Session } from '../../state/session.ts';

/** Where the person is signed in, and the end of it. */
export const Sessions = () => {
  const { session, toasts } = useApp();
  const [answer, { refetch }] = createResource(session.list);
  const listed = () => {
    const latest = answer.latest;
    return latest?.ok
      ? latest.value.sessions.toSorted(
          (one, other) => Number(other.current) - Number(one.current) || other.lastSeenAt - one.lastSeenAt,
        )
      : [];
  };
  const others = () => listed().filter((one) => !one.current).length;
  const after = async (ended: ReturnType<typeof session.endOthers>, text: string) => {
    const result = await ended;
    toasts.say(result.ok ? text : result.fault.message);
    await refetch();
  };
  return (
    <section class="card settings-card" aria-labelledby="sessions-title">
      <div>
        <h2 id="sessions-title">{m.account_sessions()}</h2>
        <p class="dim">{m.account_sessions_about()}</p>
      </div>
      <div>
        <Show when={answer.latest?.ok === false && answer.latest}>
          {(failed) => (
            <p class="notice warn">
              <Icon name="triangle-alert" /> <span>{failed().fault.message}</span>
              <button type="button" class="button slim" onClick={() => void refetch()}>
                {m.shell_try_again()}
              </button>
            </p>
          )}
        </Show>
        <ul class="sessions">
          <For each={listed()}>
            {(one) => (
              <SessionRow
                session={one}
                onEnd={() => void after(session.endOne(one.id), m.account_session_ended({ device: said(one.device) }))}
              />
            )}
          </For>
        </ul>
        <Show when={others() > 0}>
          <EndOthers
            count={others()}
            onEnd={() => void after(session.endOthers(), m.account_sessions_ended({ count: others() }))}
          />
        </Show>
      </div>
    </section>
  );
};

const SessionRow = (props: { session: Session; onEnd: () => void }) => {
  const { now } = useApp();
  return (
    <li>
      <div class="session-words">
        <p>
          <strong>{said(props.session.device)}</strong>
          <Show when={props.session.current}>
            <span class="tag">{m.account_session_here()}</span>
          </Show>
        </p>
        <p class="dim small">
          {props.session.address} ·{' '}
          <Sentence
            text={m.account_session_since({ ago: part(0) })}
            parts={[<time title={exactTime(props.session.createdAt)}>{ago(props.session.createdAt, now())}</time>]}
          />
          {' · '}
          <Sentence
            text={m.account_session_seen({ ago: part(0) })}
            parts={[<time title={exactTime(props.session.lastSeenAt)}>{ago(props.session.lastSeenAt, now())}</time>]}
          />
        </p>
      </div>
      <Show when={!props.session.current}>
        <button
          type="button"
          class="button slim"
          aria-label={m.account_session_end_on({ device: said(props.session.device) })}
          onClick={() => props.onEnd()}
        >
          {m.account_session_end()}
        </button>
      </Show>
    </li>
  );
};

const EndOthers = (props: { count: number; onEnd: () => void }) => {
  const [asking, setAsking] = createSignal(false);
  let dialog: HTMLDialogElement | undefined;
  const ask = () => {
    setAsking(true);
    dialog?.showModal();
  };
  return (
    <>
      <button type="button" class="button danger" onClick={ask}>
        {m.account_end_others({ count: props.count })}
      </button>
      <dialog ref={dialog} aria-labelledby="end-others-title" onClose={() => setAsking(false)}>
        <Show when={asking()}>
          <h2 id="end-others-title">{m.account_end_others_sure({ count: props.count })}</h2>
          <p class="dim">{m.account_end_others_what()}</p>
          <form method="dialog" class="actions">
            <button type="submit" class="button">
              {m.account_end_others_keep()}
            </button>
            <button type="submit" class="button danger" onClick={() => props.onEnd()}>
              {m.account_end_others_do({ count: props.count })}
            </button>
          </form>
        </Show>
      </dialog>
    </>
  );
};

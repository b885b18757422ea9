import { createResource, createSignal, For, Show } from 'solid-js';
import { ago, exactTime, plural } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { useApp } from '../../state/app.ts';
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
        <h2 id="sessions-title">Sessions</h2>
        <p class="dim">Browsers that are signed in as you. End what you don't know, then change your password.</p>
      </div>
      <div>
        <Show when={answer.latest?.ok === false && answer.latest}>
          {(failed) => (
            <p class="notice warn">
              <Icon name="triangle-alert" /> <span>{failed().fault.message}</span>
              <button type="button" class="button slim" onClick={() => void refetch()}>
                Try again
              </button>
            </p>
          )}
        </Show>
        <ul class="sessions">
          <For each={listed()}>
            {(one) => (
              <SessionRow
                session={one}
                onEnd={() => void after(session.endOne(one.id), `Ended the session on ${one.device}.`)}
              />
            )}
          </For>
        </ul>
        <Show when={others() > 0}>
          <EndOthers
            count={others()}
            onEnd={() => void after(session.endOthers(), `Ended ${plural(others(), 'other session')}.`)}
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
          <strong>{props.session.device}</strong>
          <Show when={props.session.current}>
            <span class="tag">this one</span>
          </Show>
        </p>
        <p class="dim small">
          {props.session.address} · since{' '}
          <time title={exactTime(props.session.createdAt)}>{ago(props.session.createdAt, now())}</time> · last seen{' '}
          <time title={exactTime(props.session.lastSeenAt)}>{ago(props.session.lastSeenAt, now())}</time>
        </p>
      </div>
      <Show when={!props.session.current}>
        <button
          type="button"
          class="button slim"
          aria-label={`End the session on ${props.session.device}`}
          onClick={() => props.onEnd()}
        >
          End
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
        End {plural(props.count, 'other session')}
      </button>
      <dialog ref={dialog} aria-labelledby="end-others-title" onClose={() => setAsking(false)}>
        <Show when={asking()}>
          <h2 id="end-others-title">End {plural(props.count, 'other session')}?</h2>
          <p class="dim">Those browsers must sign in again. This one stays signed in.</p>
          <form method="dialog" class="actions">
            <button type="submit" class="button">
              Keep them
            </button>
            <button type="submit" class="button danger" onClick={() => props.onEnd()}>
              End {plural(props.count, 'session')}
            </button>
          </form>
        </Show>
      </dialog>
    </>
  );
};

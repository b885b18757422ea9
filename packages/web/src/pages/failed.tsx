import { m } from '../messages.ts';
/** A bug of ours. Said plainly, with the one thing that helps. */
export const Failed = (props: { error: unknown }) => {
  console.error(props.error);
  return (
    <main class="door">
      <div class="door-card">
        <h1>{m.shell_broke()}</h1>
        <p class="dim">
          {m.shell_broke_why({ reason: props.error instanceof Error ? props.error.message : String(props.error) })}
        </p>
        <button type="button" class="button primary" onClick={() => location.reload()}>
          {m.shell_broke_reload()}
        </button>
      </div>
    </main>
  );
};

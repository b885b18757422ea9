/** A bug of ours. Said plainly, with the one thing that helps. */
export const Failed = (props: { error: unknown }) => {
  console.error(props.error);
  return (
    <main class="door">
      <div class="door-card">
        <h1>This page broke</h1>
        <p class="dim">
          AMUD failed to draw it: {props.error instanceof Error ? props.error.message : String(props.error)}. Your hosts
          are not affected.
        </p>
        <button type="button" class="button primary" onClick={() => location.reload()}>
          Reload the page
        </button>
      </div>
    </main>
  );
};

import { useTitle } from './title.ts';

export const NotFound = (props: { text: string }) => {
  useTitle(() => 'Not found');
  return (
    <div class="page">
      <div class="empty">
        <h1 tabindex="-1">Not found</h1>
        <p class="dim">{props.text}</p>
        <a class="button" href="/nodes">
          Show all nodes
        </a>
      </div>
    </div>
  );
};

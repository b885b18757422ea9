import { m } from '../messages.ts';
import { useTitle } from './title.ts';

export const NotFound = (props: { text: string }) => {
  useTitle(() => m.shell_not_found());
  return (
    <div class="page">
      <div class="empty">
        <h1 tabindex="-1">{m.shell_not_found()}</h1>
        <p class="dim">{props.text}</p>
        <a class="button" href="/">
          {m.shell_not_found_home()}
        </a>
      </div>
    </div>
  );
};

import { type JSX, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Icon } from '../../parts/icon.tsx';
import type { Progress } from './progress.ts';

type StepProps = {
  progress: Progress;
  title: string;
  about: string;
  /** In the place of "Next". */
  onward?: JSX.Element;
  children: JSX.Element;
};

/** One question: what is asked, why, and the ways from here. */
export const Step = (props: StepProps) => (
  <form
    class="setup-step"
    onSubmit={(event) => {
      event.preventDefault();
      props.progress.next();
    }}
  >
    <div class="setup-question">
      <h1 tabindex="-1">{props.title}</h1>
      <p class="dim">{props.about}</p>
    </div>
    <div class="setup-answer">{props.children}</div>
    <div class="setup-ways">
      <Show when={props.progress.place() > 0} fallback={<span />}>
        <button type="button" class="button quiet" onClick={() => props.progress.back()}>
          <Icon name="chevron-left" /> {m.setup_back()}
        </button>
      </Show>
      <Show
        when={props.onward}
        fallback={
          <button type="submit" class="button primary">
            {m.setup_next()} <Icon name="chevron-right" />
          </button>
        }
      >
        {props.onward}
      </Show>
    </div>
  </form>
);

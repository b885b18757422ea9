import { limits } from '@amud/protocol/limits.ts';
import type { Strength } from '@amud/protocol/password-strength.ts';
import { createEffect, createSignal, Show } from 'solid-js';
import { Icon } from '../../parts/icon.tsx';

const names = ['very easy to guess', 'easy to guess', 'still guessable', 'strong', 'very strong'];
const LEAST_SCORE = 3;

/** What can be said of a new password without looking into word lists. */
export const lengthFlaw = (next: string, username: string): string | undefined => {
  const missing = limits.password.minLength - [...next].length;
  if (missing > 0) return `${limits.password.minLength} characters or more: ${missing} to go.`;
  if (next.toLowerCase() === username.toLowerCase()) return 'This is your user name. Choose something else.';
  return undefined;
};

/** How hard to guess, while it is typed. The word lists are fetched with the first character; without them the server judges. */
export const StrengthMeter = (props: { typed: string; username: string }) => {
  const [strength, setStrength] = createSignal<Strength>();
  createEffect(() => {
    const { typed, username } = props;
    if (typed === '') return setStrength(undefined);
    import('@amud/protocol/password-strength.ts').then(
      ({ strengthOf }) => {
        if (typed === props.typed) setStrength(strengthOf(typed, username));
      },
      () => setStrength(undefined),
    );
  });
  const score = () => (props.typed === '' ? undefined : strength()?.score);
  const isGood = () => !lengthFlaw(props.typed, props.username) && (score() ?? LEAST_SCORE) >= LEAST_SCORE;
  return (
    <div class="strength">
      <div class="strength-bar" data-score={score() ?? 'none'} aria-hidden="true">
        <span />
        <span />
        <span />
        <span />
      </div>
      <p class="field-note" classList={{ met: props.typed !== '' && isGood() }} role="status">
        <Show when={props.typed !== '' && isGood()} fallback={<Advice {...props} strength={strength()} />}>
          <Icon name="check" /> {score() === undefined ? 'Long enough.' : `This one is ${names[score() ?? 0]}.`}
        </Show>
      </p>
    </div>
  );
};

const Advice = (props: { typed: string; username: string; strength: Strength | undefined }) => (
  <Show
    when={lengthFlaw(props.typed, props.username)}
    fallback={
      <>
        This one is {names[props.strength?.score ?? 0]}.{' '}
        {props.strength?.warning ?? props.strength?.suggestions[0] ?? 'Add a few unrelated words.'}
      </>
    }
  >
    {(flaw) => <>{flaw()} A few unrelated words are easiest to keep.</>}
  </Show>
);

import { limits } from '@amud/protocol/limits.ts';
import type { Strength } from '@amud/protocol/password-strength.ts';
import { createEffect, createSignal, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Icon } from '../../parts/icon.tsx';
import { said } from '../../state/server-words.ts';

const judgements = [
  m.account_strength_0,
  m.account_strength_1,
  m.account_strength_2,
  m.account_strength_3,
  m.account_strength_4,
] as const;
const judgement = (score: number | undefined): string => (judgements[score ?? 0] ?? judgements[0])();
const LEAST_SCORE = 3;

/** What can be said of a new password without looking into word lists. */
export const lengthFlaw = (next: string, username: string): string | undefined => {
  const missing = limits.password.minLength - [...next].length;
  if (missing > 0) return m.account_too_short({ least: limits.password.minLength, missing });
  if (next.toLowerCase() === username.toLowerCase()) return m.account_is_user_name();
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
          <Icon name="check" /> {score() === undefined ? m.account_long_enough() : judgement(score())}
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
        {judgement(props.strength?.score)}{' '}
        {said(props.strength?.warning ?? props.strength?.suggestions[0] ?? m.account_add_words())}
      </>
    }
  >
    {(flaw) => (
      <>
        {flaw()} {m.account_unrelated_words()}
      </>
    )}
  </Show>
);

import { type GradientName, gradientNames } from '@amud/protocol/look/gradient-names.ts';
import { gradients } from '@amud/protocol/look/gradients.ts';
import { skyCss } from '@amud/protocol/look/theme-css.ts';
import { createUniqueId, For } from 'solid-js';
import { lookTexts } from './look-texts.ts';

type GradientChoiceProps = { value: GradientName; onChoose: (name: GradientName) => void };

export const GradientChoice = (props: GradientChoiceProps) => {
  const group = createUniqueId();
  return (
    <div class="themes gradients" role="radiogroup" aria-label={lookTexts.backgroundGradient.label()}>
      <For each={gradientNames}>
        {(name) => (
          <label class="theme">
            <input
              type="radio"
              name={group}
              value={name}
              checked={props.value === name}
              onChange={() => props.onChoose(name)}
            />
            <span class="gradient-sample" style={{ background: skyCss(gradients[name]) }} aria-hidden="true" />
            <span class="theme-name">{lookTexts.backgroundGradient.choices[name]()}</span>
          </label>
        )}
      </For>
    </div>
  );
};

import type { GradientName } from '@amud/protocol/look/gradient-names.ts';
import type { ThemeName } from '@amud/protocol/look/theme-names.ts';
import { createSignal, For, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { useApp } from '../../../state/app.ts';
import { shownBackdrop } from '../../../state/look.ts';
import type { Whose } from '../../../state/settings.ts';
import { GroupHead, SettingRows, useDeepLink, WhoseChoice } from '../group-page.tsx';
import { SettingRow, SettingShell } from '../setting-row.tsx';
import type { ShownKey } from '../setting-texts.ts';
import { createSaver } from '../undo.ts';
import { BoardSample } from './board-sample.tsx';
import { GradientChoice } from './gradient-choice.tsx';
import { lookTexts } from './look-texts.ts';
import { usePoster } from './poster.ts';
import { ThemeChoice } from './theme-choice.tsx';
import { createTrial, type Trial } from './trial.ts';
import { TrialBar } from './trial-bar.tsx';

/** How everything looks, to be tried before it is kept. */
export const LookPage = () => {
  const app = useApp();
  const [whose, setWhose] = createSignal<Whose>('me');
  const trial = createTrial(whose, createSaver(app));
  usePoster(trial);
  useDeepLink();
  return (
    <>
      <GroupHead title={m.settings_group_look()} about={m.settings_group_look_about()}>
        <WhoseChoice whose={whose()} onChoose={setWhose} />
      </GroupHead>
      <BoardSample />
      <section class="card setting-rows fields" aria-label={m.look_theme()}>
        <ThemeRow trial={trial} />
        <SettingRow setting="mode" keeper={trial} />
        <SettingRow setting="accent" keeper={trial} />
      </section>
      <SettingRows keys={['density', 'corners', 'cards', 'boardWidth']} keeper={trial} label={m.look_shape()} />
      <BackgroundRows trial={trial} />
      <TrialBar trial={trial} />
    </>
  );
};

const ThemeRow = (props: { trial: Trial }) => {
  const { look } = useApp();
  return (
    <SettingShell setting="theme" keeper={props.trial}>
      <div class="field whole">
        <span class="field-label">{m.look_theme()}</span>
        <p class="field-note" id="theme-note">
          {m.look_theme_help()}
        </p>
        <ThemeChoice
          value={props.trial.value('theme') as ThemeName}
          isLight={look.isLight()}
          label={m.look_theme()}
          noteId="theme-note"
          onChoose={(name) => props.trial.change('theme', name)}
        />
      </div>
    </SettingShell>
  );
};

/** What belongs to each kind of background. */
const partsOf: Readonly<Record<string, readonly ShownKey[]>> = {
  colour: ['backgroundColour'],
  gradient: [],
  picture: ['backgroundPicture'],
  video: ['backgroundVideo', 'backgroundPicture'],
};

const BackgroundRows = (props: { trial: Trial }) => {
  const { address, look } = useApp();
  const kind = () => String(props.trial.value('background'));
  // A link to one of the parts shows it, whatever is chosen.
  const linked = () => (Object.hasOwn(lookTexts, address.hash()) ? (address.hash() as ShownKey) : undefined);
  const rows = () => {
    const shown = partsOf[kind()] ?? [];
    const asked = linked();
    const isMissing = asked !== undefined && Object.values(partsOf).flat().includes(asked) && !shown.includes(asked);
    return isMissing ? [...shown, asked] : shown;
  };
  const isCovered = () => shownBackdrop(look.get) !== 'none';
  const isShown = (key: ShownKey, otherwise: boolean) => otherwise || linked() === key;
  return (
    <section class="card setting-rows fields" aria-label={m.look_background()}>
      <SettingRow setting="background" keeper={props.trial} />
      <Show when={isShown('backgroundGradient', kind() === 'gradient')}>
        <GradientRow trial={props.trial} />
      </Show>
      <For each={rows()}>{(key) => <SettingRow setting={key} keeper={props.trial} />}</For>
      <Show when={isShown('backgroundDim', isCovered())}>
        <SettingRow setting="backgroundDim" keeper={props.trial} />
      </Show>
      <Show when={isShown('backgroundBlur', isCovered() && ['picture', 'video'].includes(kind()))}>
        <SettingRow setting="backgroundBlur" keeper={props.trial} />
      </Show>
    </section>
  );
};

const GradientRow = (props: { trial: Trial }) => (
  <SettingShell setting="backgroundGradient" keeper={props.trial}>
    <div class="field whole">
      <span class="field-label">{m.look_background_gradient()}</span>
      <p class="field-note">{m.look_background_gradient_help()}</p>
      <GradientChoice
        value={props.trial.value('backgroundGradient') as GradientName}
        onChoose={(name) => props.trial.change('backgroundGradient', name)}
      />
    </div>
  </SettingShell>
);

import { toCss } from '@amud/protocol/look/colour.ts';
import { type Mode, type Theme, tokens } from '@amud/protocol/look/theme.ts';
import { type ThemeName, themeNames } from '@amud/protocol/look/theme-names.ts';
import { themes } from '@amud/protocol/look/themes.ts';
import { createUniqueId, For } from 'solid-js';
import { lookTexts } from './look-texts.ts';

type ThemeChoiceProps = {
  value: ThemeName;
  /** Which half of each theme is shown. */
  isLight: boolean;
  label: string;
  noteId?: string;
  onChoose: (name: ThemeName) => void;
};

/** Every theme, small, as it would be; one of them. */
export const ThemeChoice = (props: ThemeChoiceProps) => {
  const group = createUniqueId();
  return (
    <div class="themes" role="radiogroup" aria-label={props.label} aria-describedby={props.noteId}>
      <For each={themeNames}>
        {(name) => (
          <label class="theme">
            <input
              type="radio"
              name={group}
              value={name}
              checked={props.value === name}
              onChange={() => props.onChoose(name)}
            />
            <ThemeSample name={name} mode={props.isLight ? 'light' : 'dark'} />
            <span class="theme-name">{lookTexts.theme.choices[name]()}</span>
          </label>
        )}
      </For>
    </div>
  );
};

/** The tokens that a sample is drawn with, in its own colours instead of those of the page. */
const coloursOf = (theme: Theme, mode: Mode): Record<string, string> => {
  const colours = Object.values(tokens)
    .flat()
    .map((token) => [`--${token}`, toCss(theme[mode][token])]);
  const sky = theme.panes?.sky[mode].map(toCss).join(',');
  return {
    ...Object.fromEntries(colours),
    '--sample-radius': `${(theme.radius ?? 10) / 2}px`,
    '--sample-sky': sky === undefined ? 'none' : `linear-gradient(155deg in oklab,${sky})`,
    '--sample-pane': theme.panes ? `${theme.panes.alpha * 100}%` : '100%',
  };
};

const ThemeSample = (props: { name: ThemeName; mode: Mode }) => (
  <span
    class="theme-sample"
    style={coloursOf(themes[props.name], props.mode)}
    data-font={themes[props.name].font}
    aria-hidden="true"
  >
    <span class="theme-sample-rail">
      <i data-is="accent" />
      <i />
      <i />
    </span>
    <span class="theme-sample-page">
      <span class="theme-sample-title" />
      <span class="theme-sample-card">
        <i data-is="ok" />
        <b />
      </span>
      <span class="theme-sample-card">
        <i data-is="warn" />
        <b />
      </span>
      <span class="theme-sample-card theme-sample-chart">
        <s data-series="1" />
        <s data-series="2" />
        <s data-series="5" />
        <s data-series="1" />
        <s data-series="3" />
      </span>
      <span class="theme-sample-button" />
    </span>
  </span>
);

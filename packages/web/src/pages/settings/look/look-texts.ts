import type { SettingKey } from '@amud/protocol/settings.ts';
import { m } from '../../../messages.ts';
import type { SettingTexts } from '../setting-texts.ts';

type LookKey = Extract<
  SettingKey,
  'theme' | 'mode' | 'accent' | 'density' | 'corners' | 'cards' | 'boardWidth' | `background${string}`
>;

export const lookTexts: SettingTexts<LookKey> = {
  theme: {
    label: m.look_theme,
    help: m.look_theme_help,
    words: m.look_theme_words,
    choices: {
      pillar: m.look_theme_pillar,
      chalk: m.look_theme_chalk,
      signal: m.look_theme_signal,
      ember: m.look_theme_ember,
      midnight: m.look_theme_midnight,
      glass: m.look_theme_glass,
      fjord: m.look_theme_fjord,
      lagoon: m.look_theme_lagoon,
      inkwell: m.look_theme_inkwell,
      sundial: m.look_theme_sundial,
      lavender: m.look_theme_lavender,
      dawn: m.look_theme_dawn,
      rose: m.look_theme_rose,
      moss: m.look_theme_moss,
      dune: m.look_theme_dune,
      paper: m.look_theme_paper,
      phosphor: m.look_theme_phosphor,
      clarity: m.look_theme_clarity,
    },
  },
  mode: {
    label: m.look_mode,
    help: m.look_mode_help,
    words: m.look_mode_words,
    choices: {
      auto: m.look_mode_auto,
      dark: m.look_mode_dark,
      light: m.look_mode_light,
    },
  },
  accent: {
    label: m.look_accent,
    help: m.look_accent_help,
    words: m.look_accent_words,
  },
  density: {
    label: m.look_density,
    help: m.look_density_help,
    words: m.look_density_words,
    choices: {
      compact: m.look_density_compact,
      normal: m.look_density_normal,
      roomy: m.look_density_roomy,
    },
  },
  corners: {
    label: m.look_corners,
    help: m.look_corners_help,
    words: m.look_corners_words,
    choices: {
      auto: m.look_corners_auto,
      sharp: m.look_corners_sharp,
      soft: m.look_corners_soft,
      round: m.look_corners_round,
    },
  },
  cards: {
    label: m.look_cards,
    help: m.look_cards_help,
    words: m.look_cards_words,
    choices: {
      auto: m.look_cards_auto,
      surface: m.look_cards_surface,
      outline: m.look_cards_outline,
      translucent: m.look_cards_translucent,
    },
  },
  boardWidth: {
    label: m.look_board_width,
    help: m.look_board_width_help,
    words: m.look_board_width_words,
    choices: {
      full: m.look_board_width_full,
      wide: m.look_board_width_wide,
      narrow: m.look_board_width_narrow,
    },
  },
  background: {
    label: m.look_background,
    help: m.look_background_help,
    words: m.look_background_words,
    choices: {
      none: m.look_background_is_none,
      colour: m.look_background_is_colour,
      gradient: m.look_background_is_gradient,
      picture: m.look_background_is_picture,
      video: m.look_background_is_video,
    },
  },
  backgroundColour: {
    label: m.look_background_colour,
    help: m.look_background_colour_help,
    words: m.look_background_colour_words,
  },
  backgroundGradient: {
    label: m.look_background_gradient,
    help: m.look_background_gradient_help,
    words: m.look_background_gradient_words,
    choices: {
      aurora: m.look_gradient_aurora,
      horizon: m.look_gradient_horizon,
      tide: m.look_gradient_tide,
      orchard: m.look_gradient_orchard,
      haze: m.look_gradient_haze,
      kiln: m.look_gradient_kiln,
      dusk: m.look_gradient_dusk,
      stone: m.look_gradient_stone,
    },
  },
  backgroundPicture: {
    label: m.look_background_picture,
    help: m.look_background_picture_help,
    words: m.look_background_picture_words,
  },
  backgroundVideo: {
    label: m.look_background_video,
    help: m.look_background_video_help,
    words: m.look_background_video_words,
  },
  backgroundDim: {
    label: m.look_background_dim,
    help: m.look_background_dim_help,
    words: m.look_background_dim_words,
  },
  backgroundBlur: {
    label: m.look_background_blur,
    help: m.look_background_blur_help,
    words: m.look_background_blur_words,
  },
};

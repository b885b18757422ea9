/** The themes by name, as they are offered; the first is what nobody needs to choose. */
export const themeNames = [
  'pillar',
  'chalk',
  'signal',
  'ember',
  'midnight',
  'glass',
  'fjord',
  'lagoon',
  'inkwell',
  'sundial',
  'lavender',
  'dawn',
  'rose',
  'moss',
  'dune',
  'paper',
  'phosphor',
  'clarity',
] as const;
export type ThemeName = (typeof themeNames)[number];

/** Gradients to choose as a background, by name. */
export const gradientNames = ['aurora', 'horizon', 'tide', 'orchard', 'haze', 'kiln', 'dusk', 'stone'] as const;
export type GradientName = (typeof gradientNames)[number];

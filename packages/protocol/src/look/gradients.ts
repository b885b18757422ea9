import type { GradientName } from './gradient-names.ts';
import { type Mode, parseSky, type Sky } from './theme.ts';

/** Deep by night and pale by day, so that little has to be laid over them. */
const sources: Readonly<Record<GradientName, Readonly<Record<Mode, string>>>> = {
  aurora: { dark: '.24 .07 285, .33 .09 195, .3 .1 155', light: '.9 .05 285, .93 .05 200, .92 .07 155' },
  horizon: { dark: '.2 .06 265, .32 .1 320, .42 .12 40', light: '.9 .045 260, .92 .05 330, .93 .06 60' },
  tide: { dark: '.19 .05 245, .27 .07 225, .36 .08 195', light: '.92 .035 245, .93 .045 220, .93 .05 190' },
  orchard: { dark: '.22 .05 155, .29 .07 135, .37 .08 105', light: '.92 .05 155, .94 .06 130, .95 .07 105' },
  haze: { dark: '.24 .04 300, .29 .05 265, .33 .05 225', light: '.93 .03 300, .94 .025 265, .94 .03 225' },
  kiln: { dark: '.2 .04 20, .3 .1 35, .38 .11 60', light: '.91 .05 25, .93 .06 50, .95 .06 85' },
  dusk: { dark: '.17 .05 275, .25 .08 300, .31 .09 345', light: '.91 .04 275, .92 .05 305, .93 .05 350' },
  stone: { dark: '.19 .005 250, .24 .007 250, .3 .008 250', light: '.9 .004 250, .93 .004 250, .95 .003 250' },
};

export const gradients: Readonly<Record<GradientName, Readonly<Record<Mode, Sky>>>> = Object.fromEntries(
  Object.entries(sources).map(([name, source]) => [name, parseSky(source)]),
) as Record<GradientName, Readonly<Record<Mode, Sky>>>;

/** The Chromium of this system, or CHROMIUM_PATH; undefined when there is none. */
export const findChromium: () => string | undefined;

/** The texts of the app: `m.shell_skip()`. In a build they are those of one language (texts-plugin.ts). */
export * as m from './texts/messages/en.js';

/** What the server says, in the language of the page. Only needed where that is not English. */
export const loadServerTexts = async () => (await import('./texts/server-texts.js')).serverTexts;

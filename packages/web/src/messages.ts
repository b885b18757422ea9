/** The texts of the app: `m.shell_skip()`. In a build they are those of one language (texts-plugin.ts). */
export * as m from './texts/messages/en.js';

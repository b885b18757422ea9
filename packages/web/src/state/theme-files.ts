/** The style sheet of each theme but the preset one, by name. */
export { themeFiles } from 'virtual:theme-files';

/** Made by the build: themes-plugin.ts. */
declare module 'virtual:preset-theme.css' {}

declare module 'virtual:theme-files' {
  export const themeFiles: Readonly<Record<string, string>>;
}

/** Made by the build: themes-plugin.ts. */
declare module 'virtual:preset-theme.css' {}

/** A style sheet that is fetched when it is wanted. */
declare module '*.css' {}

declare module 'virtual:theme-files' {
  export const themeFiles: Readonly<Record<string, string>>;
}

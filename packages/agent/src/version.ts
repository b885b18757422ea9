import manifest from '../package.json' with { type: 'json' };

/** Of the whole of AMUD: its packages are released together. */
export const version: string = manifest.version;

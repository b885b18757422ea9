import { join } from 'node:path';

/** Where the server and the agent are: beside us when bundled, in their packages when run from the sources. */
export const programPath = (name: 'server' | 'agent'): string => {
  const here = import.meta.dirname;
  return import.meta.filename.endsWith('.ts') ? join(here, `../../../${name}/src/main.ts`) : join(here, `${name}.js`);
};

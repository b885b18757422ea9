import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { build as buildWeb } from 'vite';
import { drawAppIcons } from './app-icons.ts';
import { packIcons } from './icons/pack.ts';
import { compileTexts, locales } from './texts.ts';

/**
 * Makes dist/: one file each for server, agent and command line (the release and what `npm start` runs), the icons, and
 * the web app with its files compressed. Native addons stay in node_modules.
 */
const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

const programs = {
  server: 'packages/server/src/main.ts',
  strength: 'packages/server/src/strength.ts',
  raster: 'packages/server/src/raster.ts',
  calendar: 'packages/server/src/calendar.ts',
  'export-file': 'packages/server/src/export-file.ts',
  agent: 'packages/agent/src/main.ts',
  amud: 'packages/cli/src/main.ts',
};

const bundlePrograms = async (): Promise<void> => {
  await build({
    absWorkingDir: root,
    entryPoints: Object.entries(programs).map(([name, path]) => ({ in: path, out: `${name}.main` })),
    outdir: 'dist',
    bundle: true,
    splitting: true,
    chunkNames: 'parts/[name]-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minifySyntax: true,
    minifyWhitespace: true,
    sourcemap: false,
    legalComments: 'none',
    external: ['better-sqlite3', '@node-rs/argon2', 'sharp', 'bufferutil', 'utf-8-validate'],
    // Some libraries are CommonJS and ask for Node's own modules.
    banner: { js: "import{createRequire as amudRequire}from'node:module';const require=amudRequire(import.meta.url);" },
    logLevel: 'warning',
  });
  for (const name of Object.keys(programs)) refuseWide(`${name}.main.js`);
};

/** One character that is not in Latin-1, and the engine keeps the whole program with two bytes for each. */
const refuseWide = (file: string): void => {
  const wide = /[^\0-\xff]/u.exec(readFileSync(join(dist, file), 'utf8'));
  if (wide) throw new Error(`${file} has the character ${wide[0]}: in a pattern, write it as \\u and its number.`);
};

/**
 * A few lines that prepare the engine before the program is loaded: the compile cache is on, and is written once the program
 * has started; and memory that nothing needs any more goes back to the system, after the start (3 MB) and each five minutes: a
 * program that does little would let it grow for hours. It takes 10 to 50 ms, where supervise.ts's words let it.
 */
const starter = (name: string): string => `#!/usr/bin/env node
import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';
enableCompileCache(process.env.NODE_COMPILE_CACHE ?? join(import.meta.dirname, '.cache'));
setTimeout(flushCompileCache, 3000).unref();
const giveBack = () => globalThis.gc?.({ type: 'major', flavor: 'last-resort' });
setTimeout(giveBack, 10_000).unref();
setInterval(giveBack, 300_000).unref();
await import('./${name}.main.js');
`;

const compress = (folder: string): void => {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !/\.(js|css|svg)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const text = readFileSync(path);
    writeFileSync(`${path}.br`, brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
    // Browsers take Brotli only over HTTPS, and at home AMUD often has none.
    writeFileSync(`${path}.gz`, gzipSync(text, { level: 9 }));
  }
};

/** It is asked for by its name by every browser that has an older one, so it has none that changes. */
const bundleWorker = (): Promise<unknown> =>
  build({
    absWorkingDir: root,
    entryPoints: { worker: 'packages/web/src/worker/worker.ts' },
    outdir: 'dist/web',
    bundle: true,
    format: 'iife',
    target: ['chrome123', 'firefox121', 'safari17.5'],
    minify: true,
    logLevel: 'warning',
  });

/** One page template for each language; what does not depend on the language has the same name and bytes in all. */
const bundleWeb = async (): Promise<void> => {
  const web = join(root, 'packages/web');
  await compileTexts();
  rmSync(join(dist, 'web'), { recursive: true, force: true });
  for (const locale of languages) {
    process.env['AMUD_LOCALE'] = locale;
    await buildWeb({ root: web, configFile: join(web, 'vite.config.ts'), logLevel: 'warn' });
    renameSync(join(dist, 'web/index.html'), join(dist, `web/index.${locale}.html`));
  }
  await drawAppIcons(join(web, 'public/icon.svg'), join(dist, 'web'));
  await bundleWorker();
  compress(join(dist, 'web'));
};

/** `programs` or `web` alone, when named; then languages, when not all are wanted. */
const [only, ...wanted] = process.argv.slice(2);
const languages = locales.filter((locale) => wanted.length === 0 || wanted.includes(locale));
if (only === undefined) rmSync(dist, { recursive: true, force: true });
if (only !== 'web') {
  await bundlePrograms();
  for (const name of Object.keys(programs)) writeFileSync(join(dist, `${name}.js`), starter(name), { mode: 0o755 });
  packIcons(join(dist, 'icons'));
}
if (only !== 'programs') await bundleWeb();

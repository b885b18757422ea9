/**
 * Runs before `npm start` and `npm test`: brings what is missing, builds what is stale. It is plain JavaScript for any
 * Node from 20 on, and imports no package, since there may be none yet.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './chromium.mjs';
import { bringDebianPrograms } from './programs.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const purpose = process.argv[2] ?? 'start';
const ownNode = join(root, 'node_modules', '.bin', 'node');

const fail = (message) => {
  console.error(`amud: ${message}`);
  process.exit(1);
};
const say = (message) => console.error(`amud: ${message}`);
const run = (program, words) => spawnSync(program, words, { cwd: root, stdio: ['ignore', 2, 2] }).status === 0;

const readStamp = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '');
const writeStamp = (path, stamp) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, stamp);
};

const checkNode = () => {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < 20)
    fail(
      `Node.js ${process.versions.node} is too old. Install Node.js 20 or newer (nodejs.org, or your distribution), then try again.`,
    );
};

const install = () => {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stampPath = join(root, 'node_modules', '.amud-installed');
  if (readStamp(stampPath) === lock) return;
  say('installing packages (once)…');
  // Scripts of packages are not needed and not trusted: everything native comes prebuilt in its package.
  if (!run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])) {
    fail(
      'the packages could not be installed. Is this machine online, and is the npm registry reachable? Then try again; what is there already is kept in the cache of npm.',
    );
  }
  writeStamp(stampPath, lock);
};

const checkOwnNode = () => {
  const version = spawnSync(ownNode, ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? '';
  if (Number(/^v(\d+)/.exec(version)?.[1] ?? 0) >= 24) return;
  const own = Number(process.versions.node.split('.')[0]);
  if (own >= 24) return;
  fail(
    `AMUD needs Node.js 24, and there is no package of it for ${process.platform} ${process.arch}. Install Node.js 24 yourself, then try again.`,
  );
};

const skipped = new Set(['node_modules', 'dist', 'test', 'recordings', 'texts']);
/** The list of the server's sentences, and what the compiler of texts keeps beside its settings. */
const isMadeByBuild = /messages\/server\/en\.json$|project\.inlang\/(?!settings\.json$)/;
const listSources = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : listSources(path);
    return /\.test\.tsx?$/.test(path) || isMadeByBuild.test(path) ? [] : [path];
  });

const buildWhenStale = () => {
  const hash = createHash('sha256');
  const files = [
    ...listSources(join(root, 'packages')),
    join(root, 'package-lock.json'),
    join(root, 'tools/build.ts'),
    join(root, 'tools/texts.ts'),
    join(root, 'tools/sentences.ts'),
    ...listSources(join(root, 'tools/icons')),
  ];
  // What is in them, not when they were written: the compiler of texts writes its settings again as they were.
  for (const path of files.sort()) hash.update(`${path}\n`).update(readFileSync(path));
  const stamp = hash.digest('hex');
  const stampPath = join(root, 'dist', '.amud-built');
  if (readStamp(stampPath) === stamp && existsSync(join(root, 'dist/web/index.en.html'))) return;
  say('building…');
  const node = existsSync(ownNode) ? ownNode : process.execPath;
  if (!run(node, [join(root, 'tools/build.ts')])) fail('the build failed; the lines above say where.');
  writeStamp(stampPath, stamp);
};

const bringChromium = () => {
  if (findChromium()) return;
  const hint =
    'Install it (Debian, Ubuntu: apt-get install chromium; Fedora: dnf install chromium), or set CHROMIUM_PATH to one.';
  if (process.env.CHROMIUM_PATH) fail(`CHROMIUM_PATH names ${process.env.CHROMIUM_PATH}, which is not a program.`);
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    fail(`the browser tests need Chromium, and this machine has none. ${hint}`);
  say("installing Debian's Chromium for the browser tests…");
  run('apt-get', ['update', '-qq']);
  if (!run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']) || !findChromium())
    fail(`Chromium could not be installed. ${hint}`);
};

checkNode();
install();
checkOwnNode();
if (purpose === 'test') {
  bringChromium();
  bringDebianPrograms(say);
}
if (purpose !== 'install') buildWhenStale();

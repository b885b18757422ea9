import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Programs that some tests drive and that need not be installed: unpacked here, nothing else of the system is touched. */
const folder = join(dirname(fileURLToPath(import.meta.url)), '../node_modules/.cache/amud-programs');
const packages = { nginx: 'nginx', caddy: 'caddy', sqlite3: 'sqlite3', ping: 'iputils-ping' };

const isProgram = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Of this system or as unpacked; undefined when there is none. */
export const findProgram = (name) =>
  [
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/sbin',
    join(folder, 'bin'),
    join(folder, 'usr/bin'),
    join(folder, 'usr/sbin'),
  ]
    .map((place) => join(place, name))
    .find(isProgram);

/** Where Debian's packages can be fetched; elsewhere the tests that need these programs are skipped. */
export const bringDebianPrograms = (say) => {
  const missing = Object.keys(packages).filter((name) => !findProgram(name));
  if (missing.length === 0 || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  say(`fetching Debian's ${missing.join(', ')} for the tests of the manual, the proxy examples and the checks…`);
  mkdirSync(folder, { recursive: true });
  const run = (program, words) => spawnSync(program, words, { cwd: folder, stdio: 'ignore' }).status === 0;
  const download = () => run('apt-get', ['download', '-qq', ...missing.map((name) => packages[name])]);
  if (!download() && run('apt-get', ['update', '-qq'])) download();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.deb'))) run('dpkg', ['-x', file, '.']);
  const still = missing.filter((name) => !findProgram(name));
  if (still.length > 0) say(`${still.join(', ')} could not be fetched: those tests are skipped.`);
};

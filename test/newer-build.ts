import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** A file whose name has a hash: `common-Cp3b1nZw.js`. */
const hashed = /^(.+)-([\w-]{8})\.(js|css|woff2)$/;
const isText = /\.(js|css|html)$/;

/**
 * What is built here as the next version has it: the same programs, the files of the web app under other names. It stands
 * where the packages are found that the programs need.
 */
export const makeNewerBuild = (): { folder: string; remove(): void } => {
  const folder = mkdtempSync(join(root, 'node_modules/.cache/newer-'));
  cpSync(join(root, 'dist'), folder, { recursive: true, filter: (path) => !/\.(br|gz)$|\/\.cache/.test(path) });
  const assets = join(folder, 'web/assets');
  const names = readdirSync(assets).flatMap((name) => {
    const [, stem, hash = '', type] = hashed.exec(name) ?? [];
    return stem === undefined ? [] : [{ from: name, to: `${stem}-${[...hash].reverse().join('')}.${type}` }];
  });
  for (const { from, to } of names) renameSync(join(assets, from), join(assets, to));
  for (const entry of readdirSync(join(folder, 'web'), { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !isText.test(entry.name)) continue;
    let text = readFileSync(path, 'utf8');
    for (const { from, to } of names) text = text.replaceAll(from, to);
    writeFileSync(path, text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
};

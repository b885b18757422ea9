import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const pages = globSync(['*.md', 'docs/**/*.md', 'deploy/**/*.md'], { cwd: root });
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** As GitHub makes an anchor of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading ?? ''));
const linksOf = (text: string): string[] =>
  [...text.replace(/```.*?```/gs, '').matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, to]) => to ?? '')
    .filter((to) => !/^[a-z]+:/.test(to));

describe('the manual', () => {
  it.each(pages)('%s leads only to what is there', (path) => {
    const broken = linksOf(read(path)).filter((link) => {
      const [to, anchor] = link.split('#');
      const file = to ? join(dirname(path), to) : path;
      if (!existsSync(join(root, file))) return true;
      return anchor !== undefined && !anchorsOf(read(file)).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  it('is found from its first page', () => {
    const index = linksOf(read('docs/index.md')).map((to) => join('docs', to.split('#')[0] ?? ''));
    const hidden = pages.filter(
      (path) => path.startsWith('docs/') && path !== 'docs/index.md' && !index.includes(path),
    );
    expect(hidden).toEqual([]);
  });
});

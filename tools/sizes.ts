import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseSync } from 'vite';

/**
 * A file has 300 lines at most, a function 40. Lines of a function inside another count for the inner one only: a
 * factory that returns small functions is small. Exceptions are listed here, each with its reason.
 */
const FILE_LINES = 300;
const FUNCTION_LINES = 40;

const exceptions: Record<string, string> = {
  'packages/server/src/app.ts': 'the map of the server: what is built of what reads best in one piece',
};

type Node = { type: string; start: number; end: number; body?: { type: string }; id?: { name?: string } | null };

const isFunction = ({ type }: Node): boolean =>
  ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'].includes(type);

/** Functions of a file with their own lines. */
export const functionsOf = (file: string, text: string): { line: number; lines: number }[] => {
  const starts = [...text.matchAll(/^/gm)].map(({ index }) => index);
  const lineAt = (offset: number): number => {
    const after = starts.findIndex((start) => start > offset);
    return after < 0 ? starts.length : after;
  };
  const found: { line: number; lines: number }[] = [];
  /** @returns the lines taken by functions at or below this node. */
  const walk = (value: unknown): number => {
    if (Array.isArray(value)) return value.reduce((sum: number, inner) => sum + walk(inner), 0);
    if (typeof value !== 'object' || value === null) return 0;
    const inside = Object.values(value).reduce((sum: number, inner) => sum + walk(inner), 0);
    const node = value as Node;
    if (!isFunction(node)) return inside;
    const line = lineAt(node.start);
    const all = lineAt(node.end - 1) - line + 1;
    found.push({ line, lines: all - inside });
    // A function on one line shares it with what is around it.
    return all === 1 ? 0 : all;
  };
  walk(parseSync(file, text).program);
  return found;
};

const root = join(import.meta.dirname, '..');
const sources = (): string[] =>
  ['packages', 'tools', 'test']
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.ts$|\.d\.ts$/.test(entry.name))
    .filter((entry) => !/node_modules|recordings/.test(entry.parentPath))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));

if (import.meta.main) {
  for (const file of sources()) {
    if (exceptions[file]) continue;
    const text = readFileSync(join(root, file), 'utf8');
    const lines = text.split('\n').length - 1;
    const complaints = functionsOf(file, text)
      .filter((one) => one.lines > FUNCTION_LINES)
      .map((one) => `${file}:${one.line}: a function of ${one.lines} lines (${FUNCTION_LINES} at most)`);
    if (lines > FILE_LINES) complaints.push(`${file}: ${lines} lines (${FILE_LINES} at most)`);
    for (const complaint of complaints) console.error(complaint);
    if (complaints.length > 0) process.exitCode = 1;
  }
}

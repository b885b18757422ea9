import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Everything that is tested, part after part; the last line is the sum, `N passed, N failed`. Ends with 1 when one failed. */
const root = join(import.meta.dirname, '..');
const reports = mkdtempSync(join(tmpdir(), 'amud-test-'));
const report = (name: string): string => join(reports, `${name}.json`);

type Count = { passed: number; failed: number };
type Part = {
  name: string;
  program: string;
  words: string[];
  env?: Record<string, string>;
  count(isGood: boolean): Count;
};

const readReport = (name: string): Record<string, unknown> | undefined => {
  try {
    return JSON.parse(readFileSync(report(name), 'utf8'));
  } catch {
    return undefined;
  }
};

/** A run that ended badly without saying where counts as one failure. */
const atLeastOne = (count: Count, isGood: boolean): Count =>
  isGood || count.failed > 0 ? count : { ...count, failed: 1 };

const vitest = (project: string): Part => ({
  name: `${project} tests`,
  program: 'vitest',
  words: ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report(project)}`],
  count: (isGood) => {
    const { numPassedTests = 0, numFailedTests = 0 } = (readReport(project) ?? {}) as Record<string, number>;
    return atLeastOne({ passed: numPassedTests, failed: numFailedTests }, isGood);
  },
});

const browser: Part = {
  name: 'browser tests',
  program: 'playwright',
  // A browser on a busy machine may miss a moment: the file is played once more, and what needed it is named.
  words: ['test', '--reporter=list,json', '--retries=1'],
  env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report('browser') },
  count: (isGood) => {
    const {
      expected = 0,
      flaky = 0,
      unexpected = 0,
    } = (readReport('browser')?.['stats'] ?? {}) as Record<string, number>;
    if (flaky + unexpected > 0) showFailures();
    if (flaky > 0) console.log(`\n${flaky} passed only when played once more`);
    return atLeastOne({ passed: expected + flaky, failed: unexpected }, isGood);
  },
};

/** What the pages showed when a test failed: a log often is all that is left. */
const showFailures = (): void => {
  for (const path of globSync('test-results/**/error-context.md', { cwd: root }).slice(0, 3)) {
    console.log(`\n-- ${path}`);
    const [, page = ''] = /^# Page snapshot$([\s\S]*?)^# /m.exec(readFileSync(join(root, path), 'utf8')) ?? [];
    console.log(page.trim().split('\n').slice(0, 80).join('\n'));
  }
};

const check: Part = {
  name: 'check',
  program: 'node',
  words: ['tools/check.ts', '--no-tests'],
  count: (isGood) => (isGood ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }),
};

const sum: Count = { passed: 0, failed: 0 };
for (const { name, program, words, env, count } of [
  check,
  vitest('unit'),
  vitest('server'),
  vitest('system'),
  browser,
]) {
  console.log(`\n== ${name}`);
  const { status } = spawnSync(join(root, 'node_modules/.bin', program), words, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  const { passed, failed } = count(status === 0);
  sum.passed += passed;
  sum.failed += failed;
}
rmSync(reports, { recursive: true, force: true });
console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed === 0 ? 0 : 1;
